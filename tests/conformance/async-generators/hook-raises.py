# ---
# description: An exception of the firstiter hook is raised at the method call.
# rule: async-generator/hooks
# features: [async-generator, hooks]
# ---

import sys


async def a():
    yield 1


def first(agen):
    raise KeyError("hook")


sys.set_asyncgen_hooks(firstiter=first)
agen = a()
for _ in range(2):
    try:
        agen.__anext__().close()
        print("no second call")
    except KeyError as error:
        print(repr(error))
sys.set_asyncgen_hooks(None, None)

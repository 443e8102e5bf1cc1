# ---
# description: The hooks are called at the first method call, once; they can be read and set.
# rule: async-generator/hooks
# features: [async-generator, hooks, messages]
# ---

import sys


async def a():
    yield 1


def first(agen):
    print("first", agen.__name__)


print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(firstiter=first)
agen = a()
print("made")
agen.__anext__().close()
print("called")
agen.aclose().close()
for start in (lambda o: o.asend(None), lambda o: o.athrow(KeyError), lambda o: o.aclose()):
    start(a()).close()
try:
    sys.set_asyncgen_hooks(firstiter=1)
except TypeError as error:
    print(error)
sys.set_asyncgen_hooks(None, None)

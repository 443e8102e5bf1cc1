# ---
# description: A dropped asynchronous generator goes to the finaliser that it got at its first use.
# rule: async-generator/finaliser
# features: [async-generator, hooks, finalisation]
# ---

import sys


async def a():
    try:
        yield 1
    finally:
        print("finally")


def run(awaitable):
    try:
        awaitable.send(None)
    except (StopIteration, StopAsyncIteration):
        pass


handed = []
agen = a()
sys.set_asyncgen_hooks(finalizer=handed.append)
run(agen.__anext__())
sys.set_asyncgen_hooks(finalizer=None)
del agen
print([o.__name__ for o in handed])
run(handed[0].aclose())
handed.clear()
agen = a()
run(agen.__anext__())
del agen
print("without a finaliser it was closed")

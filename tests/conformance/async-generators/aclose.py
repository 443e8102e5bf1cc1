# ---
# description: aclose runs the cleanup, which may await.
# rule: async-generator/aclose
# features: [async-generator, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    yield "cleaning"


async def a():
    try:
        yield 1
    finally:
        await pause()
        print("finally")


agen = a()
try:
    agen.__anext__().send(None)
except StopIteration:
    pass
awaitable = agen.aclose()
print(awaitable.send(None))
for drive in (awaitable, agen.aclose()):
    try:
        drive.send(None)
    except StopIteration as stop:
        print(stop.value)

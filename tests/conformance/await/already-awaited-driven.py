# ---
# description: A coroutine that is driven by hand cannot be awaited between two sends.
# rule: await/already-awaited
# features: [coroutine, types-coroutine, messages]
# ---

import types


@types.coroutine
def pause():
    yield "paused"


async def c():
    await pause()


async def wait(o):
    await o


o = c()
print(o.send(None))
try:
    wait(o).send(None)
except RuntimeError as error:
    print(error)
o.close()

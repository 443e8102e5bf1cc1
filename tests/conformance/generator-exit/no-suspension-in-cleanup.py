# ---
# description: Awaiting in the cleanup works as long as nothing suspends.
# rule: generator-exit/await
# features: [coroutine, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    yield


async def nothing():
    return "nothing"


async def c():
    try:
        await pause()
    finally:
        print(await nothing())


o = c()
o.send(None)
o.close()

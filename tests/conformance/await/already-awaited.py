# ---
# description: A coroutine in which another is suspended cannot be awaited.
# rule: await/already-awaited
# features: [coroutine, types-coroutine, messages]
# ---

import types


@types.coroutine
def pause():
    yield


async def shared():
    await pause()
    return "result"


async def wait(c):
    try:
        return await c
    except RuntimeError as error:
        return str(error)


c = shared()
first, second = wait(c), wait(c)
first.send(None)
for waiter in (second, first):
    try:
        waiter.send(None)
    except StopIteration as stop:
        print(stop.value)

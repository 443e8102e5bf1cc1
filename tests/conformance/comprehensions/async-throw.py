# ---
# description: An exception thrown into an asynchronous comprehension leaves through it.
# rule: comprehension/async
# features: [async-comprehension, coroutine, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    yield


async def main():
    x = "kept"
    try:
        [await pause() for x in "ab"]
    except KeyError:
        return x


c = main()
c.send(None)
try:
    c.throw(KeyError)
except StopIteration as stop:
    print(stop.value)

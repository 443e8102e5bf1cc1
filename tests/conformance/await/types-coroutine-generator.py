# ---
# description: types.coroutine makes a generator function's generators awaitable.
# rule: await/types-coroutine
# features: [types-coroutine, coroutine, inspect]
# ---

import inspect
import types


@types.coroutine
def f():
    got = yield 1
    return got


async def main():
    return await f()


print(inspect.isawaitable(f()), inspect.iscoroutinefunction(f), inspect.isgeneratorfunction(f))
c = main()
print(c.send(None))
try:
    c.send("x")
except StopIteration as stop:
    print(stop.value)

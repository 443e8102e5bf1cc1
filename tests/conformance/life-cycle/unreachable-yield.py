# ---
# description: A yield that cannot be reached makes a generator all the same.
# rule: call/is-async-generator
# features: [generator, async-generator, coroutine, inspect]
# ---

import inspect


def f():
    return 1
    yield


async def a():
    return
    yield


async def c():
    lambda: (yield)


print(inspect.isgeneratorfunction(f), inspect.isasyncgenfunction(a), inspect.iscoroutinefunction(c))
try:
    next(f())
except StopIteration as stop:
    print(stop.value)

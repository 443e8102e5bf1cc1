# ---
# description: A generator cannot delegate to an asynchronous generator.
# rule: yield-from/coroutine
# features: [generator, yield-from, async-generator, messages]
# ---

async def a():
    yield


def g():
    yield from a()


try:
    next(g())
except TypeError as error:
    print(error)

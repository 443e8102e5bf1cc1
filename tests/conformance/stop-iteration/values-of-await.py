# ---
# description: await gives tuples and exceptions as they were returned.
# rule: stop-iteration/tuple-value
# features: [coroutine]
# ---

async def c(value):
    return value


async def main():
    for value in ((), (1, 2), StopIteration(3), ValueError(4)):
        print(repr(await c(value)))


try:
    main().send(None)
except StopIteration:
    pass

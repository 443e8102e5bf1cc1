# ---
# description: StopAsyncIteration in the body, or while a target is bound, does not end the loop.
# rule: async-for/protocol
# features: [async-for, coroutine, async-generator]
# ---

async def one():
    yield 1


class Target:
    def __setitem__(self, key, value):
        raise StopAsyncIteration("target")


async def main():
    try:
        async for _ in one():
            raise StopAsyncIteration("body")
    except StopAsyncIteration as error:
        print(error)
    try:
        async for Target()[0] in one():
            pass
    except StopAsyncIteration as error:
        print(error)


try:
    main().send(None)
except StopIteration:
    pass

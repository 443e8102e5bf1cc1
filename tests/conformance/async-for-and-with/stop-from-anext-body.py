# ---
# description: StopAsyncIteration from __anext__ itself, before anything is awaited, ends the loop as well.
# rule: async-for/protocol
# features: [async-for, coroutine]
# ---

class A:
    def __aiter__(self):
        return self

    def __anext__(self):
        raise StopAsyncIteration


async def main():
    async for _ in A():
        print("never")
    else:
        print("else")


try:
    main().send(None)
except StopIteration:
    pass

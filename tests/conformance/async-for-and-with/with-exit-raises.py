# ---
# description: An exception in __aexit__ replaces the body's, which is its context.
# rule: async-with/order
# features: [async-with, coroutine]
# ---

class M:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *exc):
        raise ValueError("exit")


async def main():
    async with M():
        raise KeyError("body")


try:
    main().send(None)
except ValueError as error:
    print(repr(error), repr(error.__context__))

# ---
# description: If __aenter__ raises there is no exit.
# rule: async-with/order
# features: [async-with, coroutine]
# ---

class M:
    async def __aenter__(self):
        raise KeyError("enter")

    async def __aexit__(self, *exc):
        print("never")


async def main():
    async with M():
        print("never")


try:
    main().send(None)
except KeyError as error:
    print(repr(error))

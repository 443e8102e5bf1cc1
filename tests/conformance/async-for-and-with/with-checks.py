# ---
# description: The operands that async with accepts, checked before __aenter__ is called.
# rule: async-with/protocol
# features: [async-with, coroutine, messages]
# min-python: 3.11
# ---

class Enter:
    async def __aenter__(self):
        print("never")


class Exit:
    async def __aexit__(self, *exc):
        print("never")


class Sync:
    def __enter__(self):
        print("never")

    def __exit__(self, *exc):
        print("never")


async def main():
    for manager in (1, Enter(), Exit(), Sync()):
        try:
            async with manager:
                print("never")
        except TypeError as error:
            print(error)


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: The order of an async with, without and with an exception.
# rule: async-with/order
# features: [async-with, coroutine]
# ---

class M:
    def __init__(self, swallow):
        self.swallow = swallow

    async def __aenter__(self):
        print("enter")
        return "target"

    async def __aexit__(self, kind, error, tb):
        print("exit", kind and kind.__name__, error, tb is None)
        return self.swallow


async def main():
    async with M(False) as target:
        print(target)
    async with M(True):
        raise KeyError("k")
    try:
        async with M(False):
            raise KeyError("k")
    except KeyError as error:
        print("out", error)


try:
    main().send(None)
except StopIteration:
    pass

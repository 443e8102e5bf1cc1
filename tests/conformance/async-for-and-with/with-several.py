# ---
# description: Several managers are left in the opposite order; a later one may swallow.
# rule: async-with/several
# features: [async-with, coroutine]
# ---

class M:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, error, tb):
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


async def main():
    async with M("a") as a, M("b", True) as b:
        print(a, b)
        raise KeyError
    async with (
        M("c"),
        M("d") as d,
    ):
        print(d)


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: __aenter__ and __aexit__ must return awaitables.
# rule: async-with/awaitable
# features: [async-with, coroutine, messages]
# ---

class M:
    def __init__(self, entered, left):
        self.entered, self.left = entered, left

    def __aenter__(self):
        return self.entered

    def __aexit__(self, *exc):
        return self.left


class Ready:
    def __await__(self):
        return iter(())


async def main():
    for manager in (M(1, Ready()), M(Ready(), 2), M(Ready(), None)):
        try:
            async with manager:
                print("body")
        except TypeError as error:
            print(error)
    try:
        async with M(Ready(), 3):
            raise KeyError("body")
    except TypeError as error:
        print(error, repr(error.__context__))


try:
    main().send(None)
except StopIteration:
    pass

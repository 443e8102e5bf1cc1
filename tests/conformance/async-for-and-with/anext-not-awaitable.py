# ---
# description: The result of __anext__ must be awaitable; the cause says why it is not.
# rule: async-for/anext
# features: [async-for, coroutine, messages]
# ---

class A:
    def __init__(self, value):
        self.value = value

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.value


class Bad:
    def __await__(self):
        return 1


async def main():
    for value in (1, None, Bad()):
        try:
            async for _ in A(value):
                pass
        except TypeError as error:
            print(error, "|", error.__cause__)


try:
    main().send(None)
except StopIteration:
    pass

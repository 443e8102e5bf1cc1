# ---
# description: __await__ must return an iterator.
# rule: await/await-result
# features: [coroutine, messages]
# ---

class A:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value


async def main():
    for value in (1, None, [1], "s", A(1)):
        try:
            await A(value)
        except TypeError as error:
            print(error)


try:
    main().send(None)
except StopIteration:
    pass

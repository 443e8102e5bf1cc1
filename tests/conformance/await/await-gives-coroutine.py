# ---
# description: __await__ must not return a coroutine, nor an awaitable generator.
# rule: await/await-result
# features: [coroutine, types-coroutine, messages]
# ---

import types


async def c():
    pass


@types.coroutine
def t():
    yield


class A:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value


async def main():
    o = c()
    for value in (o, t()):
        try:
            await A(value)
        except TypeError as error:
            print(error)
    o.close()


try:
    main().send(None)
except StopIteration:
    pass

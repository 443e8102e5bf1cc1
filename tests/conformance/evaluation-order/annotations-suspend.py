# ---
# description: Annotations that suspend are evaluated last in a definition; until 3.13, when they are not evaluated lazily.
# rule: evaluation/definition
# features: [coroutine, types-coroutine]
# max-python: 3.13
# ---

import types


@types.coroutine
def told(value):
    print("evaluated", getattr(value, "__name__", value))
    yield
    return value


def same(function):
    return function


async def main():
    @(await told(same))
    def f(a: await told("a"), *, b: (await told("b"), 1) = await told("default"), **c: await told("c")) -> await told("r"):
        pass

    print(f.__annotations__, f.__kwdefaults__)

    async def g(a: 1, b: await told(2)) -> None:
        return a

    print(g.__annotations__, await g(3, 4))


it = main()
try:
    while True:
        it.send(None)
except StopIteration:
    pass

# ---
# description: The qualified name of a function in a comprehension or generator expression; inlined comprehensions are not in it.
# rule: comprehension/scope
# features: [coroutine, async-comprehension, async-generator]
# ---

async def numbers():
    yield 1


async def same(x):
    return x


def name(found):
    print(found.__qualname__)


async def main():
    name([lambda: i async for i in numbers()][0])
    name([lambda: i for i in [await same(1)]][0])
    name([(await same(1), lambda: i) for i in "a"][0][1])
    name({(await same(1), lambda: i) for i in "a"}.pop()[1])
    name([each async for each in ((await same(1), lambda: i) for i in "a")][0][1])
    name(next(lambda: i for i in "a"))
    name([[lambda: (i, j) async for j in numbers()] async for i in numbers()][0][0])
    name([(await same(1), (lambda: lambda: i)()) for i in "a"][0][1])

    class C:
        name([lambda: i for i in "a"][0])
        name(next(lambda: i for i in "a"))


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: A generator expression with async for is an asynchronous generator.
# rule: comprehension/async-genexp
# features: [async-comprehension, coroutine, async-generator]
# ---

async def numbers():
    yield 1
    yield 2


def make():
    return (n * 2 async for n in numbers())


async def main():
    agen = make()
    print(type(agen).__name__, agen.__name__, agen.__qualname__)
    print([n async for n in agen])
    try:
        make().__iter__
    except AttributeError:
        print("no iterator")


try:
    main().send(None)
except StopIteration:
    pass

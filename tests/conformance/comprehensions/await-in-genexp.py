# ---
# description: await makes a generator expression asynchronous, except in the first iterable.
# rule: comprehension/await-in-genexp
# features: [async-comprehension, coroutine]
# ---

async def same(x):
    return x


async def main():
    first = (x for x in await same([1]))
    element = (await same(x) for x in [1])
    condition = (x for x in [1] if await same(x))
    second = (y for x in [1] for y in await same([x]))
    for gen in (first, element, condition, second):
        print(type(gen).__name__)
    print(list(first), [x async for x in condition], [x async for x in second], [x async for x in element])


try:
    main().send(None)
except StopIteration:
    pass

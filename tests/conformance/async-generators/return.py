# ---
# description: A bare return ends an asynchronous generator.
# rule: async-generator/end
# features: [async-generator, async-for]
# ---

async def a():
    yield 1
    return
    yield 2


async def main():
    print([n async for n in a()])


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: Targets of an async for are unpacked like any.
# rule: async-for/protocol
# features: [async-for, coroutine, async-generator]
# ---

async def pairs():
    yield 1, (2, 3)
    yield "ab"


async def main():
    try:
        async for a, (b, c) in pairs():
            print(a, b, c)
    except ValueError as error:
        print(type(error).__name__)


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: Asynchronous list, set and dict comprehensions.
# rule: comprehension/async
# features: [async-comprehension, coroutine, async-generator]
# min-python: 3.11
# ---

async def numbers():
    for n in range(4):
        yield n


async def double(n):
    return n * 2


async def main():
    print([n async for n in numbers()])
    print({n % 2 async for n in numbers() if n})
    print({n: await double(n) async for n in numbers() if await double(n) > 2})
    print([(a, b) async for a in numbers() if a < 2 for b in "xy"])
    print([[m async for m in numbers() if m < n] for n in range(3)])


try:
    main().send(None)
except StopIteration:
    pass

# ---
# description: async for with else, break and continue.
# rule: async-for/protocol
# features: [async-for, coroutine, async-generator]
# ---

async def numbers(n):
    for i in range(n):
        yield i


async def main():
    async for n in numbers(3):
        if n == 1:
            continue
        print(n)
    else:
        print("else")
    async for n in numbers(3):
        if n == 1:
            break
    else:
        print("never")
    print(n)
    async for n in numbers(0):
        print("never")
    else:
        print("else of nothing")


try:
    main().send(None)
except StopIteration:
    pass

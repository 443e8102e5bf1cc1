# ---
# description: break leaves an asynchronous generator suspended.
# rule: async-for/break
# features: [async-for, coroutine, async-generator]
# ---

async def a():
    try:
        yield 1
        yield 2
    finally:
        print("finally")


async def main():
    agen = a()
    async for n in agen:
        print(n)
        break
    print("after break")
    async for n in agen:
        print(n)
    print("end")


try:
    main().send(None)
except StopIteration:
    pass

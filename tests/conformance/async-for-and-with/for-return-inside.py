# ---
# description: return inside an async for, through a finally.
# rule: async-for/protocol
# features: [async-for, coroutine, async-generator]
# ---

async def numbers():
    yield 1
    yield 2


async def main():
    async for n in numbers():
        try:
            return n
        finally:
            print("finally")


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

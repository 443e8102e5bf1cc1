# ---
# description: await takes a coroutine and gives what it returns.
# rule: await/awaitable
# features: [coroutine]
# ---

async def f():
    return "result"


async def main():
    return await f()


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

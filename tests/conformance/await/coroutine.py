# ---
# description: await drives a coroutine; its value is the coroutine's return value.
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

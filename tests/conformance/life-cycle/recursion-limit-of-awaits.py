# ---
# description: A chain of awaits that is too deep is a RecursionError that can be caught.
# rule: recursion/limit
# features: [coroutine]
# ---

async def deep(n):
    return await deep(n + 1)


async def main():
    try:
        await deep(0)
    except RecursionError:
        return "caught"


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

# ---
# description: An awaited value may be awaited again.
# rule: await/precedence
# features: [coroutine]
# ---

async def inner():
    return "inner"


async def outer():
    return inner()


async def main():
    print(await (await outer()))


try:
    main().send(None)
except StopIteration:
    pass

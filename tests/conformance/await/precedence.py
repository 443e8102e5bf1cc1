# ---
# description: await binds more tightly than the operators.
# rule: await/precedence
# features: [coroutine]
# ---

async def n(value):
    return value


async def main():
    print(-await n(2), await n(2) ** await n(3), not await n(0))
    print(await n([1, 2])[1:] if False else (await n([1, 2]))[1:])
    print(await n(1) + await n(2) * await n(3))


try:
    main().send(None)
except StopIteration:
    pass

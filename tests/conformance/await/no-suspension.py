# ---
# description: Awaiting an object that does not suspend does not suspend.
# rule: await/no-suspension
# features: [coroutine]
# ---

async def nothing():
    pass


async def main():
    for n in range(1000):
        await nothing()
    return n


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

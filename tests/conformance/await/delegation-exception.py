# ---
# description: An exception of the awaited object is raised at the await.
# rule: await/delegation
# features: [coroutine]
# ---

async def bad():
    raise KeyError("bad")


async def main():
    try:
        await bad()
    except KeyError as error:
        return f"caught {error!r}"


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

# ---
# description: An exception from __await__ is raised at the await.
# rule: await/await-result
# features: [coroutine]
# ---

class A:
    def __await__(self):
        raise KeyError("from __await__")


async def main():
    try:
        await A()
    except KeyError as error:
        return repr(error)


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

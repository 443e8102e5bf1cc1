# ---
# description: An object without __await__ cannot be awaited.
# rule: await/not-awaitable
# features: [coroutine, messages]
# ---

def function():
    pass


def generator():
    yield


async def agen():
    yield


class C:
    pass


async def main():
    for value in (1, None, "s", [], function, generator(), agen(), C, C()):
        try:
            await value
        except TypeError as error:
            print(error)


try:
    main().send(None)
except StopIteration:
    pass

"""Functions that suspend, and whose captured variable is used only by statements that can never run (lifecycle/closed)."""


def outer(captured):
    def generator():
        yield 1
        return {2}
        captured.name = 3

    async def coroutine():
        return {4}
        return captured

    async def items():
        yield 5
        raise KeyError(6)
        yield captured

    return generator, coroutine, items


def drive(awaitable):
    try:
        awaitable.send(None)
    except BaseException as error:
        return repr(error)


generator, coroutine, items = outer(None)


def values():
    print((yield from generator()))


print(list(values()), drive(coroutine()))
iterator = items()
print(drive(anext(iterator)), drive(anext(iterator)), drive(anext(iterator)))

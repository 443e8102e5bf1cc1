"""What a library makes a task's name of: the module and the qualified name of a method of a suspended object."""


def generator():
    yield


async def coroutine():
    pass


async def asynchronous():
    yield


suspended = [generator(), coroutine(), asynchronous()]
awaitables = [suspended[1].__await__(), suspended[2].asend(None), suspended[2].aclose()]
for each in suspended + awaitables:
    for name in ("send", "throw", "close", "asend", "athrow", "aclose"):
        method = getattr(each, name, None)
        if method is not None:
            print(method.__module__, method.__qualname__, method.__name__, method.__self__ is each)
            if name in ("asend", "aclose"):
                method(*[None] * (name == "asend")).close()
for each in awaitables:
    each.close()

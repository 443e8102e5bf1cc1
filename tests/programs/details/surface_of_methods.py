"""What ``dir()`` shows of the classes of suspended objects and of their methods' results."""


def generator():
    yield


async def asynchronous():
    yield


async def coroutine():
    pass


it = coroutine()
kept = [generator(), it, it.__await__(), asynchronous(), asynchronous().asend(None), asynchronous().aclose()]
for o in kept:
    print(type(o).__name__, dir(type(o)) == dir(o), [name for name in dir(type(o)) if name[:2] != "__"])
    if hasattr(o, "close"):
        o.close()

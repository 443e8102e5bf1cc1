# ---
# description: The traceback of an exception refers to the frame that it has left, not to the object of that frame.
# rule: lifecycle/failed
# features: [async-generator, coroutine, generator, async-for, weakref, finalisation]
# ---

import weakref

seen = []


def watched(o):
    seen.append(weakref.ref(o))
    return o


def generator():
    yield 1
    raise KeyError("generator")


async def asynchronous():
    yield 1
    raise KeyError("asynchronous generator")


async def coroutine():
    raise KeyError("coroutine")


def plain_for():
    for _ in watched(generator()):
        pass


async def async_for():
    async for _ in watched(asynchronous()):
        pass


async def awaits():
    await watched(coroutine())


for start in (plain_for, lambda: async_for().send(None), lambda: awaits().send(None)):
    try:
        start()
    except KeyError as error:
        print(error, seen.pop()())

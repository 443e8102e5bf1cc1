# ---
# description: Names come from the function at the call; they can be set, to strings.
# rule: lifecycle/names
# features: [generator, coroutine, async-generator, messages]
# ---

def g():
    yield


async def c():
    pass


async def a():
    yield


g.__name__ = "renamed"
g.__qualname__ = "over.there"
for o in (g(), c(), a()):
    print(o.__name__, o.__qualname__)
    o.__name__ = "other"
    print(o.__name__)
    for name in ("__name__", "__qualname__"):
        try:
            setattr(o, name, 1)
        except TypeError as error:
            print(error)
        try:
            delattr(o, name)
        except TypeError as error:
            print(error)
    if hasattr(o, "close"):
        o.close()

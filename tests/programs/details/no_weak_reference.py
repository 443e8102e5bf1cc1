# Iterators and awaitables of coroutines and asynchronous generators have no weak references.
import weakref


async def coroutine():
    pass


async def generator():
    yield


c, g = coroutine(), generator()
for made in c.__await__(), g.asend(None), g.athrow(ValueError), g.aclose():
    try:
        weakref.ref(made)
    except TypeError as error:
        print(error)
    made.close()
print(weakref.ref(c)() is c, weakref.ref(g)() is g)

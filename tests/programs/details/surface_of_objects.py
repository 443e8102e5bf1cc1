import inspect
import types


def g():
    yield


async def c():
    pass


async def a():
    yield


co = c()
for what in (
    g(),
    co,
    a(),
    inspect.currentframe(),
    a().__anext__(),
    a().athrow(ValueError),
    co.__await__(),
    g,
    c,
    g.__code__,
):
    n = type(what).__name__
    print(n, sorted(d for d in dir(what)))
    for at in ("__dict__", "__slots__", "__weakref__", "__copy__", "__module__", "__annotations__"):
        try:
            print("  ", at, type(getattr(what, at)).__name__)
        except BaseException as e:
            print("  ", at, type(e).__name__, e)
    try:
        what.foo = 1
        print("   set ok")
    except BaseException as e:
        print("   set", type(e).__name__, e)
    try:
        type(what).foo = 1
        print("   tset ok")
    except BaseException as e:
        print("   tset", type(e).__name__, e)
    try:
        type(what)()
        print("   call ok")
    except BaseException as e:
        print("   call", type(e).__name__, e)
    try:

        class S(type(what)):
            pass

        print("   sub ok")
    except BaseException as e:
        print("   sub", type(e).__name__, e)
    print(
        "   t",
        type(what).__module__,
        type(what).__qualname__,
        type(what)
        in (
            types.GeneratorType,
            types.CoroutineType,
            types.AsyncGeneratorType,
            types.FrameType,
            types.FunctionType,
            types.CodeType,
        ),
    )
    print("   bases", [b.__name__ for b in type(what).__mro__])


async def coroutine():
    pass


async def agen():
    yield


driven = coroutine()
for what in driven.__await__(), agen().asend(None), agen().athrow(KeyError), agen().aclose():
    print(type(what).__name__, type(what).__doc__, what.__doc__)
    what.close()

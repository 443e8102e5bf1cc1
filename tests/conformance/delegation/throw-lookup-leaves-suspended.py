# ---
# description: If the lookup of the delegate's throw fails, nothing is resumed.
# rule: yield-from/throw-lookup
# features: [generator, coroutine, yield-from, inspect]
# ---
import inspect


class Delegate:
    def __init__(self):
        self.error = ZeroDivisionError

    def __iter__(self):
        return self

    __await__ = __iter__

    def __next__(self):
        return "next"

    @property
    def throw(self):
        raise self.error("lookup")


delegate = Delegate()


def generator():
    try:
        yield from delegate
    except BaseException as error:
        print("in the generator:", repr(error))
        raise


async def coroutine():
    try:
        await delegate
    except BaseException as error:
        print("in the coroutine:", repr(error))
        raise


def outer(inner):
    try:
        yield from inner
    except BaseException as error:
        print("in the outer:", repr(error))
        yield "outer goes on"


def show(o, what, *arguments):
    try:
        print("->", getattr(o, what)(*arguments))
    except BaseException as error:
        print("->", repr(error))


for make, state in ((generator, inspect.getgeneratorstate), (coroutine, inspect.getcoroutinestate)):
    o = make()
    show(o, "send", None)
    show(o, "throw", KeyError("thrown"))
    print(state(o))
    show(o, "send", None)
    delegate.error = AttributeError
    show(o, "throw", KeyError("thrown"))
    print(state(o))
    delegate.error = ZeroDivisionError

inner = generator()
o = outer(inner)
show(o, "send", None)
show(o, "throw", KeyError("thrown"))
print(inspect.getgeneratorstate(inner), inspect.getgeneratorstate(o))

"""Arguments before ``**`` of a value that is awaited: the order of evaluation, what lives how long, and where errors are."""

import sys
import traceback


class Noted:
    def __init__(self, name):
        self.name = name
        print("made", name)

    def __del__(self):
        print("dropped", self.name)


class Awaited:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


def called(*args, **kwargs):
    names = [each.name for each in args], {key: each.name for key, each in kwargs.items()}
    del args, kwargs
    print("called", names)
    return names


def failing(first, *rest, **kwargs):
    del first, rest, kwargs
    raise KeyError("failed")


async def plain():
    return called(Noted("a"), Noted("b"), c=Noted("c"), **await Awaited({"d": Noted("d")}))


async def starred():
    return called(Noted("a"), *[Noted("b"), Noted("c")], **await Awaited({}), d=Noted("d"))


async def twice():
    return called(Noted("a"), a=Noted("b"), **await Awaited({"a": Noted("c")}))


async def no_mapping():
    return called(
        Noted("a"),
        *(Noted("b"),),
        **await Awaited([]),
    )


async def raised():
    return called(Noted("a"), Noted("b"), c=Noted("c"), **await Awaited(ValueError("d")))


async def inside():
    return failing(
        Noted("a"), Noted("b"),
        c=Noted("c"),
        **await Awaited({}),
    )


async def lone():
    return called(*[Noted("a")], b=await Awaited(Noted("b")))


async def only_awaited_arguments():
    return called(await Awaited(Noted("a")), Noted("b"), **{"c": Noted("c")})


async def bases():
    class Made(*(await Awaited((dict,))), **await Awaited({"metaclass": type})):
        pass
    print(Made.__mro__[1])

    class Other(dict, metaclass=type, **await Awaited({})):
        pass
    print(Other.__mro__[1])


async def closed():
    return called(Noted("a"), b=Noted("b"), **await Awaited({}))


def drive(coroutine):
    print(coroutine.__name__)
    try:
        while True:
            coroutine.send(None)
            print("suspended")
    except StopIteration as stop:
        print("returned", stop.value)
    except Exception as error:
        print(type(error).__name__, error)
        for entry in traceback.extract_tb(error.__traceback__)[1:]:
            print(" ", entry.name, entry.lineno, entry.colno if sys.version_info >= (3, 12) else "")


for function in plain, starred, twice, no_mapping, raised, inside, lone, only_awaited_arguments, bases:
    drive(function())
left = closed()
left.send(None)
left.close()
print("closed")

# ---
# description: A property __await__, __aiter__ or __anext__ that fails; and methods that are no plain functions.
# rule: await/awaitable
# features: [coroutine, async-for, async-with, yield-from, messages]
# ---


def failing(name, error):
    def get(self):
        raise error

    return type("Failing", (), {name: property(get), "__anext__" if name == "__aiter__" else "__aiter__": lambda self: self})()


async def use(value):
    async for item in value:
        print(item)


async def wait(value):
    await value


class Manager:
    def __aenter__(self):
        return failing("__await__", KeyError("entered"))

    async def __aexit__(self, *details):
        pass


async def enter(value):
    async with Manager():
        pass


class Static:
    def __iter__(self):
        return self

    @staticmethod
    def __next__():
        raise StopIteration("static")


class Failing(Static):
    __next__ = property(lambda self: 1 / 0)


def delegate(value):
    print((yield from value))


for function, value in (
    (wait, failing("__await__", KeyError(1))),
    (wait, failing("__await__", AttributeError("own"))),
    (use, failing("__aiter__", KeyError(2))),
    (use, failing("__anext__", KeyError(3))),
    (use, failing("__anext__", AttributeError("own"))),
    (enter, None),
    (delegate, Static()),
    (delegate, Failing()),
):
    try:
        function(value).send(None)
    except Exception as error:
        print(function.__name__, repr(error))

# ---
# description: An object that has ended no longer refers to the variables of the functions around its function.
# rule: lifecycle/closed
# features: [generator, coroutine, async-generator, finalisation]
# ---


class Held:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("freed", self.name)


def generator():
    held = Held("generator")

    def inner():
        yield held.name

    return inner()


def coroutine():
    held = Held("coroutine")

    async def inner():
        return held.name

    inner.__name__ = inner.__qualname__ = "renamed"
    return inner()


def asynchronous():
    held = Held("asynchronous generator")

    async def inner():
        yield held.name

    return inner()


def failing():
    held = Held("failing")

    def inner():
        yield held.name
        raise KeyError

    return inner()


it = generator()
print(list(it), "ended", it.__name__)
it = coroutine()
try:
    it.send(None)
except StopIteration as stop:
    print(stop.value, "ended", it.__name__, it.__qualname__)
it = asynchronous()
for _ in range(2):
    try:
        it.__anext__().send(None)
    except StopIteration as stop:
        print(stop.value)
    except StopAsyncIteration:
        print("ended", it.__qualname__)
it = failing()
try:
    list(it)
except KeyError:
    pass
print("ended")
it = generator()
next(it)
it.__name__ = "given"
print(list(it), "ended", it.__name__, it.__qualname__)

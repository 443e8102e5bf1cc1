# ---
# description: Traceback entries that 3.11 forgets when an exception of a delegate reaches a frame that handles another one.
# rule: versions/forgotten-entries
# features: [generator, coroutine, async-generator, async-comprehension, yield-from, tracebacks]
# ---
import traceback


class Wait:
    def __await__(self):
        yield


def show(name, error):
    print(name, [entry.name for entry in traceback.extract_tb(error.__traceback__)], repr(error.__context__))


def direct():
    yield


def handling():
    try:
        yield
    finally:
        pass


def handing_on():
    yield from direct()


def calling():
    try:
        yield
    except ValueError as error:
        caught = error
    raise_it(caught)


def raise_it(error):
    raise error


def outer(make):
    try:
        raise KeyError("handled")
    except KeyError:
        yield from make()


async def closing():
    try:
        await Wait()
    except GeneratorExit:
        pass
    raise_it(ValueError("in close"))


async def awaiting():
    try:
        raise KeyError("handled")
    finally:
        await closing()


async def numbers():
    yield 1
    print("goes on")


async def comprehension():
    try:
        raise KeyError("handled")
    finally:
        [await Wait() async for number in numbers()]


def drive(name, it, error):
    it.send(None)
    try:
        it.throw(error)
    except Exception as raised:
        show(name, raised)


def thrown_before():
    try:
        raise_it(ValueError("thrown"))
    except ValueError as error:
        return error


for make in (direct, handling, handing_on, calling):
    drive(make.__name__, outer(make), ValueError("thrown"))
    drive(make.__name__ + ", thrown before", outer(make), thrown_before())
drive("closing", awaiting(), GeneratorExit())
drive("comprehension", comprehension(), ValueError("thrown"))

# ---
# description: An iterator that handles an exception is dropped when its loop is left, though the exception's traceback exists.
# rule: drop/closed
# features: [generator, async-generator, finalisation]
# ---

def handling():
    try:
        raise ValueError
    except ValueError:
        try:
            yield 1
        finally:
            print("handling is closed")


async def handling_too():
    try:
        raise ValueError
    except ValueError:
        try:
            yield 1
        finally:
            print("handling_too is closed")


def outer():
    for item in handling():
        yield item


def delegating():
    yield from handling()


async def outer_too():
    async for item in handling_too():
        yield item


for function in (outer, delegating):
    resumed = function()
    print(next(resumed))
    try:
        resumed.throw(KeyError())
    except KeyError:
        print("thrown out of", function.__name__)

resumed = outer_too()
try:
    resumed.__anext__().send(None)
except StopIteration as stop:
    print(stop.value)
try:
    resumed.athrow(KeyError()).send(None)
except KeyError:
    print("thrown out of outer_too")

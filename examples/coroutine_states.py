"""The life of a coroutine, a generator and an async generator, seen with `inspect` and driven by hand."""

import inspect
import types


class Suspend:
    """The simplest awaitable: `await Suspend(x)` hands x to whoever drives the coroutine."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def inner():
    got = await Suspend("from inner")
    return f"inner got {got!r}"


async def outer():
    try:
        text = await inner()
        await Suspend(text)
    finally:
        print("  outer: finally")


def show(label, coroutine):
    waiting_for = coroutine.cr_await.__name__ if isinstance(coroutine.cr_await, types.CoroutineType) else "-"
    print(f"{label:24} {inspect.getcoroutinestate(coroutine):14} awaits {waiting_for}")


coroutine = outer()
show("just created", coroutine)
print("send(None) gives", repr(coroutine.send(None)))
show("after the first send", coroutine)
print("send('hello') gives", repr(coroutine.send("hello")))
show("after the second send", coroutine)
try:
    coroutine.send("bye")
except StopIteration as stop:
    print("it returned", stop.value)
show("at the end", coroutine)

# What goes wrong, goes wrong with a precise message.
for mistake in (
    lambda fresh: coroutine.send(None),  # has ended
    lambda fresh: fresh.send("a value"),  # has not begun, so there is no `await` to take the value
    lambda fresh: fresh.throw(KeyError("thrown in")),  # raised before the first line
    lambda fresh: fresh.close(),  # no mistake: nothing ran, so nothing is to be cleaned up
):
    fresh = outer()
    try:
        print("no error:", mistake(fresh))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
    fresh.close()


# A generator that raises StopIteration by mistake does not end silently (PEP 479).
def careless():
    yield next(iter([]))


try:
    next(careless())
except RuntimeError as error:
    print(f"RuntimeError: {error} (from {type(error.__cause__).__name__})")


async def ticker():
    try:
        yield 1
        yield 2
    except ValueError as error:
        yield f"caught {error}"


# Even an async generator can be driven by hand: its methods give awaitables.
agen = ticker()
for step in (agen.__anext__(), agen.athrow(ValueError("a bad value")), agen.aclose()):
    try:
        step.send(None)
    except (StopIteration, StopAsyncIteration) as stop:
        print("async generator:", repr(stop))

"""Resume a generator, coroutine or asynchronous generator once, up to its next suspension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from minicoro.core.async_generators import Asend, AsyncGenerator, underway
from minicoro.core.engine import CLOSED
from minicoro.tools.inspection import check

How = Literal["yielded", "waiting", "returned", "raised"]


@dataclass(frozen=True)
class Stopped:
    """The outcome of a resumption.

    how: "yielded", with the yielded value; "waiting", the same for an object that yields to an event loop (a coroutine, or an
    asynchronous generator in an ``await``); "returned", with the result; "raised", with the exception.
    """

    how: How
    value: Any


def step(o: Any, sent: Any = None) -> Stopped:
    """Resume ``o`` by sending a value; return the outcome.  An exception of ``o`` is a part of the outcome, not raised.

    Raises TypeError if ``o`` is not a suspended object of an interpreted program.
    """
    check(o)
    if isinstance(o, AsyncGenerator):
        return _drive(o, "send", _under_way(o) or o.asend(sent), (None,))
    return _drive(o, "send", o, (sent,))


def throw(o: Any, error: BaseException | type[BaseException]) -> Stopped:
    """Resume ``o`` by raising ``error`` where it is suspended; as `step`."""
    check(o)
    if isinstance(o, AsyncGenerator):
        awaitable = _under_way(o)
        if awaitable is None:
            return _drive(o, "send", o.athrow(error), (None,))
        return _drive(o, "throw", awaitable, (error,))
    return _drive(o, "throw", o, (error,))


def close(o: Any) -> Stopped:
    """Close ``o`` by raising GeneratorExit where it is suspended.  As `step`; "waiting" if it awaits meanwhile."""
    check(o)
    if isinstance(o, AsyncGenerator):
        return _drive(o, "send", o.aclose(), (None,))
    try:
        return Stopped("returned", o.close())
    except BaseException as error:
        return _raised(error)


def _under_way(generator: AsyncGenerator) -> Asend | None:
    """An awaitable for an asynchronous generator that is suspended in an ``await``; None if it is not."""
    return underway(generator) if generator.state > 0 and generator.delegate is not None else None


def _drive(o: Any, method: str, through: Any, arguments: tuple[Any, ...]) -> Stopped:
    try:
        value = getattr(through, method)(*arguments)
    except StopIteration as stop:
        if o.state == CLOSED:
            return Stopped("returned", stop.value)
        return Stopped("yielded", stop.value)  # of an asynchronous generator: an item ends the awaitable
    except StopAsyncIteration as stop:
        return Stopped("returned", None) if isinstance(o, AsyncGenerator) else _raised(stop)
    except BaseException as error:
        return _raised(error)
    if getattr(value, "_asyncio_future_blocking", False):
        value._asyncio_future_blocking = False  # as a task does with a future that it gets
    return Stopped("yielded" if o.KIND == "generator" else "waiting", value)


def _raised(error: BaseException) -> Stopped:
    if isinstance(error, KeyboardInterrupt | SystemExit):
        raise error
    return Stopped("raised", error)

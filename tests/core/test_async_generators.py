"""The awaitables of an asynchronous generator's methods: each is one step, and one at a time."""

import pytest

from minicoro.core.engine import CLOSED
from minicoro.core.machine import Jump, Kind, Region
from minicoro.core.versions import RULES
from tests.core.by_hand import call, delegates, machine, returns, state, yields


def numbers(region: Region | None = None):
    """x = yield 1; log(x); yield 2"""
    return machine(
        state("", yields("1", 2, "x"), region),
        state("log(x)", yields("2", 3)),
        state("", returns()),
        kind=Kind.ASYNC_GENERATOR,
    )


def awaiting():
    """await inner; yield "item" """
    return machine(
        state("", delegates("$awaitable(inner)", 2)),
        state("", yields("'item'", 3)),
        state("", returns()),
        kind=Kind.ASYNC_GENERATOR,
    )


class Waits:
    """An awaitable that yields its words, one after the other, to whoever drives the coroutine."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __await__(self):
        return iter(self.words)


def outcome(awaitable, sent=None):
    """What driving an awaitable once gives: ("waits", value), ("gives", value) or ("raises", type)."""
    try:
        return "waits", awaitable.send(sent)
    except StopIteration as stop:
        return "gives", stop.value
    except BaseException as error:
        return "raises", type(error)


def test_a_yield_ends_the_awaitable_with_the_item() -> None:
    seen: list[object] = []
    o = call(numbers(), log=seen.append)
    told = [outcome(o.__anext__()), outcome(o.asend("sent")), outcome(o.__anext__())]
    assert told == [("gives", 1), ("gives", 2), ("raises", StopAsyncIteration)]
    assert (seen, o.state) == (["sent"], CLOSED)


def test_nothing_runs_before_the_awaitable_is_driven() -> None:
    seen: list[object] = []
    o = call(numbers(), log=seen.append)
    step = o.__anext__()
    assert (o.state, o.ag_running) == (0, False)
    assert outcome(step) == ("gives", 1)
    assert (o.state, o.ag_running) == (1, False)


def test_what_an_inner_await_yields_goes_out_to_the_driver() -> None:
    """Only the frame's own ``yield`` is an item."""
    o = call(awaiting(), inner=Waits("first", "second"))
    step = o.__anext__()
    assert outcome(step) == ("waits", "first")
    assert (o.state, o.ag_running) == (1, True)
    assert [outcome(step), outcome(step)] == [("waits", "second"), ("gives", "item")]
    assert not o.ag_running


def test_one_awaitable_at_a_time() -> None:
    o = call(awaiting(), inner=Waits("first"))
    first, second = o.__anext__(), o.__anext__()
    outcome(first)
    with pytest.raises(RuntimeError, match=r"anext\(\): asynchronous generator is already running"):
        second.send(None)
    assert outcome(first) == ("gives", "item")


def test_an_awaitable_is_awaited_once() -> None:
    o = call(numbers(), log=lambda x: None)
    step = o.__anext__()
    outcome(step)
    with pytest.raises(RuntimeError, match=r"cannot reuse already awaited __anext__\(\)/asend\(\)"):
        step.send(None)
    assert outcome(o.__anext__()) == ("gives", 2)


def test_nothing_but_none_can_be_sent_to_what_was_just_created() -> None:
    o = call(numbers(), log=lambda x: None)
    with pytest.raises(TypeError, match="can't send non-None value to a just-started async generator"):
        o.asend(1).send(None)


def test_athrow_raises_where_the_frame_is_suspended() -> None:
    made = machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state("", yields("$caught1", 4), handling=("$caught1",)),
        state("del $caught1", returns(), handling=("$caught1",)),
        kind=Kind.ASYNC_GENERATOR,
    )
    o = call(made)
    outcome(o.__anext__())
    thrown = KeyError("k")
    assert outcome(o.athrow(thrown)) == ("gives", thrown)
    assert o.state == 3


def test_aclose_gives_none_and_ends_the_generator() -> None:
    o = call(numbers(), log=lambda x: None)
    outcome(o.__anext__())
    assert outcome(o.aclose()) == ("gives", None)
    assert o.state == CLOSED
    assert outcome(o.__anext__()) == ("raises", StopAsyncIteration)


def test_aclose_of_what_was_just_created_runs_nothing() -> None:
    o = call(numbers(), log=lambda x: None)
    assert outcome(o.aclose()) == ("gives", None)
    assert o.state == CLOSED


def test_a_frame_must_not_yield_instead_of_closing() -> None:
    made = machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state("del $caught1", yields("2", 2), handling=("$caught1",)),
        kind=Kind.ASYNC_GENERATOR,
    )
    o = call(made)
    outcome(o.__anext__())
    with pytest.raises(RuntimeError, match="async generator ignored GeneratorExit"):
        o.aclose().send(None)


def test_a_frame_may_await_while_it_closes() -> None:
    """try: yield 1
    finally: await inner"""
    made = machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state("", delegates("$awaitable(inner)", 4), handling=("$caught1",)),
        state("del $caught1", Jump(2), handling=("$caught1",)),
        kind=Kind.ASYNC_GENERATOR,
    )
    o = call(made, inner=Waits("waiting"))
    outcome(o.__anext__())
    closing = o.aclose()
    assert [outcome(closing), outcome(closing)] == [("waits", "waiting"), ("gives", None)]
    assert o.state == CLOSED


@pytest.mark.parametrize("kind", [StopIteration, StopAsyncIteration])
def test_the_exceptions_that_mean_an_end_do_not_leave_a_frame(kind: type[Exception]) -> None:
    """PEP 525."""
    o = call(machine(state("raise error", returns()), kind=Kind.ASYNC_GENERATOR), error=kind)
    with pytest.raises(RuntimeError, match=f"async generator raised {kind.__name__}"):
        o.__anext__().send(None)


def test_closing_an_awaitable_that_has_begun_closes_what_it_waits_in_from_3_13_on() -> None:
    o = call(awaiting(), inner=Waits("first"))
    step = o.__anext__()
    outcome(step)
    step.close()
    assert o.state == (CLOSED if RULES.asend_close_throws else 1)

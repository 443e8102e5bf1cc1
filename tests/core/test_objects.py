"""The life of generators and coroutines: just created, running, suspended, closed; with machines made by hand."""

import sys

import pytest

from minicoro.core import awaitables
from minicoro.core.engine import CLOSED, RUNNING
from minicoro.core.machine import Jump, Kind, Region
from minicoro.core.versions import RULES
from tests.core.by_hand import call, delegates, machine, returns, state, yields

KINDS = [Kind.GENERATOR, Kind.COROUTINE]


def one_yield(kind: Kind = Kind.GENERATOR, region: Region | None = None):
    """x = yield 1; return x"""
    return machine(state("", yields("1", 2, "$1"), region), state("", returns("$1")), kind=kind)


# ---- send -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_life_of_an_object(kind: Kind) -> None:
    o = call(one_yield(kind))
    told = [(o.state, o.is_running(), o.is_suspended())]
    o.send(None)
    told.append((o.state, o.is_running(), o.is_suspended()))
    with pytest.raises(StopIteration) as stop:
        o.send("value")
    told.append((o.state, o.is_running(), o.is_suspended()))
    assert told == [(0, False, False), (1, False, True), (CLOSED, False, False)]
    assert stop.value.value == "value"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_none_can_be_sent_to_what_was_just_created(kind: Kind) -> None:
    o = call(one_yield(kind))
    with pytest.raises(TypeError, match=f"can't send non-None value to a just-started {kind.value}"):
        o.send(1)
    assert o.state == 0
    assert o.send(None) == 1


@pytest.mark.parametrize("method", ["send", "throw", "close"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_object_that_runs_cannot_be_resumed(kind: Kind, method: str) -> None:
    """f calls a function that resumes f."""
    calls = {"send": lambda: o.send(None), "throw": lambda: o.throw(KeyError), "close": lambda: o.close()}
    states: list[int] = []

    def again() -> None:
        states.append(o.state)
        calls[method]()

    o = call(machine(state("again()", returns()), kind=kind), again=again)
    with pytest.raises(ValueError, match=f"{kind.value} already executing"):
        o.send(None)
    assert states == [RUNNING]


def test_a_closed_generator_gives_nothing_and_a_closed_coroutine_refuses() -> None:
    generator, coroutine = [call(machine(state("", returns("1")), kind=kind)) for kind in KINDS]
    for o in (generator, coroutine):
        with pytest.raises(StopIteration) as stop:
            o.send(None)
        assert stop.value.value == 1
    with pytest.raises(StopIteration) as stop:
        generator.send("anything")
    assert stop.value.value is None
    with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
        coroutine.send(None)


def test_a_generator_is_its_own_iterator_and_a_coroutine_is_none() -> None:
    generator, coroutine = [call(one_yield(kind)) for kind in KINDS]
    assert iter(generator) is generator
    assert list(generator) == [1]
    assert not hasattr(coroutine, "__iter__")
    assert coroutine.__await__().send(None) == 1


# ---- throw ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_thrown_before_the_start_nothing_runs(kind: Kind) -> None:
    """State 0 has no region: not even a ``try`` around the whole body takes the exception."""
    seen: list[int] = []
    region = Region(2, "$caught1")
    made = machine(state("log(1)", returns(), region), state("log(2)", returns(), handling=("$caught1",)), kind=kind)
    o = call(made, log=seen.append)
    with pytest.raises(KeyError):
        o.throw(KeyError)
    assert (o.state, seen) == (CLOSED, [])


def test_thrown_into_a_closed_generator_it_comes_out_again() -> None:
    o = call(one_yield())
    o.close()
    with pytest.raises(KeyError):
        o.throw(KeyError("k"))


@pytest.mark.parametrize("thrown", [KeyError, KeyError("k")], ids=["class", "instance"])
def test_a_class_or_an_instance_can_be_thrown(thrown: object) -> None:
    o = call(one_yield())
    o.send(None)
    with pytest.raises(KeyError):
        o.throw(thrown)


def test_nothing_else_can_be_thrown_and_the_object_does_not_notice() -> None:
    o = call(one_yield())
    o.send(None)
    with pytest.raises(TypeError, match="exceptions must be classes or instances deriving from BaseException, not int"):
        o.throw(1)
    assert o.state == 1


def test_what_is_thrown_gets_the_context_of_the_frame_and_not_of_the_thrower() -> None:
    """What the frame is handling, if anything: not what is handled where ``throw`` is called."""
    handling = machine(
        state("fail()", returns(), Region(2, "$caught1")),
        state("", yields("$caught1", 3), handling=("$caught1",)),
        state("", returns(), handling=("$caught1",)),
    )

    def fail() -> None:
        raise OSError("inside")

    plain, inside = call(one_yield()), call(handling, fail=fail)
    plain.send(None)
    handled = inside.send(None)
    contexts = []
    for o in (plain, inside):
        try:
            raise KeyError("outside")
        except KeyError:
            with pytest.raises(ValueError) as raised:
                o.throw(ValueError("thrown"))
            contexts.append(raised.value.__context__)
    assert contexts == [None, handled]


@pytest.mark.parametrize("kind", KINDS)
def test_stop_iteration_does_not_leave_a_frame(kind: Kind) -> None:
    """PEP 479."""
    o = call(machine(state("raise StopIteration", returns()), kind=kind), StopIteration=StopIteration)
    with pytest.raises(RuntimeError, match=f"{kind.value} raised StopIteration") as raised:
        o.send(None)
    assert isinstance(raised.value.__cause__, StopIteration)


# ---- close ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_closed_before_the_start_nothing_runs(kind: Kind) -> None:
    seen: list[int] = []
    o = call(machine(state("log(1)", returns()), kind=kind), log=seen.append)
    assert (o.close(), o.state, seen) == (None, CLOSED, [])


def closing_machine(handler: str, exit):
    """try: yield 1
    except GeneratorExit: handler; exit"""
    return machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state(handler, exit, handling=("$caught1",)),
    )


def test_close_raises_generator_exit_where_the_frame_is_suspended() -> None:
    seen: list[object] = []
    o = call(closing_machine("log($caught1); del $caught1", returns()), log=seen.append)
    o.send(None)
    assert o.close() is None
    assert (o.state, [type(error) for error in seen]) == (CLOSED, [GeneratorExit])


def test_close_gives_what_the_frame_returns_from_3_13_on() -> None:
    o = call(closing_machine("del $caught1", returns("'value'")))
    o.send(None)
    assert o.close() == ("value" if RULES.close_returns_value else None)


def test_a_frame_must_not_yield_instead_of_closing() -> None:
    o = call(closing_machine("del $caught1", yields("2", 2)))
    o.send(None)
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        o.close()
    assert o.state == 3, "it is suspended again"


def test_what_the_frame_raises_instead_comes_out_of_close() -> None:
    o = call(closing_machine("raise KeyError", returns()), KeyError=KeyError)
    o.send(None)
    with pytest.raises(KeyError) as raised:
        o.close()
    assert isinstance(raised.value.__context__, GeneratorExit)


def test_close_begins_with_the_innermost_delegate() -> None:
    """outer awaits middle, middle awaits inner: each has a handler that logs."""
    seen: list[str] = []

    def link(name: str, exit):
        made = machine(
            state("", exit, Region(3, "$caught1")),
            state("", returns()),
            state(f"log('{name}')", Jump(4), handling=("$caught1",)),
            state("again($caught1)", returns(), handling=("$caught1",)),
            kind=Kind.COROUTINE,
            name=name,
        )

        def again(error: BaseException) -> None:
            raise error

        return made, {"log": seen.append, "again": again}

    made, names = link("inner", yields("1", 2))
    inner = call(made, **names)
    made, names = link("middle", delegates("$awaitable(inner)", 2))
    middle = call(made, inner=inner, **names)
    made, names = link("outer", delegates("$awaitable(middle)", 2))
    outer = call(made, middle=middle, **names)
    assert outer.send(None) == 1
    outer.close()
    assert seen == ["inner", "middle", "outer"]
    assert [o.state for o in (outer, middle, inner)] == [CLOSED] * 3


# ---- What an object shows -------------------------------------------------------------------------------------------


def test_what_a_coroutine_waits_for_is_seen_only_while_it_is_suspended() -> None:
    seen: list[object] = []
    inner = call(
        machine(state("look()", yields("1", 2)), state("", returns()), kind=Kind.COROUTINE), look=lambda: look()
    )
    made = machine(state("", delegates("$awaitable(inner)", 2)), state("", returns()), kind=Kind.COROUTINE)
    outer = call(made, inner=inner)

    def look() -> None:
        seen.append((outer.cr_await, outer.cr_running, inner.cr_running))

    seen.append(outer.cr_await)
    outer.send(None)
    seen.append(outer.cr_await)
    outer.close()
    seen.append(outer.cr_await)
    assert seen == [None, (None, True, True), inner, None]


def test_a_coroutine_is_awaited_by_one_at_a_time() -> None:
    inner = call(machine(state("", yields("1", 2)), state("", returns()), kind=Kind.COROUTINE))
    made = machine(state("", delegates("$awaitable(inner)", 2)), state("", returns()), kind=Kind.COROUTINE)
    first, second = call(made, inner=inner), call(made, inner=inner)
    first.send(None)
    assert awaitables.delegate_of_await(inner) is inner, "awaiting it once more begins: it waits for nothing itself"
    third = call(made, inner=first)
    with pytest.raises(RuntimeError, match="coroutine is being awaited already"):
        third.send(None)
    second.close()


def test_names_of_its_own() -> None:
    o = call(one_yield())
    assert o.__name__ == "perform"
    with pytest.raises(TypeError, match="__name__ must be set to a string object"):
        o.__name__ = 1


def test_a_suspended_exception_is_not_seen_from_outside() -> None:
    made = closing_machine("", yields("exception()", 4))
    made = machine(*made.states[1:], state("del $caught1", returns("exception()"), handling=("$caught1",)))
    o = call(made, exception=sys.exception)
    o.send(None)
    thrown = KeyError()
    assert o.throw(thrown) is thrown
    assert sys.exception() is None

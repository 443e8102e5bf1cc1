"""What the engine does in each kind of exit: this machine, these calls, these states.

The machines are made by hand (`by_hand`): nothing is parsed from a program, lowered or compiled.  Each test stands for a
paragraph of spec/machine.md.
"""

import sys

import pytest

from minicoro.core.engine import CLOSED
from minicoro.core.machine import (
    Branch,
    Case,
    EndFinally,
    EnterFinally,
    Execute,
    Jump,
    Kind,
    Next,
    Raise,
    Region,
)
from tests.core.by_hand import call, delegates, expression, machine, pattern, returns, state, steps, yields

COROUTINE = Kind.COROUTINE


def returned(o, sent=None):
    """The value with which an object ends when it is resumed once more."""
    with pytest.raises(StopIteration) as stop:
        o.send(sent)
    return stop.value.value


# ---- Suspending ---------------------------------------------------------------------------------------------------


def test_yield_suspends_in_its_state_and_takes_what_is_sent() -> None:
    """def f(): return (yield 1)"""
    o = call(machine(state("", yields("1", 2, "$1")), state("", returns("$1"))))
    assert o.state == 0
    assert (o.send(None), o.state) == (1, 1)
    assert returned(o, "sent") == "sent"
    assert o.state == CLOSED


def test_a_sent_value_that_nobody_wants_is_dropped() -> None:
    """def f(): yield 1; yield 2"""
    o = call(machine(state("", yields("1", 2)), state("", yields("2", 3)), state("", returns())))
    variables = o.saved.names
    assert [o.send(None), o.send("dropped")] == [1, 2]
    assert "dropped" not in variables.values()


def test_steps_run_in_order_before_the_exit() -> None:
    """def f(): log(1); x = 2; log(x); yield x"""
    seen: list[object] = []
    made = machine(state("log(1); x = 2; log(x)", yields("x", 2)), state("log(3)", returns()))
    o = call(made, log=seen.append)
    assert seen == []
    assert (o.send(None), seen) == (2, [1, 2])
    returned(o)
    assert seen == [1, 2, 3]


def test_a_spill_is_gone_once_it_is_read() -> None:
    """def f(): return g(h(), (yield)): what ``h()`` gave waits in ``$1`` while the frame is suspended."""
    made = machine(
        state("$1 = h()", yields("None", 2, "$2")),
        state("", returns("pair($1, $2)")),
    )
    o = call(made, h=lambda: "left", pair=lambda *both: both)
    o.send(None)
    variables = o.saved.names
    assert variables["$1"] == "left"
    assert returned(o, "right") == ("left", "right")
    assert not {"$1", "$2"} & set(variables)


# ---- Where the control goes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "expected"), [(True, "then"), (False, "otherwise"), ([], "otherwise")])
def test_branch(answer: object, expected: str) -> None:
    """def f(): return "then" if test else "otherwise" """
    made = machine(
        state("", Branch(expression("test"), 2, 3)),
        state("", returns("'then'")),
        state("", returns("'otherwise'")),
    )
    assert returned(call(made, test=answer)) == expected


def test_next_takes_the_items_of_an_iterator_and_then_goes_otherwhere() -> None:
    """def f():
    for x in items: yield x
    return "done" """
    made = machine(
        state("$iter1 = $iter(items)", Jump(2)),
        state("", Next("$iter1", expression("x"), 3, 4, expression("items"))),
        state("", yields("x", 2)),
        state("del $iter1", returns("'done'")),
    )
    o = call(made, items="ab")
    assert [o.send(None), o.state, o.send(None), o.state] == ["a", 3, "b", 3]
    assert returned(o) == "done"


@pytest.mark.parametrize(("subject", "expected"), [(1, "one"), (5, (5,))])
def test_case(subject: int, expected: object) -> None:
    """match subject:
    case 1: return "one"
    case x: return (x,)"""
    made = machine(
        state("$subject1 = subject", Case("$subject1", pattern("1"), 2, 3)),
        state("", returns("'one'")),
        state("", Case("$subject1", pattern("x"), 4, 5)),
        state("", returns("(x,)")),
        state("", returns()),
    )
    assert returned(call(made, subject=subject)) == expected


@pytest.mark.parametrize("way", ["normal", "break", "continue", "return 'value'"])
def test_execute_goes_where_the_statement_ends(way: str) -> None:
    """A statement that suspends nowhere, but may end abruptly.  The value of its ``return`` is in ``$returned``."""
    (statement,) = steps("log()" if way == "normal" else f"if yes: {way}")
    made = machine(
        state("", Execute(statement, 2, 3, 4, 5)),
        state("", returns("'normal'")),
        state("", returns("'break'")),
        state("", returns("'continue'")),
        state("", returns("('returns', $returned)")),
    )
    expected = ("returns", "value") if way.startswith("return") else way
    assert returned(call(made, yes=True, log=lambda: None)) == expected


# ---- Exceptions -----------------------------------------------------------------------------------------------------


def handling_machine():
    """def f():
    try: yield g()
    except …: yield error, sys.exception()
    return sys.exception()"""
    region = Region(3, "$caught1")
    return machine(
        state("", yields("g()", 2), region),
        state("", returns("exception()")),
        state("", yields("($caught1, exception())", 4), handling=("$caught1",)),
        state("del $caught1", Jump(2), handling=("$caught1",)),
    )


def fails() -> None:
    raise KeyError("k")


def test_a_region_names_the_state_that_handles_an_exception() -> None:
    o = call(handling_machine(), g=fails, exception=sys.exception)
    error, handled = o.send(None)
    assert isinstance(error, KeyError)
    assert handled is error, "in the states of a handler the exception is the one that sys.exception() gives"
    assert o.state == 3
    assert sys.exception() is None, "while the frame is suspended its exception is nobody else's"
    assert returned(o) is None, "behind the handler nothing is handled any more"


def test_what_is_thrown_is_raised_where_the_frame_is_suspended() -> None:
    o = call(handling_machine(), g=lambda: "item", exception=sys.exception)
    assert (o.send(None), o.state) == ("item", 1)
    thrown = ValueError("thrown")
    assert o.throw(thrown) == (thrown, thrown)
    assert o.state == 3


def test_an_exception_that_no_region_takes_leaves_the_frame_and_closes_the_object() -> None:
    o = call(machine(state("", yields("1", 2)), state("g()", returns())), g=fails)
    o.send(None)
    with pytest.raises(KeyError):
        o.send(None)
    assert o.state == CLOSED
    assert (o.saved, o.delegate, o.caught) == (None, None, None)


def test_the_context_of_an_exception_is_what_is_being_handled() -> None:
    """try: g()
    except …:
        yield
        raise ValueError"""
    made = machine(
        state("g()", returns(), Region(2, "$caught1")),
        state("", yields("None", 3), handling=("$caught1",)),
        state("raise ValueError", returns(), handling=("$caught1",)),
    )
    o = call(made, g=fails, ValueError=ValueError)
    o.send(None)
    with pytest.raises(ValueError) as raised:
        o.send(None)
    assert isinstance(raised.value.__context__, KeyError)


def test_raise_passes_the_exception_on_unchanged() -> None:
    """No handler took it: it gets neither a new context nor another traceback entry for this frame."""
    made = machine(
        state("g()", returns(), Region(2, "$caught1")),
        state("", Raise("$caught1"), handling=("$caught1",)),
    )
    error = KeyError("k")
    error.__context__ = context = ValueError()

    def raises() -> None:
        raise error

    with pytest.raises(KeyError) as raised:
        call(made, g=raises).send(None)
    assert raised.value is error
    assert error.__context__ is context


def test_a_region_empties_the_temporaries_that_it_clears() -> None:
    """g($1, fails()): what was spilled of an expression that is given up is not kept while the handler runs."""
    made = machine(
        state("$1 = 'operand'; g()", returns("$1"), Region(2, "$caught1", ("$1",))),
        state("", yields("None", 3), handling=("$caught1",)),
        state("del $caught1", returns(), handling=("$caught1",)),
    )
    o = call(made, g=fails)
    o.send(None)
    assert "$1" not in o.saved.names


def test_two_exceptions_are_handled_one_inside_of_the_other() -> None:
    """except …:
    try: h()
    except …: yield exception()
    yield exception()"""
    inner = ("$caught2", "$caught1")
    made = machine(
        state("g()", returns(), Region(2, "$caught1")),
        state("h()", returns(), Region(3, "$caught2"), ("$caught1",)),
        state("", yields("exception()", 4), handling=inner),
        state("del $caught2", Jump(5), handling=inner),
        state("", yields("exception()", 6), handling=("$caught1",)),
        state("del $caught1", Jump(7), handling=("$caught1",)),
        state("", returns("exception()")),
    )

    def other() -> None:
        raise ValueError

    o = call(made, g=fails, h=other, exception=sys.exception)
    first = o.send(None)
    second = o.send(None)
    assert (type(first), type(second)) == (ValueError, KeyError)
    assert first.__context__ is second
    assert returned(o) is None


# ---- finally --------------------------------------------------------------------------------------------------------


def finally_machine():
    """def f():
    try: yield 1; [return "early"]
    finally: log("finally"); yield 2
    return "end" """
    region, handling = Region(3, "$finally1"), ("$finally1",)
    return machine(
        state("", yields("1", 2, "$1"), region),
        state("", Branch(expression("$1"), 5, 6), region),
        state("log('finally')", yields("2", 4), handling=handling),
        state("", EndFinally("$finally1", 8), handling=handling),
        state("$returned1 = 'early'", EnterFinally("$finally1", 7, 3)),
        state("", EnterFinally("$finally1", None, 3)),
        state("", returns("$returned1")),
        state("", returns("'end'")),
    )


@pytest.mark.parametrize(("early", "expected"), [(True, "early"), (False, "end")])
def test_a_finally_exists_once_and_its_completion_says_where_it_leads(early: bool, expected: str) -> None:
    """State 3 is the ``finally``, whether it is reached normally, by a ``return`` or by an exception."""
    seen: list[str] = []
    o = call(finally_machine(), log=seen.append)
    o.send(None)
    assert (o.send(early), o.state) == (2, 3)
    assert o.saved.names["$finally1"] == (7 if early else None)
    assert returned(o) == expected
    assert seen == ["finally"]


def test_a_finally_raises_again_what_came_through_it() -> None:
    o = call(finally_machine(), log=lambda text: None)
    o.send(None)
    thrown = ValueError("thrown")
    assert (o.throw(thrown), o.state) == (2, 3)
    assert o.saved.names["$finally1"] is thrown
    with pytest.raises(ValueError) as raised:
        o.send(None)
    assert raised.value is thrown
    assert o.state == CLOSED


# ---- Delegation -----------------------------------------------------------------------------------------------------


def inner_machine(kind: Kind = Kind.GENERATOR):
    """x = yield "inner"; return ("got", x)"""
    return machine(state("", yields("'inner'", 2, "$1")), state("", returns("('got', $1)")), kind=kind, name="inner")


def outer_machine():
    """return (yield from inner())"""
    return machine(state("", delegates("$iterator(inner(), $self)", 2, "$1")), state("", returns("$1")))


def test_a_delegate_yields_through_the_delegating_frame() -> None:
    inner = call(inner_machine())
    o = call(outer_machine(), inner=lambda: inner)
    assert o.send(None) == "inner"
    assert (o.state, o.delegate, inner.state) == (1, inner, 1)
    assert returned(o, 5) == ("got", 5)
    assert inner.state == CLOSED


def test_a_delegate_that_is_no_object_of_ours_is_driven_as_pep_380_says() -> None:
    o = call(outer_machine(), inner=lambda: [1, 2])
    assert [o.send(None), o.send(None)] == [1, 2]
    assert type(o.delegate).__name__ == "Foreign"
    assert returned(o) is None


def test_what_is_thrown_goes_to_the_innermost_delegate() -> None:
    """inner: try: yield 1 / except …: yield 2"""
    made = machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state("", yields("2", 4), handling=("$caught1",)),
        state("del $caught1", returns("'handled'"), handling=("$caught1",)),
    )
    inner = call(made)
    o = call(outer_machine(), inner=lambda: inner)
    o.send(None)
    assert (o.throw(ValueError), inner.state, o.state) == (2, 3, 1)
    assert returned(o) == "handled"


def test_an_exception_that_leaves_the_delegate_is_raised_in_the_delegating_frame() -> None:
    inner = call(inner_machine())
    region = Region(3, "$caught1")
    made = machine(
        state("", delegates("$iterator(inner(), $self)", 2), region),
        state("", returns("'normal'")),
        state("del $caught1", returns("'handled'"), handling=("$caught1",)),
    )
    o = call(made, inner=lambda: inner)
    o.send(None)
    with pytest.raises(StopIteration) as stop:
        o.throw(ValueError)
    assert stop.value.value == "handled"
    assert inner.state == CLOSED


def test_an_asynchronous_loop_ends_by_stop_async_iteration() -> None:
    """async for x in …: the delegate is one round; ``exhausted`` is where StopAsyncIteration leads."""

    class Stops:
        def __anext__(self):
            raise StopAsyncIteration

    made = machine(
        state("", delegates("$anext(iterator)", 2, "x", exhausted=3)),
        state("", returns("x")),
        state("", returns("'ended'")),
        kind=COROUTINE,
    )
    assert returned(call(made, iterator=Stops())) == "ended"


def test_elsewhere_stop_async_iteration_is_an_exception_like_any_other() -> None:
    class Stops:
        def __anext__(self):
            raise StopAsyncIteration

    made = machine(state("", delegates("$anext(iterator)", 2, "x")), state("", returns("x")), kind=COROUTINE)
    with pytest.raises(StopAsyncIteration):
        call(made, iterator=Stops()).send(None)

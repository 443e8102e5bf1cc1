"""What a watcher is told of machines: in which order, and with which state."""

from collections.abc import Iterator
from typing import Any

import pytest

from minicoro.core import events
from minicoro.core.engine import THROW
from minicoro.core.machine import Jump, Kind, Region
from tests.core.by_hand import call, delegates, machine, returns, state, yields

Told = list[tuple[Any, ...]]


class Noting:
    """Notes every event as a tuple: its name, whose it is, and what comes with it."""

    def __init__(self) -> None:
        self.told: Told = []

    def __getattr__(self, event: str) -> Any:
        def note(o: Any, *more: object) -> None:
            self.told.append((event, o.machine.name, *["THROW" if each is THROW else each for each in more]))

        return note


@pytest.fixture
def told() -> Iterator[Told]:
    watcher = Noting()
    events.watch(watcher)  # type: ignore[arg-type]
    yield watcher.told
    events.watch(None)


def test_a_generator_from_its_first_state_to_its_last(told: Told) -> None:
    o = call(machine(state("", yields("1", 2, "$1")), state("", returns("$1"))))
    o.send(None)
    with pytest.raises(StopIteration):
        o.send("x")
    assert told == [
        ("resumed", "f", 0, None),
        ("entered", "f", 1),
        ("suspended", "f", 1),
        ("resumed", "f", 1, "x"),
        ("entered", "f", 2),
        ("returned", "f", "x"),
    ]


def test_a_thrown_exception_enters_the_handler(told: Told) -> None:
    made = machine(
        state("", yields("1", 2), Region(3, "$caught1")),
        state("", returns()),
        state("del $caught1", Jump(2), handling=("$caught1",)),
    )
    o = call(made)
    o.send(None)
    del told[:]
    with pytest.raises(StopIteration):
        o.throw(KeyError)
    assert told == [("resumed", "f", 1, "THROW"), ("entered", "f", 3), ("entered", "f", 2), ("returned", "f", None)]


def test_an_exception_that_leaves_the_frame(told: Told) -> None:
    o = call(machine(state("raise error", returns())), error=(error := KeyError()))
    with pytest.raises(KeyError):
        o.send(None)
    assert told == [("resumed", "f", 0, None), ("entered", "f", 1), ("raised", "f", error)]


def test_delegation_is_told_from_the_outside_in_and_back(told: Told) -> None:
    inner = call(machine(state("", yields("1", 2)), state("", returns("2")), kind=Kind.COROUTINE, name="inner"))
    made = machine(state("", delegates("$awaitable(inner)", 2, "$1")), state("", returns("$1")), kind=Kind.COROUTINE)
    o = call(made, inner=inner)
    o.send(None)
    with pytest.raises(StopIteration):
        o.send(None)
    assert [(event, name) for event, name, *_ in told] == [
        *(("resumed", "f"), ("entered", "f")),
        *(("resumed", "inner"), ("entered", "inner"), ("suspended", "inner")),
        ("suspended", "f"),
        *(("resumed", "f"), ("resumed", "inner"), ("entered", "inner"), ("returned", "inner")),
        *(("entered", "f"), ("returned", "f")),
    ]


def test_close_says_that_it_is_no_throw_of_the_program(told: Told) -> None:
    region = Region(3, "$caught1")
    body = [
        state("", yields("1", 2), region),
        state("", returns()),
        state("del $caught1", Jump(2), handling=("$caught1",)),
    ]
    begun, created = call(machine(*body)), call(machine(*body, name="g"))
    begun.send(None)
    del told[:]
    begun.close()
    created.close()
    assert [(event, name) for event, name, *_ in told] == [
        *(("closing", "f"), ("resumed", "f"), ("entered", "f"), ("entered", "f"), ("returned", "f")),
        ("closed", "g"),
    ]


def test_nobody_is_told_anything_once_the_watcher_has_gone(told: Told) -> None:
    o = call(machine(state("", yields("1", 2)), state("", returns())))
    events.watch(None)
    o.send(None)
    assert told == []

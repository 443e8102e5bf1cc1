"""A machine is plain data: it can be compared, pickled, and asked where its exits lead."""

import copy
import pickle

import pytest

from minicoro.core.machine import Branch, EndFinally, EnterFinally, Jump, Region, is_spill, successors, targets
from tests.core.by_hand import expression, machine, returns, state, yields


def one():
    return machine(
        state("x = 1", yields("x", 2), Region(2, "$caught1")), state("", returns("x"), handling=("$caught1",))
    )


def test_two_machines_are_equal_if_they_say_the_same() -> None:
    assert one() == one()
    assert one() is not one()
    assert hash(one()) == hash(one())


@pytest.mark.parametrize(
    "other",
    [
        machine(state("x = 2", yields("x", 2), Region(2, "$caught1")), state("", returns("x"), handling=("$caught1",))),
        machine(state("x = 1", yields("x", 1), Region(2, "$caught1")), state("", returns("x"), handling=("$caught1",))),
        machine(state("x = 1", yields("x", 2)), state("", returns("x"), handling=("$caught1",))),
        machine(state("x = 1", yields("x", 2), Region(2, "$caught1")), state("", returns("x"))),
        machine(
            state("x =  1", yields("x", 2), Region(2, "$caught1")), state("", returns("x"), handling=("$caught1",))
        ),
    ],
    ids=["step", "exit", "region", "handling", "position"],
)
def test_they_differ_in_any_part_of_them(other: object) -> None:
    assert one() != other


def test_a_machine_can_be_pickled_and_copied() -> None:
    assert pickle.loads(pickle.dumps(one())) == one()
    assert copy.deepcopy(one()) == one()


def test_no_part_of_it_can_be_changed() -> None:
    with pytest.raises(AttributeError):
        one().states[0].exit = Jump(5)


def test_where_exits_lead() -> None:
    assert targets(Jump(3)) == [3]
    assert targets(Branch(expression("x"), 3, 4)) == [3, 4]
    assert targets(returns()) == []


def test_an_end_of_a_finally_leads_to_every_completion_that_it_is_entered_with() -> None:
    made = machine(
        state("", EnterFinally("$finally1", 4, 3)),
        state("", EnterFinally("$finally1", None, 3)),
        state("", EndFinally("$finally1", 5)),
        state("", returns("'left early'")),
        state("", returns("'normal'")),
    )
    assert successors(made.states, made.states[3]) == [5, 4]
    assert successors(made.states, made.states[1]) == [3]


@pytest.mark.parametrize(
    ("name", "expected"), [("$1", True), ("$12", True), ("$iter3", False), ("$self", False), ("x", False)]
)
def test_which_names_are_taken_when_they_are_read(name: str, expected: bool) -> None:
    assert is_spill(name) is expected

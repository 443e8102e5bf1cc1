"""A machine of Hypothesis's that drives the same coroutine, generator and asynchronous generator under both Pythons."""

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.hunt.lockstep import Lockstep, definition

pytestmark = pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")

ERRORS = ("E", "F(1)", "B('b')", "GeneratorExit", "StopIteration(4)", "ValueError", "StopAsyncIteration()")
VALUES = ("None", "None", "None", "1", "t(2)")
KINDS = ("gen", "coro", "agen")

any_object = st.integers(min_value=0, max_value=30)


class Driver(RuleBasedStateMachine):
    """``objects``: the names that there are, each with the kind of what it was bound to."""

    @initialize(chance=st.randoms(use_true_random=False), kind=st.sampled_from(KINDS), force=st.booleans())
    def begin(self, chance: random.Random, kind: str, force: bool) -> None:
        self.kind = kind
        self.objects: list[tuple[str, str]] = []
        self.session = Lockstep(definition(chance, kind), force)
        self.bind("f(t(1))", kind)

    def bind(self, expression: str, kind: str) -> None:
        name = f"o{len(self.objects)}"
        self.session.do(f"{name} = None\n{name} = {expression}")
        self.objects.append((name, kind))

    def pick(self, index: int) -> tuple[str, str]:
        return self.objects[index % len(self.objects)]

    def step(self, name: str, *words: str) -> None:
        self.session.do(f"if {name} is not None: step({name}, {', '.join(words)})")

    @rule()
    def make(self) -> None:
        self.bind("f(t(1))", self.kind)

    @rule(index=any_object, value=st.sampled_from(VALUES))
    def send(self, index: int, value: str) -> None:
        name, kind = self.pick(index)
        if kind == "agen":
            self.bind(f"step({name}, 'asend', {value})", "awaitable")
        else:
            self.step(name, "'send'", value)

    @rule(index=any_object)
    def advance(self, index: int) -> None:
        name, kind = self.pick(index)
        if kind == "agen":
            self.bind(f"step({name}, '__anext__')", "awaitable")
        else:
            self.step(name, "'__next__'" if kind == "gen" else "'send'", *([] if kind == "gen" else ["None"]))

    @rule(index=any_object, error=st.sampled_from(ERRORS))
    def throw(self, index: int, error: str) -> None:
        name, kind = self.pick(index)
        if kind == "agen":
            self.bind(f"step({name}, 'athrow', {error})", "awaitable")
        else:
            self.step(name, "'throw'", error)

    @rule(index=any_object)
    def close(self, index: int) -> None:
        name, kind = self.pick(index)
        if kind == "agen":
            self.bind(f"step({name}, 'aclose')", "awaitable")
        else:
            self.step(name, "'close'")

    @rule(index=any_object)
    def await_(self, index: int) -> None:
        """Let another object await it, delegate to it, or iterate over it."""
        name, kind = self.pick(index)
        if kind == "agen":
            self.bind(f"iterates({name})", "agen")
        elif kind == "gen":
            self.bind(f"delegates({name})", "gen")
        else:
            self.bind(f"awaits({name})", "coro")

    @rule(index=any_object)
    def copy_reference(self, index: int) -> None:
        name, kind = self.pick(index)
        self.bind(name, kind)
        self.session.do(f"box.append({name})")

    @rule(index=any_object)
    def drop(self, index: int) -> None:
        self.session.do(f"{self.pick(index)[0]} = None")

    @rule()
    def drop_copies(self) -> None:
        self.session.do("del box[:]")

    @rule(index=any_object)
    def look(self, index: int) -> None:
        self.session.do(f"state({self.pick(index)[0]})")

    @precondition(lambda self: self.kind == "agen")
    @rule()
    def run_what_the_hooks_kept(self) -> None:
        self.session.do("finish(hooks)")

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.end()


def test_lockstep() -> None:
    """Both tell the same after each step."""
    examples = settings().max_examples
    quick = settings(
        deadline=None, suppress_health_check=list(HealthCheck), stateful_step_count=20, max_examples=examples
    )
    run_state_machine_as_test(Driver, settings=quick)


def test_a_difference_is_noticed() -> None:
    """The comparison itself."""
    session = Lockstep("def f(): pass\n", force=False)
    for side, (_, namespace, _) in enumerate(session.both):
        namespace["planted"] = side
    session.do("out('same')")
    with pytest.raises(AssertionError, match="CPython:\n0\n\nminicoro:\n1"):
        session.do("out(planted)")

"""Random programs, driven by Hypothesis, do under minicoro what they do under CPython."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hunt.compare import accepted, difference
from tests.hunt.expressions import Place
from tests.hunt.programs import Programs, program

# The programs run in this process and with its recursion limit, which Hypothesis watches.
pytestmark = pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")

chances = st.randoms(use_true_random=False, note_method_calls=False)
quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


def same(text: str, *, force: bool = False, native: bool = False) -> None:
    if accepted(text):
        found = difference(text, force=force, native=native)
        assert not found, f"{text}\n{found}"


@quick
@given(chance=chances, force=st.booleans(), native=st.booleans())
def test_programs(chance: random.Random, force: bool, native: bool) -> None:
    same(program(chance, chance.choice((0, 1, 1, 2))), force=force, native=native)


@pytest.mark.parametrize("kind", ["gen", "coro", "agen"])
@quick
@given(chance=chances)
def test_evaluation_order(kind: str, chance: random.Random) -> None:
    """One expression with a suspension in every operand: each operand tells when its turn comes."""
    writer = Programs(chance)
    place = Place(kind, suspends=1.0)
    word = "async def" if place.awaits else "def"
    writer.add(0, f"{word} f(a=t(1), b=t(2), c=t(3)):")
    writer.add(1, f"out(name_of({writer.expression(place, 3)}))")
    if place.yields:
        writer.add(1, "yield")
    writer.add(0, "o = f()")
    for number in range(40):
        writer.add(0, f"drain(o.asend({number} or None))" if kind == "agen" else f"step(o, 'send', {number} or None)")
    same("\n".join(writer.lines) + "\n")


@pytest.mark.parametrize("count", [8, pytest.param(60, marks=pytest.mark.medium)], ids=["some", "more"])
def test_seeded_programs(count: int) -> None:
    """The first of the programs that ``python -m tests.hunt.campaign`` tries."""
    from tests.hunt.campaign import text_of

    tried = 0
    for seed in range(count):
        text, how = text_of(seed)
        if accepted(text):
            tried += 1
            found = difference(text, **how)
            assert not found, f"seed {seed}\n{found}"
    assert tried > count * 2 / 3

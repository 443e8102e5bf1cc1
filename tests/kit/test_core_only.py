"""The core is complete: with all of `minicoro.exact` left out, a case passes unless it is about what exact restores.

That is (design, "The house"): messages, frames, tracebacks, what ``inspect`` sees, and finalisation.
"""

import sys

import pytest

from minicoro.conformance import runner
from minicoro.conformance.runner import Target
from tests.running import ROOT

KIT = ROOT / "tests" / "conformance"
RESTORED = {"messages", "frames", "tracebacks", "inspect", "finalisation"}
CASES = [case for case in runner.load(KIT) if not RESTORED & set(case.head.features)]

ENGINES = {"compiled": (), "compiled-with-fast": ("--fast",), "walked": ("--walk",)}

KNOWN: dict[str, dict[str, str]] = {
    "compiled": {},
    "compiled-with-fast": {},
    "walked": {"delegation/deep": "the host's limit of recursion counts the walker's own frames; so with exact, too"},
}
"""Cases that fail, with the reason; those that pass again must leave the list."""


def failures(cases: list[runner.Case], options: tuple[str, ...]) -> dict[str, str]:
    """The cases that fail with these options of `core_only`, each with its first difference from CPython."""
    words = (sys.executable, "-m", "minicoro", "run", "{file}")
    batch = (sys.executable, "-m", "tests.kit.core_only")
    target = runner.probe(Target("minicoro", words, batch, options))
    host = runner.probe(runner.python(sys.executable))
    score = runner.score(cases, target, runner.reference_for(host, [host], KIT), 1, 30, lambda name, count: None)
    assert score.count("passed") > len(cases) // 2, "hardly anything ran"
    return {verdict.case: verdict.detail for verdict in score.verdicts if verdict.status == "failed"}


def check(cases: list[runner.Case], engine: str) -> None:
    found, known = failures(cases, ENGINES[engine]), KNOWN[engine]
    new = [f"{name}: {detail}" for name, detail in found.items() if name not in known]
    assert not new, (
        "these need a file of exact, so core is not complete (or the case's features must say what it is about):\n"
        + "\n".join(new)
    )
    gone = {case.name for case in cases} & set(known) - set(found)
    assert not gone, f"these pass now; take them out of KNOWN: {gone}"


@pytest.mark.parametrize("step", [100, pytest.param(25, marks=pytest.mark.medium)], ids=["some", "more"])
@pytest.mark.parametrize("engine", ["compiled", "walked"])
def test_some_cases(engine: str, step: int) -> None:
    check(CASES[::step], engine)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_all_cases(engine: str) -> None:
    assert len(CASES) > 600
    check(CASES, engine)

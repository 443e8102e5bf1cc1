"""Nothing of what a program makes and drops is left, and nothing for the collector that CPython does not leave.

The long measurement is ``python -m benchmarks.leaks``.
"""

import sys

import pytest

from benchmarks.leaks import KNOWN, LEAKS, measured

TIMES = 20


@pytest.mark.parametrize(
    "names",
    [pytest.param(["exec", "eval", "compile", "module"], marks=pytest.mark.medium), [*list(LEAKS)[4:]]],
    ids=["texts", "objects"],
)
def test_the_collector_finds_no_more_than_in_cpython(names: list[str]) -> None:
    leaks = {name: LEAKS[name] for name in names if name not in KNOWN}
    theirs = measured([sys.executable], TIMES, leaks)
    ours = measured([sys.executable, "-m", "minicoro", "run"], TIMES, leaks)
    assert {name: found for name, (_, found) in ours.items()} == {name: found for name, (_, found) in theirs.items()}

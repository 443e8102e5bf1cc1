"""What a run of the benchmarks comes to: a mean for each group, and the targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.measure import Result

WHOLE_AT_MOST = 3.0
MEANS_AT_MOST = {"language": 1.3, "resumption": 5.0, "asyncio": 1.6}
"""By group, of the geometric mean."""

EACH_AT_MOST = {
    "language": 2.0,
    "async_generators": 3.0,
    "await_calls": 6.0,
    "pipeline": 9.0,
    "py_generators": 9.0,
    "throw_finally": 15.0,
    "await_chain[1]": 12.0,
}
"""By group or benchmark, of each one."""

WALKED_MEAN_AT_MOST, WALKED_EACH_AT_MOST = 100.0, 300.0
"""Of the walking engine: the geometric mean of all, and each one."""


@dataclass(frozen=True)
class Target:
    """One thing that was promised, and what it came to."""

    what: str
    at_most: float
    found: float

    @property
    def met(self) -> bool:
        return self.found <= self.at_most


def mean(results: Iterable[Result]) -> float:
    """The geometric mean of the ratios, in which each program counts once, however many parameters it has."""
    programs: dict[str, list[float]] = {}
    for result in results:
        programs.setdefault(result.benchmark.program, []).append(result.ratio)
    return statistics.geometric_mean([statistics.geometric_mean(ratios) for ratios in programs.values()])


def of_group(results: Iterable[Result], group: str) -> list[Result]:
    return [result for result in results if result.benchmark.group == group]


def groups(results: Sequence[Result]) -> dict[str, float]:
    """The mean of each group."""
    names = dict.fromkeys([result.benchmark.group for result in results])
    return {name: mean(of_group(results, name)) for name in names}


def targets(results: Sequence[Result]) -> list[Target]:
    """The targets of the compiled engine that these results say something about."""
    found = [Target("geometric mean of all", WHOLE_AT_MOST, mean(results))]
    for group, at_most in MEANS_AT_MOST.items():
        members = of_group(results, group)
        if members:
            found.append(Target(f"{group}: mean", at_most, mean(members)))
    for name, at_most in EACH_AT_MOST.items():
        members = [result for result in results if name in (result.benchmark.group, result.benchmark.name)]
        if members:
            worst = max(members, key=lambda result: result.ratio)
            found.append(Target(f"worst: {worst.benchmark.name}", at_most, worst.ratio))
    return found


def walked_targets(results: Sequence[Result]) -> list[Target]:
    """The targets of the walking engine."""
    worst = max(results, key=lambda result: result.ratio)
    return [
        Target("geometric mean of all, walked", WALKED_MEAN_AT_MOST, mean(results)),
        Target(f"worst: {worst.benchmark.name}", WALKED_EACH_AT_MOST, worst.ratio),
    ]

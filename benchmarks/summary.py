"""What a run of the benchmarks comes to: a mean for each group, and the targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.measure import Result

WHOLE_AT_MOST = 12.0
ANY_AT_MOST = 30.0
GROUPS_AT_MOST = {"resumption": 8.0, "asyncio": 2.5}


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
    """The targets that these results say something about.  A group's target binds each of its benchmarks."""
    found = [Target("geometric mean of all", WHOLE_AT_MOST, mean(results))]
    for group, at_most in GROUPS_AT_MOST.items():
        members = of_group(results, group)
        if members:
            found.append(Target(f"{group}: mean", at_most, mean(members)))
            worst = max(members, key=lambda result: result.ratio)
            found.append(Target(f"{group}: worst, {worst.benchmark.name}", at_most, worst.ratio))
    worst = max(results, key=lambda result: result.ratio)
    found.append(Target(f"worst of all, {worst.benchmark.name}", ANY_AT_MOST, worst.ratio))
    return found

"""Results as a table to read."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks import summary
from benchmarks.measure import Result

HEAD = f"{'benchmark':<28}{'CPython':>12}{'minicoro':>12}{'ratio':>9}   spread"


def row(result: Result) -> str:
    """A benchmark: the medians for one round, their ratio, and the lowest and highest ratio of a turn."""
    fast, slow = statistics.median(result.cpython), statistics.median(result.minicoro)
    spread = f"{min(result.ratios):.2f} to {max(result.ratios):.2f}"
    return f"{result.benchmark.name:<28}{duration(fast):>12}{duration(slow):>12}{result.ratio:>9.2f}   {spread}"


def foot(results: Sequence[Result], walked: bool = False) -> list[str]:
    """The means and the targets.  walked: they are of the walking engine."""
    lines = [""]
    for group, ratio in summary.groups(results).items():
        lines.append(f"{'mean of ' + group:<52}{ratio:>9.2f}")
    lines.append("")
    for target in (summary.walked_targets if walked else summary.targets)(results):
        verdict = "met" if target.met else f"missed by {target.found / target.at_most - 1:.0%}"
        lines.append(f"{target.what:<52}{target.found:>9.2f}   at most {target.at_most:g}: {verdict}")
    return lines


def duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"

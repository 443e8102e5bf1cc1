"""The committed ratios of each Python version, and the guard that compares with them."""

from __future__ import annotations

import json
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import minicoro
from benchmarks import summary
from benchmarks.catalogue import HERE
from benchmarks.measure import Result

ONE_MARGIN = 1.35
"""A benchmark may be slower than its baseline by this factor: runs on a busy machine differ by as much as a quarter."""

MEAN_MARGIN = 1.10
"""The mean of all is steadier, and may be slower by this factor only."""


def baseline_file(walked: bool = False) -> Path:
    """Where the baseline of the running Python is kept.  walked: that of the walking engine."""
    name = f"{platform.python_version()}.json"
    return HERE / "baseline" / (f"walked-{name}" if walked else name)


def as_data(results: Sequence[Result]) -> dict[str, Any]:
    """Results as JSON: the ratio of each benchmark with its spread, and the seconds they were computed from."""
    return {
        "python": platform.python_version(),
        "minicoro": minicoro.__version__,
        "mean": round(summary.mean(results), 3),
        "groups": {group: round(ratio, 3) for group, ratio in summary.groups(results).items()},
        "benchmarks": {result.benchmark.name: _entry(result) for result in results},
    }


def _entry(result: Result) -> dict[str, Any]:
    return {
        "group": result.benchmark.group,
        "ratio": round(result.ratio, 3),
        "low": round(min(result.ratios), 3),
        "high": round(max(result.ratios), 3),
        "cpython": float(f"{statistics.median(result.cpython):.4g}"),
        "minicoro": float(f"{statistics.median(result.minicoro):.4g}"),
    }


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text())
    return data


def regressions(results: Sequence[Result], baseline: dict[str, Any]) -> list[str]:
    """In words, what is slower than the baseline allows; benchmarks that the baseline does not know are passed over."""
    known = baseline["benchmarks"]
    found = []
    common = [result for result in results if result.benchmark.name in known]
    for result in common:
        before = known[result.benchmark.name]["ratio"]
        if result.ratio > before * ONE_MARGIN:
            found.append(f"{result.benchmark.name}: {result.ratio:.2f}, was {before:.2f}")
    if common:
        change = statistics.geometric_mean([result.ratio / known[result.benchmark.name]["ratio"] for result in common])
        if change > MEAN_MARGIN:
            found.append(f"all together: {change:.2f} times slower than the baseline")
    return found

"""``python -m benchmarks``: measure, print a table, compare with the baseline."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import baseline, table
from benchmarks.catalogue import Benchmark, chosen
from benchmarks.measure import FULL, QUICK, SIDES, Effort, Result, measure


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast minicoro is beside CPython.")
    parser.add_argument("--quick", action="store_true", help="short turns, few of them: to see where it stands")
    parser.add_argument("--walk", action="store_true", help="measure the tree-walking interpreter")
    parser.add_argument("--only", metavar="NAME", help="only benchmarks whose name contains NAME")
    parser.add_argument("--json", metavar="OUT", type=Path, help="write the figures here")
    parser.add_argument("--check", action="store_true", help="fail if slower than the committed baseline")
    parser.add_argument("--save-baseline", action="store_true", help="make this run the baseline")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    if options.walk:
        SIDES["minicoro"].append("--walk")
    benchmarks = chosen(options.only)
    if not benchmarks:
        print(f"no benchmark's name contains {options.only!r}", file=sys.stderr)
        return 2
    results = run(benchmarks, QUICK if options.quick else FULL)
    print("\n".join(table.foot(results, options.walk)))
    if options.json:
        save(options.json, results)
    if options.save_baseline:
        save(baseline.baseline_file(options.walk), results)
    return check(results, options.walk) if options.check else 0


def run(benchmarks: Sequence[Benchmark], effort: Effort) -> list[Result]:
    """Measure all, printing each as it is known."""
    print(f"CPython {platform.python_version()}; {effort.turns} turns of {effort.seconds * 1000:.0f} ms a side\n")
    print(table.HEAD)
    results = []
    for benchmark in benchmarks:
        results.append(measure(benchmark, effort))
        print(table.row(results[-1]), flush=True)
    return results


def save(path: Path, results: Sequence[Result]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(baseline.as_data(results), indent=1) + "\n")


def check(results: Sequence[Result], walked: bool) -> int:
    path = baseline.baseline_file(walked)
    if not path.exists():
        print(f"no baseline for this Python: {path.name}", file=sys.stderr)
        return 2
    slower = baseline.regressions(results, baseline.read(path))
    for line in slower:
        print(f"slower: {line}")
    if not slower:
        print("no slower than the baseline")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())

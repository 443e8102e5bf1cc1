"""``python -m tests.errors [--jobs N] [--only TEXT] [--texts N] [--cold] [--quiet]``: compare all cases, and print a table."""

import argparse
import sys
from collections import Counter

from tests.errors import cases
from tests.errors.compare import Result, compare

VERDICTS = ("same", "listed", "differs", "stale")


def main() -> int:
    """Run from the command line; 1 if something differs that is not registered."""
    options = argparse.ArgumentParser(prog="python -m tests.errors", description=__doc__)
    options.add_argument("--jobs", type=int, default=2, help="how many at a time")
    options.add_argument("--only", default="", help="cases whose name contains this")
    options.add_argument("--texts", type=int, default=1, metavar="N", help="one in N of the small refused texts")
    options.add_argument("--cold", action="store_true", help="start minicoro afresh for each case")
    options.add_argument("--quiet", action="store_true", help="the table only")
    given = options.parse_args()
    chosen = [case for case in cases.load() if given.only in case.name]
    texts = [case for case in chosen if case.topic == "syntax"]
    chosen = [case for case in chosen if case.topic != "syntax"] + texts[:: given.texts]
    results = compare(chosen, given.jobs, given.cold)
    if not given.quiet:
        for result in results:
            if result.failed:
                print(f"== {result.case.name}: {result.verdict}\n{result.explain()}\n")
    _table(results)
    return 1 if any(result.failed for result in results) else 0


def _table(results: list[Result]) -> None:
    counts = Counter((result.case.topic, result.verdict) for result in results)
    topics = sorted({result.case.topic for result in results})
    print(f"Python {sys.version.split()[0]}")
    print(f"{'topic':<16}" + "".join([f"{verdict:>9}" for verdict in VERDICTS]))
    for topic in topics:
        print(f"{topic:<16}" + "".join([f"{counts[topic, verdict]:>9}" for verdict in VERDICTS]))
    totals = [sum([counts[topic, verdict] for topic in topics]) for verdict in VERDICTS]
    print(f"{'all':<16}" + "".join([f"{total:>9}" for total in totals]))


if __name__ == "__main__":
    raise SystemExit(main())

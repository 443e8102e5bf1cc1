"""``python -m benchmarks.parsing``: lines a second over the standard library, from text to ``ast``."""

from __future__ import annotations

import sys
import sysconfig
import time
from pathlib import Path

from minicoro.syntax import parse

AT_LEAST = 15_000
EVERY = 7


def main() -> int:
    """Every seventh module of the library, its tests and packages left out."""
    library = Path(sysconfig.get_path("stdlib"))
    paths = sorted([*library.glob("*.py"), *library.glob("[a-z]*/*.py")])[::EVERY]
    parse("x = 1")  # the tables
    lines = 0
    seconds = 0.0
    slowest = (0.0, "")
    for path in paths:
        if "site-packages" in path.parts or "test" in path.parts:
            continue
        source = path.read_bytes()
        try:
            compile(source, str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            continue  # kept in the library as it is, to be no Python
        start = time.process_time()
        parse(source, str(path))
        took = time.process_time() - start
        count = source.count(b"\n")
        lines += count
        seconds += took
        slowest = max(slowest, (took / max(count, 100), path.name))
    speed = lines / seconds
    print(f"{lines:,} lines in {seconds:.2f} s: {speed:,.0f} lines/s, at least {AT_LEAST:,}")
    print(f"slowest: {slowest[1]}, {1 / slowest[0]:,.0f} lines/s")
    return 0 if speed >= AT_LEAST else 1


if __name__ == "__main__":
    sys.exit(main())

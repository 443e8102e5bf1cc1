"""``python -m benchmarks.growth``: cost against depth, against the number of live coroutines, against size of source."""

from __future__ import annotations

import sys
import time

from benchmarks.both import both
from benchmarks.table import duration

SECONDS = 0.05
BLOCK = """\
def f{0}(a, b=1, *c, **d):
    for x in range(a):
        if x % 2 and b:
            yield f"{{x!r}} of {{a}}", [y for y in c if y], {{"key": d.get("key", {0})}}
    return a.b[c:b](x, *c, k=-1.5)

"""
SIZES = (500, 1000, 2000, 4000, 8000)


def main() -> int:
    found = both("growth.py", SECONDS)
    for what, title in (("depth", "one resumption, by depth of the chain"), ("live", "by number of live coroutines")):
        print(f"{title:<40}{'CPython':>10}{'minicoro':>10}{'ratio':>8}")
        for size, theirs in found["cpython"][what].items():
            ours = found["minicoro"][what][size]
            print(f"{int(size):>40,}{duration(theirs):>10}{duration(ours):>10}{ours / theirs:>8.2f}")
    print(f"{'from text to code, by lines':<40}{'parse':>10}{'all':>10}{'us a line':>10}")
    for count in SIZES:
        parsing, all_of_it = cost_of_text(BLOCK, count // 6)
        print(f"{count:>40,}{duration(parsing):>10}{duration(all_of_it):>10}{all_of_it / count * 1e6:>10.1f}")
    return 0


def cost_of_text(block: str, times: int) -> tuple[float, float]:
    """Seconds to parse the block so many times over, and to make a code object of it."""
    from minicoro.api import compile_source, parse

    text = "".join([block.format(number) for number in range(times)])
    parsing, all_of_it = [], []
    for _ in range(3):
        start = time.process_time()
        parse(text)
        between = time.process_time()
        compile_source(text, "<text>", "exec")
        parsing.append(between - start)
        all_of_it.append(time.process_time() - between)
    return min(parsing), min(all_of_it)


if __name__ == "__main__":
    sys.exit(main())

"""``python -m benchmarks.memory``: bytes of a suspended object, growth, and cycles that wait for the collector."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.both import both
from benchmarks.catalogue import HERE

COROUTINE_AT_MOST = 3.0
EACH, MANY, TIMES = 20_000, 100_000, 10
GROWTH_AT_MOST = 1.02

RUN = """\
import gc, sys
sys.path.insert(0, {root!r})
import minicoro
gc.collect()
gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
try:
    minicoro.run_path({example!r})
except SystemExit:
    pass
gc.collect()
sys.stdout = sys.stderr
ours = [kept for kept in gc.garbage if (getattr(kept, "__module__", None) or "").startswith("minicoro.")]
ours += [kept for kept in gc.garbage if type(kept).__module__.startswith("minicoro.") and kept not in ours]
print("objects of ours in cycles:", len(ours), file=sys.stderr)
for kept in ours[:5]:
    print("   ", type(kept), getattr(kept, "__qualname__", ""), file=sys.stderr)
"""


def main() -> int:
    found = both("memory.py", EACH, MANY, TIMES)
    met = True
    print(f"{'suspended':<20}{'CPython':>9}{'minicoro':>10}{'ratio':>8}")
    for kind, theirs in found["cpython"]["bytes"].items():
        ours = found["minicoro"]["bytes"][kind]
        met &= kind != "coroutine" or ours / theirs <= COROUTINE_AT_MOST
        print(f"{kind:<20}{theirs:>9.0f}{ours:>10.0f}{ours / theirs:>8.2f}")
    for side, figures in found.items():
        resident = figures["resident"]
        growth = resident[-1] / resident[1]
        met &= side == "cpython" or (growth <= GROWTH_AT_MOST and figures["collected"] == 0)
        print(f"\n{side}: {MANY:,} live coroutines, {TIMES} times: MB resident after each")
        print("   ", *[f"{figure / 1e6:.1f}" for figure in resident])
        print(f"    the last over the second: {growth:.3f}; objects left for the collector: {figures['collected']}")
    print("\nobjects of the interpreter's in cycles after each example, the collector off")
    for example in sorted((HERE.parent / "examples").glob("*.py")):
        met &= cycles(example) == 0
    return 0 if met else 1


def cycles(example: Path) -> int:
    """How many objects of ours only the collector would find after a run of the example."""
    script = RUN.format(root=str(HERE.parent), example=str(example))
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    lines = ended.stderr.splitlines()
    at = [index for index, line in enumerate(lines) if line.startswith("objects of ours")]
    if not at:
        print(f"    {example.stem}: no figure; it ended with {ended.returncode}: {lines[-1] if lines else ''}")
        return 1
    count = int(lines[at[0]].rpartition(" ")[2])
    print(f"    {example.stem:<28}{count:>4}")
    for line in lines[at[0] + 1 :]:
        print(f"    {line}")
    return count


if __name__ == "__main__":
    sys.exit(main())

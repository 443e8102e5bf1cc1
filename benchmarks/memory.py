"""``python -m benchmarks.memory``: bytes of a suspended object, growth, and cycles that wait for the collector."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.both import both
from benchmarks.catalogue import HERE

COROUTINE_AT_MOST = 2.0
EACH, MANY, TIMES = 20_000, 100_000, 10
BLOCKS_AT_MOST = 100
"""More allocated blocks than this at the end than after the second time are growth.  What is resident says less: the
host keeps arenas that hold a single block of one of its free lists, until some dozen such are shared out."""

RUN = """\
import collections, gc, sys
sys.path.insert(0, {root!r})
sys.dont_write_bytecode = True
import minicoro
from minicoro import api
api.prepare(api.Options())
api.compile_source(open({example!r}, "rb").read(), {example!r}, "exec")  # what the first import leaves behind is collected first
gc.collect()
gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
try:
    api.run_path({example!r}, [])
except SystemExit:
    pass
gc.collect()
kinds = collections.Counter()
for kept in gc.garbage:
    module = getattr(kept, "__module__", None) or type(kept).__module__
    if isinstance(module, str) and module.startswith("minicoro."):
        kinds[type(kept).__name__] += 1
for kind, count in kinds.most_common():
    print("in cycles:", count, kind, file=sys.stderr)
print("counted", file=sys.stderr)
sys.unraisablehook = lambda *_: None
"""
"""The figure goes by what an example leaves when it has ended, before the host's modules go."""

FRAMES = """\
import gc, sys, types
code = compile(open({example!r}, "rb").read(), {example!r}, "exec")
main = sys.modules["__main__"] = types.ModuleType("__main__")
gc.collect()
gc.disable()
gc.set_debug(gc.DEBUG_SAVEALL)
try:
    exec(code, main.__dict__)
except SystemExit:
    pass
gc.collect()
print("frames in cycles:", sum(isinstance(kept, types.FrameType) for kept in gc.garbage), file=sys.stderr)
sys.unraisablehook = lambda *_: None
"""
"""The same of CPython: a program may keep its own frames in cycles, by the tracebacks of exceptions that it keeps."""

DRAGGED = {"Variables", "SuspendedFrame", "Foreign", "Ended", "Chain"}
"""What a frame of the program, or the frames behind it, may hold: in a cycle of the program's own if that frame is."""


def main() -> int:
    found = both("memory.py", EACH, MANY, TIMES)
    met = True
    print(f"{'suspended':<20}{'CPython':>9}{'minicoro':>10}{'ratio':>8}")
    for kind, theirs in found["cpython"]["bytes"].items():
        ours = found["minicoro"]["bytes"][kind]
        met &= kind != "coroutine" or ours / theirs <= COROUTINE_AT_MOST
        print(f"{kind:<20}{theirs:>9.0f}{ours:>10.0f}{ours / theirs:>8.2f}")
    for side, figures in found.items():
        print(f"\n{side}: {MANY:,} live coroutines, {TIMES} times: MB resident after each")
        print("   ", *[f"{resident / 1e6:.1f}" for resident, _ in figures["live"]])
        blocks = figures["live"][-1][1] - figures["live"][1][1]
        met &= side == "cpython" or (blocks <= BLOCKS_AT_MOST and figures["collected"] == 0)
        print(f"    blocks of memory more at the end: {blocks}; objects left for the collector: {figures['collected']}")
    print("\nobjects of the interpreter's in cycles after each example, the collector off")
    for example in sorted((HERE.parent / "examples").glob("*.py")):
        met &= cycles(example) == 0
    return 0 if met else 1


def cycles(example: Path) -> int:
    """The number of interpreter objects that only the collector frees after a run of the example."""
    lines = told(RUN, example)
    if "counted" not in lines:
        print(f"    {example.stem}: no figure: {lines[-1] if lines else ''}")
        return 1
    found = [line.removeprefix("in cycles: ").split() for line in lines if line.startswith("in cycles")]
    if DRAGGED & {kind for _, kind in found} and frames_left(example):
        found = [(count, kind) for count, kind in found if kind not in DRAGGED]
    count = sum(int(count) for count, _ in found)
    print(f"    {example.stem:<28}{count:>4}", *[f"  {count} {kind}" for count, kind in found])
    return count


def frames_left(example: Path) -> int:
    """How many frames CPython itself leaves in cycles after a run of the example."""
    (line,) = [line for line in told(FRAMES, example) if line.startswith("frames in cycles")]
    return int(line.rpartition(" ")[2])


def told(text: str, example: Path) -> list[str]:
    """What one of these scripts says of an example."""
    script = text.format(root=str(HERE.parent), example=str(example))
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    return ended.stderr.splitlines()


if __name__ == "__main__":
    sys.exit(main())

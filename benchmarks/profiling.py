"""``python -m benchmarks.profiling NAME [ROUNDS]``: where minicoro's time goes in one benchmark, by its own functions."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.catalogue import PROGRAMS, chosen

LINES = 14

SCRIPT = """\
import cProfile, pstats, sys
sys.path.insert(0, {programs!r})
import {program} as module
index = {index}
given = [] if index is None else [module.PARAMETERS[index]]
if hasattr(module, "prepare"):
    given = [module.prepare(*given)]
module.bench(3, *given)
profiler = cProfile.Profile()
profiler.enable()
module.bench({rounds}, *given)
profiler.disable()
pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats({lines})
"""


def main() -> int:
    """Profile the first benchmark whose name contains the argument; the profiler is the host's, inside the run."""
    benchmark = chosen(sys.argv[1])[0]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    text = SCRIPT.format(
        programs=str(PROGRAMS), program=benchmark.program, index=benchmark.index, rounds=rounds, lines=LINES
    )
    with tempfile.TemporaryDirectory() as directory:
        script = Path(directory, "profiled.py")
        script.write_text(text)
        return subprocess.run([sys.executable, "-m", "minicoro", "run", str(script)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

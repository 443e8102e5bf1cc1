"""``python -m benchmarks.start``: from the shell to ``hello``, warm and cold, against ``python hello.py``."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.catalogue import HERE
from benchmarks.table import duration

WARM_AT_MOST, COLD_AT_MOST = 5.0, 0.5
TURNS = 21
ENTRY = "import sys\nfrom minicoro.__main__ import main\nsys.exit(main())\n"


def main() -> int:
    """Warm: all caches filled. Cold: no cache of grammar or trees, but bytecode of minicoro as an installer leaves it."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        hello = folder / "hello.py"
        hello.write_text('print("hello")\n')
        entry = folder / "minicoro"  # as the installed command does it
        entry.write_text(ENTRY)
        python, ours = [sys.executable, str(hello)], [sys.executable, str(entry), "run", str(hello)]
        warm = environment(folder / "warm")
        for command in (python, ours):
            once(command, warm)
        pairs = [(once(python, warm), once(ours, warm)) for _ in range(TURNS)]
        ratio = statistics.median([slow / fast for fast, slow in pairs])
        cold = min([once(ours, warm | {"XDG_CACHE_HOME": str(folder / f"cold{turn}")}) for turn in range(3)])
    host, mini = [statistics.median(side) for side in zip(*pairs, strict=True)]
    print(f"python {duration(host)}, minicoro warm {duration(mini)}, ratio {ratio:.2f}: at most {WARM_AT_MOST:g}")
    print(f"minicoro cold {duration(cold)}: at most {duration(COLD_AT_MOST)}")
    return 0 if ratio <= WARM_AT_MOST and cold <= COLD_AT_MOST else 1


def environment(cache: Path) -> dict[str, str]:
    """Bytecode where it is by default: it is written once and read since."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return kept | {"PYTHONPATH": str(HERE.parent), "XDG_CACHE_HOME": str(cache)}


def once(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())

"""What it costs to be able to be watched: `python -m tests.observe.untraced`.

The same program runs, in turns, on this minicoro and on a copy out of which every test for a watcher has been taken.
"""

import ast
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running import ROOT, environment

PROGRAM = """\
import asyncio, sys, time


def numbers(n):
    for i in range(n):
        yield i


async def leaf(i):
    return i


async def worker(n):
    for i in range(n):
        await asyncio.sleep(0)
        await leaf(i)


async def main():
    await asyncio.gather(*[worker(1500) for _ in range(10)])


def once():
    start = time.process_time()
    sum(numbers(200_000))
    asyncio.run(main())
    return time.process_time() - start


once()
print(min([once() for _ in range(5)]))
"""

WATCHED = ("engine", "suspendable", "finalising", "chains")


def without_tests(source: str) -> str:
    """The text without its ``if … watcher is not None: …``; every other line stays where it is."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test).endswith("watcher is not None"):
            assert node.end_lineno is not None
            indent = " " * node.col_offset
            lines[node.lineno - 1 : node.end_lineno] = [f"{indent}pass", *[""] * (node.end_lineno - node.lineno)]
        elif isinstance(node, ast.Assign) and ast.unparse(node) == "watcher = shared.watcher":
            lines[node.lineno - 1] = ""
    text = "\n".join(lines) + "\n"
    return text.replace("SHARED.watcher is None and ", "").replace("SHARED.watcher is not None or ", "")


def ratio(turns: int) -> tuple[float, float, float]:
    """The seconds of both, each the best of so many turns, and how much longer the watched one takes."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder)
        shutil.copytree(ROOT / "minicoro", bare / "minicoro", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "grammar", bare / "grammar")
        for name in WATCHED:
            path = bare / "minicoro" / "runtime" / f"{name}.py"
            stripped = without_tests(path.read_text())
            assert stripped != path.read_text(), name
            path.write_text(stripped)
        program = bare / "program.py"
        program.write_text(PROGRAM)
        best = {ROOT: float("inf"), bare: float("inf")}
        for _ in range(turns):
            for root in best:
                best[root] = min(best[root], _seconds(root, program))
        return best[ROOT], best[bare], best[ROOT] / best[bare]


def _seconds(root: Path, program: Path) -> float:
    command = [sys.executable, "-m", "minicoro", "run", str(program)]
    env = environment({"PYTHONPATH": str(root)})
    return float(subprocess.run(command, env=env, cwd=root, capture_output=True, text=True, check=True).stdout)


if __name__ == "__main__":
    with_tests, without, share = ratio(5)
    print(f"with the tests {with_tests:.3f} s, without {without:.3f} s: {share:.3f}")

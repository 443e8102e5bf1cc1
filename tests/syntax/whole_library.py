"""Compare our trees with the host's over its whole standard library, and our rules: they refuse nothing that it compiles.

``python -m tests.syntax.whole_library [--jobs N] [--sample N]`` prints each file that differs with the first
difference, then how many are equal and how many lines our parser read in a second of the processor. Exits with 1 if any differs.
"""

from __future__ import annotations

import argparse
import ast
import concurrent.futures
import sys
import sysconfig
import time
import warnings
from pathlib import Path
from typing import NamedTuple

from minicoro.syntax import parse
from minicoro.syntax.rules import violations
from minicoro.syntax.scopes import Tree

from .same import first_difference


class Result(NamedTuple):
    """One file: None where the host rejects it too."""

    path: str
    difference: str | None
    lines: int
    seconds: float
    accepted: bool


def library_files() -> list[Path]:
    """Every source file of the standard library, tests included, installed packages excluded."""
    root = Path(sysconfig.get_paths()["stdlib"])
    found = [path for path in sorted(root.rglob("*.py")) if "site-packages" not in path.relative_to(root).parts]
    return [path for path in found if path.exists()]  # a link of a distribution may lead nowhere


def compare(path: Path) -> Result:
    """Parse one file both ways."""
    source = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = ast.parse(source)
        except (SyntaxError, ValueError):
            return Result(str(path), None, 0, 0.0, False)
        before = time.process_time()
        try:
            ours = parse(source, str(path))
        except Exception as error:
            return Result(str(path), f"{type(error).__name__}: {error}", 0, 0.0, True)
        seconds = time.process_time() - before
        difference = first_difference(ours, theirs) or wrongly_refused(ours, source)
    return Result(str(path), difference, source.count(b"\n"), seconds, True)


def wrongly_refused(tree: Tree, source: bytes) -> str | None:
    """What our rules about coroutines say against a text that the host compiles."""
    found = violations(tree)
    if not found:
        return None
    try:
        compile(source, "<text>", "exec", dont_inherit=True)
    except SyntaxError:
        return None
    return f"refused: {found[0][0]}"


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--sample", type=int, default=0, help="look at about this many files only")
    chosen = options.parse_args(arguments)
    files = library_files()
    if chosen.sample:
        files = files[:: max(1, len(files) // chosen.sample)]
    parse("warm = up")
    if chosen.jobs > 1:
        with concurrent.futures.ProcessPoolExecutor(chosen.jobs) as pool:
            results = list(pool.map(compare, files, chunksize=8))
    else:
        results = [compare(path) for path in files]
    return report(results)


def report(results: list[Result]) -> int:
    accepted = [result for result in results if result.accepted]
    different = [result for result in accepted if result.difference]
    for result in different:
        print(f"{result.path}: {result.difference}")
    lines = sum([result.lines for result in accepted])
    seconds = sum([result.seconds for result in accepted]) or 1.0
    print(
        f"Python {sys.version.split()[0]}: {len(accepted) - len(different)} of {len(accepted)} files equal "
        f"({len(results) - len(accepted)} are no Python to the host); {lines} lines, {lines / seconds:,.0f} lines/s"
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())

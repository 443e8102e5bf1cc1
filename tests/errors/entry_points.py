"""``python -m tests.errors.entry_points [--count N] [--seed S]``: texts that are nearly Python, at every entry point of CPython's compiler.

The tables of refused programs, and mutations of valid programs (a token deleted, doubled, swapped or replaced), are
given to ``compile``, ``eval``, ``exec``, ``ast.parse`` and ``import`` by one program (`entry_points_program`) that runs under
both: each text is accepted by both or gives the same error, and the same warnings.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.errors import cases
from tests.running import CPYTHON, MINICORO, run
from tests.syntax.blocks import BLOCKS
from tests.syntax.fstring_snippets import FSTRINGS
from tests.syntax.mutate import mutations

PROGRAM = Path(__file__).with_name("entry_points_program.py")
LINES = (Path(__file__).parent.parent / "syntax" / "snippets.txt").read_text(encoding="utf-8").split("\n")
PER_PROGRAM = 0.5  # seconds, at the very most


def table() -> list[str]:
    """The programs of the tables, of which most are refused."""
    return [case.files[cases.MAIN] for case in cases.load() if case.topic == "syntax"]


def mutated(seed: int, count: int) -> list[str]:
    """``count`` mutations of valid programs, always the same ones for a seed."""
    pool = [*BLOCKS, *LINES, *FSTRINGS]
    each = count // len(pool) + 1
    found = [text for number, source in enumerate(pool) for text in mutations(source, seed * 10_000 + number, each)]
    step = len(found) / count
    return [found[int(index * step)] for index in range(count)]


def differences(texts: list[str]) -> list[str]:
    """What the two do otherwise, in words; an empty list if nothing."""
    with tempfile.TemporaryDirectory() as directory:
        expected, actual = [_answers(command, texts, Path(directory)) for command in (CPYTHON, MINICORO)]
    found = []
    for text, theirs, ours in zip(texts, expected, actual, strict=True):
        found += [
            f"{text!r} {entry_point}\n  CPython:  {theirs.get(entry_point)}\n  minicoro: {ours.get(entry_point)}"
            for entry_point in theirs
            if theirs[entry_point] != ours.get(entry_point)
        ]
    return found


def _answers(command: tuple[str, ...], texts: list[str], directory: Path) -> list[dict[str, object]]:
    given, answers = directory / "texts", directory / "answers"
    given.write_text(json.dumps(texts))
    timeout = 60 + PER_PROGRAM * len(texts)
    uncached = {"PYTHONDONTWRITEBYTECODE": "1"}
    ended = run(command, str(PROGRAM), str(given), str(answers), cwd=directory, env=uncached, timeout=timeout)
    if ended.code != 0:
        raise AssertionError(f"{command}: {ended}")
    return [json.loads(line) for line in answers.read_text().splitlines()]


def main() -> int:
    """Run from the command line; 1 if anything differs."""
    options = argparse.ArgumentParser(prog="python -m tests.errors.entry_points", description=__doc__)
    options.add_argument("--count", type=int, default=5000, help="how many mutations")
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    texts = table() + mutated(given.seed, given.count)
    found = differences(texts)
    print("\n".join(found))
    print(f"Python {sys.version.split()[0]}: {len(texts)} texts, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())

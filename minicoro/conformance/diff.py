"""`minicoro diff`: one program under minicoro and under CPython, and the first difference."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from minicoro.conformance import runner, transitions
from minicoro.conformance.transitions import Transition

DESCRIPTION = """Run a program under minicoro and under CPython, and compare what they print and what their coroutines,
generators and asynchronous generators do, transition by transition."""


class Run(NamedTuple):
    """The result of a program: how it ended, its output, and its transitions."""

    code: int
    out: str
    err: str
    transitions: list[Transition]


def arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = runner.Parser(prog="minicoro diff", description=DESCRIPTION)
    parser.add_argument("file", metavar="FILE", type=Path, help="the program")
    parser.add_argument(
        "--python", default=sys.executable, metavar="PATH", help="the CPython (default: the running one)"
    )
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="seconds for each of the two (60)")
    parser.add_argument(
        "--all", action="store_true", help="show all transitions, not only those around the first difference"
    )
    parser.add_argument("--width", type=int, default=0, metavar="N", help="columns of the report (COLUMNS, or 110)")
    return parser.parse_args(words)


def run(words: Sequence[str], file: Path, record: Path, timeout: float) -> Run:
    """Run a command that prints as the program does and writes its transitions to ``record``."""
    target = runner.Target("minicoro", tuple(words))
    ended = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, env=runner.environment(target)
    )
    out, err = [
        runner.normalise(data.decode("utf-8", "backslashreplace"), file) for data in (ended.stdout, ended.stderr)
    ]
    found = transitions.read(record) if record.exists() else []
    return Run(ended.returncode, out, err, found)


def both(options: argparse.Namespace, folder: Path) -> tuple[Run, Run]:
    """The program under CPython, then under minicoro."""
    file, record = options.file.resolve(), folder / "minicoro.jsonl"
    theirs = under_cpython(options, folder / "cpython.jsonl")
    words = [options.python, "-m", "minicoro", "trace", "--json", str(record), str(file)]
    return theirs, run(words, file, record, options.timeout)


def under_cpython(options: argparse.Namespace, record: Path) -> Run:
    """The program under CPython."""
    tracer = str(Path(transitions.__file__).with_name("cpython_tracer.py"))
    file = options.file.resolve()
    return run([options.python, tracer, str(record), str(file)], file, record, options.timeout)


def side_by_side(left: Sequence[str], right: Sequence[str], titles: tuple[str, str], width: int) -> list[str]:
    """Two texts side by side; ``!`` marks lines that differ, ``>>`` the first of them."""
    column = max(20, (width - 6) // 2)
    lines = [f"   {titles[0]:{column}} {titles[1]}"]
    marked = False
    for index in range(max(len(left), len(right))):
        one = left[index] if index < len(left) else "~"
        two = right[index] if index < len(right) else "~"
        mark = "  " if one == two else ("! " if marked else ">>")
        marked = marked or one != two
        lines.append(f"{mark} {_cut(one, column):{column}} {_cut(two, column)}".rstrip())
    return lines


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def report_output(name: str, theirs: str, ours: str, width: int) -> bool:
    """Show one stream of both runs; return whether they are equal."""
    if theirs == ours:
        count = len(theirs.splitlines())
        print(f"{name}: equal ({count} line{'' if count == 1 else 's'})")
        return True
    print(f"{name}: {runner.first_difference(theirs, ours)}\n")
    print("\n".join(side_by_side(theirs.splitlines(), ours.splitlines(), ("CPython", "minicoro"), width)) + "\n")
    return False


def report_transitions(theirs: Sequence[Transition], ours: Sequence[Transition], width: int, everything: bool) -> bool:
    """Show the first transition that differs, with those around it; return whether there is none."""
    left, right = [one.text() for one in theirs], [one.text() for one in ours]
    if left == right and not everything:
        print(f"transitions: equal ({len(left)})")
        return True
    first = _first(left, right)
    titles = (f"CPython ({len(left)} transitions)", f"minicoro ({len(right)})")
    start, end = (0, None) if everything else (max(0, first - 5), first + 6)
    equal = left == right
    print("transitions: equal\n" if equal else f"transitions: the first difference is number {first + 1}\n")
    print("\n".join(side_by_side(left[start:end], right[start:end], titles, width)))
    return equal


def _first(left: Sequence[str], right: Sequence[str]) -> int:
    for index, (one, two) in enumerate(zip(left, right, strict=False)):
        if one != two:
            return index
    return min(len(left), len(right))


def enter(words: Sequence[str]) -> int:
    """`minicoro diff`; 0 if the two are equal, 1 if not, 2 if the program cannot be run."""
    options = arguments(words)
    try:
        options.file.open("rb").close()
        minor = runner.probe(runner.python(options.python)).minor
    except OSError as error:
        print(f"minicoro diff: can't open {str(options.file)!r}: {error.strerror}", file=sys.stderr)
        return 2
    except RuntimeError as error:
        print(f"minicoro diff: {error}; --python takes the path of a Python", file=sys.stderr)
        return 2
    width = options.width or int(os.environ.get("COLUMNS") or 110)
    with tempfile.TemporaryDirectory() as folder:
        try:
            theirs, ours = both(options, Path(folder))
            repeatable = theirs == ours or theirs == under_cpython(options, Path(folder) / "again.jsonl")
        except subprocess.TimeoutExpired as error:
            engine = "minicoro" if "-m" in error.cmd else "CPython"
            print(
                f"minicoro diff: under {engine} the program did not end within {error.timeout:g} s; see --timeout",
                file=sys.stderr,
            )
            return 2
    if not repeatable:
        print("note: two runs under CPython differ, too: what the program does depends on time or chance")
    equal = report_output("output", theirs.out, ours.out, width)
    equal = report_output("error output", theirs.err, ours.err, width) and equal
    if theirs.code != ours.code:
        print(f"exit code: CPython {theirs.code}, minicoro {ours.code}")
        equal = False
    if minor < (3, 12):
        theirs, ours = [one._replace(transitions=transitions.without_throws(one.transitions)) for one in (theirs, ours)]
    equal = report_transitions(theirs.transitions, ours.transitions, width, options.all) and equal
    return 0 if equal else 1

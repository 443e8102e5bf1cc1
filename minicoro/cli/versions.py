"""`minicoro versions`: run a program as each Python from 3.11 on; show where the results differ, and which switch causes it."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from minicoro.cli import program
from minicoro.cli.command_line import Kind, Program, UsageError, next_word, unknown_option
from minicoro.lens import NEWEST, SWITCHES, known, seen_as, taken

HELP = """\
usage: minicoro versions [options] FILE [ARG ...]

Run a program as each Python from 3.11 to 3.15 (`minicoro run --as VERSION`), and show where their results differ: the
first line of output that differs, and the switch and rule that cause it.  The program runs up to some ten times, each time from
its beginning; its standard input is empty.

options:
  --as VERSION   also compare this version, such as 3.13.0 (repeatable)
  --walk         run by the tree-walking interpreter
  --timeout S    seconds that one run may take (60)
  -h, --help     show this text

Only the semantics of coroutines, generators and async generators change.  Syntax, plain Python, the library and its
messages stay those of the Python that runs minicoro.  Exit code 0: no difference; 1: a difference; 2: nothing was compared.
"""


@dataclass
class VersionsCommand:
    """The parsed words of the command."""

    file: str = ""
    args: tuple[str, ...] = ()
    further: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)  # for `minicoro run`
    timeout: float = 60.0


class Ended(NamedTuple):
    """How a run ended.  code: None if it did not end in time."""

    code: int | None
    out: str
    err: str


def parse(words: Sequence[str]) -> VersionsCommand:
    """Parse the words after `versions`; UsageError if they are invalid."""
    command, rest = VersionsCommand(), list(words)
    while rest and rest[0].startswith("-"):
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if word == "--":
            break
        if word == "--walk":
            command.options.append(word)
        elif name in ("--as", "--timeout"):
            value = value if joined else next_word(name, rest)
            if name == "--as":
                command.further.append(value)
            elif not re.fullmatch(r"[0-9]*\.?[0-9]+", value):
                raise UsageError(f"--timeout takes a number of seconds, not {value!r}")
            else:
                command.timeout = float(value)
        else:
            raise unknown_option(word, HELP)
    if not rest:
        raise UsageError("no program given: name a file")
    command.file, command.args = rest[0], tuple(rest[1:])
    return command


class Runs:
    """The runs of one program; each is stored by the switches that the lens changes."""

    def __init__(self, command: VersionsCommand) -> None:
        self.command = command
        self.known: dict[str, Ended] = {}

    def run(self, version: str, turned: Sequence[str] = (), again: bool = False) -> Ended:
        """How the program ends as a version, with these switches inverted."""
        changes = repr(sorted(seen_as(_numbers(version), turned).items()))
        if again or changes not in self.known:
            self.known[changes] = self._fresh(",".join([version, *turned]))
        return self.known[changes]

    def _fresh(self, lens: str) -> Ended:
        command = self.command
        words = [
            sys.executable,
            "-m",
            "minicoro",
            "run",
            *command.options,
            "--as",
            lens,
            "--",
            command.file,
            *command.args,
        ]
        environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(_path())}
        try:
            done = subprocess.run(
                words, stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=command.timeout
            )
        except subprocess.TimeoutExpired as late:
            return Ended(None, _text(late.stdout), "")
        _, _, err = _text(done.stderr).partition("\n")
        return Ended(done.returncode, _text(done.stdout), err)


def _path() -> list[str]:
    """The folder of this package, before the user's PYTHONPATH."""
    return [str(Path(__file__).resolve().parents[2]), *[each for each in [os.environ.get("PYTHONPATH", "")] if each]]


def _text(data: bytes | None) -> str:
    """Output without parts that differ between runs: addresses."""
    return re.sub("0x[0-9a-fA-F]{6,}", "0x...", (data or b"").decode("utf-8", "backslashreplace"))


def _numbers(version: str) -> tuple[int, ...]:
    return (*[int(part) for part in version.split(".")], NEWEST)[:3]


def enter(words: Sequence[str]) -> int:
    """Run `minicoro versions`; 1 if the results differ, 0 if they do not."""
    command = parse(words)
    complaint = program.missing(Program(Kind.PATH, command.file))
    if complaint:
        print(complaint[0], file=sys.stderr)
        return complaint[1]
    for version in command.further:
        try:
            taken(version)
        except ValueError as error:
            raise UsageError(str(error)) from None
        if "," in version:
            raise UsageError(f"--as takes a version here, not a switch: {version!r}")
    names = {".".join([str(part) for part in each]) for each in known()} | set(command.further)
    return _tell(Runs(command), sorted(names, key=_numbers))


def _tell(runs: Runs, versions: list[str]) -> int:
    first = runs.run(versions[0])
    if first.code is None:
        print(
            f"The program did not end within {runs.command.timeout:g} s as {versions[0]}: --timeout gives it more time."
        )
        return 2
    if runs.run(versions[0], again=True) != first:
        print("The output differs from run to run, even as the same version: the versions cannot be compared.")
        return 2
    last = first.err.splitlines()[-1:]
    if first.code and last and re.match(r"(Syntax|Indentation|Tab)Error\b", last[0]) and not first.out:
        print(f"The program cannot be compiled by this Python, so nothing is compared: {last[0]}")
        return 2
    parted, before = False, versions[0]
    print(f"{before:8} {_ending(first)}")
    for version in versions[1:]:
        if runs.run(version) == runs.run(before):
            print(f"{version:8} as {before}")
        else:
            parted = True
            print(f"{version:8} {_ending(runs.run(version))}")
            _explain(runs, before, version)
        before = version
    if not parted:
        print("No difference. Syntax, plain Python and the library are the host's in each run, and are not compared.")
    return 1 if parted else 0


def _ending(ended: Ended) -> str:
    count = len(ended.out.splitlines())
    error = ended.err.splitlines()[-1:] if ended.code else []
    return "; ".join([f"exit code {ended.code}, {count} line{'' if count == 1 else 's'} of output", *error])


def _explain(runs: Runs, before: str, version: str) -> None:
    """Print the first difference between two versions, and the switches that cause it."""
    old, new = runs.run(before), runs.run(version)
    for what, one, other in (("output", old.out, new.out), ("error output", old.err, new.err)):
        if one != other:
            number, left, right = _first_difference(one, other)
            print(
                f"           {what}, line {number}:\n             {before:8} {left}\n             {version:8} {right}"
            )
            break
    for name in _causes(runs, before, version):
        switch = SWITCHES[name]
        source = f", {switch.issue}" if switch.issue else ""
        print(f"           by {name} ({switch.rule}{source}): {switch.about}")


def _causes(runs: Runs, before: str, version: str) -> list[str]:
    """The switches between two versions that change the result of the program: one alone if one is enough."""
    here, there = seen_as(_numbers(before)), seen_as(_numbers(version))
    between = [name for name in SWITCHES if here.get(name) != there.get(name)]
    old, new = runs.run(before), runs.run(version)
    single = {name: runs.run(before, [name]) for name in between}
    alone = [name for name, ended in single.items() if ended == new]
    needed = [name for name in between if single[name] != old or runs.run(version, [name]) != new]
    return alone[:1] or needed or between


def _first_difference(one: str, other: str) -> tuple[int, str, str]:
    left, right = one.splitlines(), other.splitlines()
    for number in range(max(len(left), len(right))):
        a = left[number] if number < len(left) else "(no such line)"
        b = right[number] if number < len(right) else "(no such line)"
        if a != b:
            return number + 1, a, b
    return 0, "", ""

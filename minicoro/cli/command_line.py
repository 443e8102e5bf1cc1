"""A parsed command line, as data.

The options follow the rule of `python`: they end at the program, which is a file, `-`, or the word after `-c` or `-m`.  Every
word after that is an argument of the program, whatever it looks like.  `argparse` cannot do that (it removes a `--` from the
program's arguments, and looks for its own options after `-c`), so this module has a small scanner.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

USAGE = "usage: minicoro run [options] (FILE | -c CODE | -m MODULE | -) [ARG ...]"

HELP = """\
usage: minicoro COMMAND ...        `minicoro COMMAND --help' describes a command
       minicoro FILE.py [ARG ...]  is short for minicoro run FILE.py

The reference interpreter of Python's coroutine semantics: it runs a program as `python` does, and shows what each `await` did.

to run a program:
  run FILE [ARG ...]        run it: output and exit code are those of `python`
  explain FILE [ARG ...]    run it, then say what went wrong, where, and what to do (short for run --explain)
  versions FILE             run it as each Python from 3.11 on, and show where the results differ and why

to see what a program does:
  trace FILE [ARG ...]      run it and report what its coroutines and tasks do; --html OUT writes a page to step through
  show FILE[:QUALNAME]      print the state machines of its functions, as text or diagrams, without running it
  explore FILE[:FUNCTION]   run it under every schedule: show which schedules go wrong, or prove that none does
  diff FILE                 run it under minicoro and under CPython, and show the first difference

to learn:
  learn                     short lessons: predict what a program prints, then run and step it
  repl [FILE]               a prompt with top-level await, to step, fork and wind back coroutines
  rule [ID]                 the text of a rule from the book, such as await/exception, with an example
  serve                     the book, the lessons and the playground in the browser, without a network

to find out why a running service hangs:
  attach PID                record a running process of yours for some seconds
  open DUMP                 show a dump of attach or of minicoro.record: the last events, and why the program hangs

to score a Python:
  conform                   run the conformance kit on minicoro, or on other Pythons

--version shows the versions of minicoro and of the Python that it runs on.
"""

RUN_HELP = f"""\
{USAGE}
       minicoro explain [options] ...   the same with --explain

Run a Python program with minicoro, the reference interpreter of Python's coroutine semantics.
The program prints what `python` would print and ends with the same exit code.

what to run:
  FILE [ARG ...]         a file, or a directory or zip file with a __main__.py
  -c CODE [ARG ...]      the program given as a string
  -m MODULE [ARG ...]    a module, found as `python -m` finds it
  - [ARG ...]            the program read from standard input

options, all of them before the program:
  -W ACTION              warning control, as for python (also: PYTHONWARNINGS)
  -X OPTION              an option of the host (the Python that runs minicoro), such as -X dev
  --interpret PACKAGE    interpret this installed package too (repeatable); without this option the host runs
                         the standard library and installed packages
  --explain              write to stderr what went wrong, by which rule, and what to do: uncaught errors, deadlocks,
                         coroutines never awaited, exceptions never retrieved...  On Ctrl-C, SIGTERM and SIGQUIT
                         (Ctrl-\\; the program continues) also report where each task waits, since when, for what
  --stuck-after SECONDS  with --explain: report the same whenever a task has waited for this time (implies --explain)
  --schedule F           run the schedule that `minicoro explore --save F` has written; F names the program, so no
                         FILE follows (also of trace)
  -i                     start a prompt when the program ends, as `minicoro repl FILE`
  --force-machine        run every function as a state machine, even if it never suspends (for testing)
  --walk                 run by the tree-walking interpreter: much slower, but with the same results
                         (also of trace, repl and conform; trace --expressions shows what it evaluates)
  --as VERSION           let coroutines behave as in another Python, 3.11 to 3.15 (also of trace, repl and conform);
                         syntax, plain Python and the library stay the host's
  --library DIR          interpret the asyncio of another Python's library, in folder DIR, instead of the host's
  -h, --help             show this text

Other options of Python go before minicoro: python -O -m minicoro run FILE
"""


class Kind(Enum):
    """The four ways to name a program."""

    PATH = "path"
    CODE = "-c"
    MODULE = "-m"
    STDIN = "-"


class Program(NamedTuple):
    """A program to run: how it was named, and its own arguments."""

    kind: Kind
    name: str  # the path, the code or the module, by `kind`; "-" for standard input
    args: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # as on the command line, arguments included


class RunCommand(NamedTuple):
    """The parsed command line of `minicoro run`."""

    program: Program
    interpret: tuple[str, ...] = ()
    force_machine: bool = False
    walk: bool = False
    interactive: bool = False  # -i
    explain: bool = False
    as_version: str = ""  # the value of --as
    library: str = ""
    schedule: str = ""  # a file, which names the program
    stuck_after: float = 0.0
    host_options: tuple[str, ...] = ()  # -W and -X, which need a restart of the host

    def without_host_options(self) -> list[str]:
        """The words of this command without the options that the host has been restarted with."""
        packages = [f"--interpret={package}" for package in self.interpret]
        flags = [option for option, name in _FLAGS.items() if getattr(self, name)]
        values = [f"{option}={value}" for option, name in _VALUES.items() if (value := getattr(self, name))]
        return ["run", *packages, *flags, *values, *self.program.words]


_FLAGS = {"--force-machine": "force_machine", "--walk": "walk", "-i": "interactive", "--explain": "explain"}
_VALUES = {"--as": "as_version", "--library": "library", "--schedule": "schedule", "--stuck-after": "stuck_after"}
"""The options of `minicoro run`, without and with a value, and the fields for them."""


class LookCommand(NamedTuple):
    """The command line of `minicoro show`, `trace`, `versions`, `diff`, `repl` and others, not yet parsed: see `minicoro.cli.looking`."""

    name: str
    words: tuple[str, ...]


class Information(Enum):
    """Commands that only print something."""

    HELP = "help"
    RUN_HELP = "run --help"
    VERSION = "version"


LOOKING = (
    "show",
    "trace",
    "versions",
    "conform",
    "diff",
    "explore",
    "repl",
    "learn",
    "rule",
    "serve",
    "open",
    "attach",
)
"""The commands that `minicoro.cli.looking` runs."""

OWN_OPTIONS = (
    "--explain", "--stuck-after", "--interpret", "--walk", "--force-machine", "--html", "--perfetto", "--mermaid",
    "--expressions", "--virtual-time",
)  # fmt: skip
"""Options of `run` and `trace` that programs rarely have."""


def misplaced(program: Program, text: str) -> str:
    """A message for the user if an option of minicoro comes after the file, and the file's ``text`` does not contain it.

    Empty if there is none.  The option is still an argument of the program, as under `python`.
    """
    if program.kind is not Kind.PATH:
        return ""
    for word in program.args:
        name = word.partition("=")[0]
        if name in OWN_OPTIONS and name.lstrip("-") not in text and name.lstrip("-").replace("-", "_") not in text:
            return f"note: {name} follows the file, so it is an argument of the program; options of minicoro go before the file"
    return ""


class UsageError(Exception):
    """An invalid command line; the text says what is wrong and what to do."""


def refuse_to_overwrite(out: str, read: str, what: str = "a program") -> None:
    """UsageError if an output file is the one that is read, or another existing Python source.  what: the file that is read."""
    try:
        is_read = os.path.samefile(out, read)  # noqa: PTH121
    except OSError:
        is_read = False
    if is_read or (out.endswith((".py", ".pyw", ".pyi")) and os.path.exists(out)):  # noqa: PTH110 - starts quickly
        raise UsageError(f"can't write {out!r}: it is {what if is_read else 'a program'}; name another file")


class _Scanner:
    """The words of one command line, the position of the scanner, and the fields of the options that it has read."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.position = 0
        self.start = 0  # of the option or program that is being read
        self.options: dict[str, Any] = {}

    def take(self) -> str | None:
        """The next word, or None at the end."""
        if self.position == len(self.words):
            return None
        self.position += 1
        return self.words[self.position - 1]

    def value(self, option: str, joined: str) -> str:
        """The value of an option: the rest of its word (`-Xdev`), else the next word."""
        value = joined or self.take()
        if value is None:
            return next_word(option, [])
        return value

    def program(self, kind: Kind, name: str) -> Program:
        """The program that has just been read, with all remaining words as its arguments."""
        return Program(kind, name, tuple(self.words[self.position :]), tuple(self.words[self.start :]))


def parse(words: Sequence[str]) -> RunCommand | LookCommand | Information:
    """Parse a command line; UsageError if it is invalid."""
    scanner = _Scanner(words)
    command = scanner.take()
    match command:
        case "help" if len(words) > 1:
            return parse([words[1], "--help"])
        case "-h" | "--help" | "help":
            return Information.HELP
        case "--version" | "-V":
            return Information.VERSION
        case "run":
            return _run(scanner)
        case "explain":
            scanner.options["explain"] = True
            return _run(scanner)
        case _ if command in LOOKING:
            return LookCommand(command, tuple(words[1:]))
        case None:
            raise UsageError("no command given: name a program to run")
    if command.endswith((".py", ".pyw")) or command.startswith("-"):
        scanner.position = 0
        return _run(scanner)
    import difflib

    near = difflib.get_close_matches(command, ["run", "explain", *LOOKING], 1)
    hint = f"did you mean `minicoro {near[0]}`?" if near else f"to run it as a program: minicoro run {command}"
    raise UsageError(f"unknown command {command!r}; {hint}")


def _run(scanner: _Scanner) -> RunCommand | Information:
    while True:
        found = _option_or_program(scanner)
        if isinstance(found, Information):
            return found
        if found is not None:
            given = RunCommand(found, **scanner.options)
            if given.interactive and found.kind is not Kind.PATH:
                raise UsageError("-i needs a FILE")
            if given.schedule and (given.interactive or given.walk or given.force_machine or found.args):
                raise UsageError(
                    "--schedule takes no arguments of the program, and excludes -i, --walk and --force-machine"
                )
            if given.interactive and given.explain:
                raise UsageError("--explain reports at the end of the program; leave out -i")
            return given


def _option_or_program(scanner: _Scanner) -> Program | Information | None:
    """Read one option (returns None), or the program with the rest of the line."""
    scanner.start = scanner.position
    word = scanner.take()
    match word:
        case None if "schedule" in scanner.options:
            return scanner.program(Kind.PATH, "")
        case None:
            raise UsageError("no program given: name a file, -c CODE, -m MODULE, or - for standard input")
        case "-":
            return scanner.program(Kind.STDIN, word)
        case "--":
            return _path(scanner)
        case "-h" | "--help":
            return Information.RUN_HELP
        case "--version" | "-V":
            return Information.VERSION
    if not word.startswith("-"):
        return scanner.program(Kind.PATH, word)
    if word.startswith("--"):
        _long_option(scanner, word)
        return None
    return _short_option(scanner, word)


def _path(scanner: _Scanner) -> Program:
    """The word after `--` is a file, even if it starts with a dash."""
    path = scanner.take()
    if path is None:
        raise UsageError("no program given after --")
    return scanner.program(Kind.STDIN if path == "-" else Kind.PATH, path)


def _long_option(scanner: _Scanner, word: str) -> None:
    name, _, joined = word.partition("=")
    options = scanner.options
    if word in _FLAGS:
        options[_FLAGS[word]] = True
    elif word == "--reference":  # the old name of --walk
        options["walk"] = True
    elif name == "--interpret":
        options["interpret"] = (*options.get("interpret", ()), scanner.value(name, joined))
    elif name in _VALUES:
        value = options[_VALUES[name]] = scanner.value(name, joined)
        if name == "--as" and not value[:1].isdecimal():  # the version was left out, and this is the program
            raise UsageError(f"--as takes a version of Python, such as 3.12, not {value!r}")
        if name == "--stuck-after":
            options.update(explain=True, stuck_after=_seconds(name, value))
    else:
        raise unknown_option(word, RUN_HELP)


def next_word(option: str, rest: list[str]) -> str:
    """Take the next word, which is the value of an option; UsageError if there is none."""
    if not rest:  # CPython's own message, except the name of the option
        raise UsageError(f"Argument expected for the {option} option")
    return rest.pop(0)


def unknown_option(word: str, description: str) -> UsageError:
    """The error for an option that a command does not have, with the option that may be meant.  description: the command's help."""
    import difflib
    import re

    near = difflib.get_close_matches(word.partition("=")[0], re.findall(r"--[a-z-]+", description), 1)
    return UsageError(f"unknown option: {word}" + (f"; did you mean {near[0]}?" if near else ""))


def _seconds(option: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise UsageError(f"{option} takes a number of seconds, not {text!r}")
    return seconds


def _short_option(scanner: _Scanner, word: str) -> Program | None:
    option, joined = word[:2], word[2:]
    match option:
        case "-c":
            return scanner.program(Kind.CODE, scanner.value(option, joined))
        case "-m":
            return scanner.program(Kind.MODULE, scanner.value(option, joined))
        case "-i" if not joined:
            scanner.options["interactive"] = True
            return None
        case "-W" | "-X":
            value = scanner.value(option, joined)
            told = [word] if joined else [option, value]
            scanner.options["host_options"] = (*scanner.options.get("host_options", ()), *told)
            return None
    raise UsageError(
        f"unknown option: {word}\nOptions of Python other than -W and -X go before minicoro: "
        f"python {word} -m minicoro run ..."
    )

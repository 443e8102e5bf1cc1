"""`minicoro repl`, `minicoro run -i`, and `minicoro` alone on a terminal."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from minicoro.cli.command_line import RunCommand, next_word, unknown_option

HELP = """\
usage: minicoro repl [options] [FILE [ARG ...]]

A prompt for coroutines: top-level await on one event loop, background tasks that continue between inputs, and commands
that step, show, fork and wind back generators and coroutines (%help lists them).  FILE is run first.

options:
  --plain              a prompt without an editor, like that of `python -i` (the default for a pipe or a dumb terminal)
  --quiet              no welcome line, and with --plain no prompts
  --walk               run inputs by the tree-walking interpreter
  --interpret PACKAGE  interpret this installed package too (repeatable)
  --as VERSION         let coroutines behave as in another Python, 3.11 to 3.15
  --library DIR        interpret the asyncio of this folder, the library of another Python
  -h, --help           show this text

Editing, colours and completion need more packages: pip install prompt_toolkit pygments jedi
`minicoro run -i FILE` is the same as `minicoro repl FILE`; `minicoro` alone, on a terminal, is `minicoro repl`.
"""


@dataclass
class ReplCommand:
    """The parsed words of the command."""

    plain: bool = False
    quiet: bool = False
    under_cpython: bool = False
    walk: bool = False
    force_machine: bool = False
    interpret: tuple[str, ...] = ()
    as_version: str = ""
    library: str = ""
    file: str = ""
    args: tuple[str, ...] = ()


def parse(words: Sequence[str]) -> ReplCommand:
    """Parse the words after `repl`; UsageError if they are invalid."""
    command = ReplCommand()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, joined, value = word.partition("=")
        if word in ("--plain", "--quiet", "--walk", "--under-cpython"):  # the last one is for `%diff` and tests
            setattr(command, word[2:].replace("-", "_"), True)
        elif name in ("--interpret", "--as", "--library"):
            value = value if joined else next_word(name, rest)
            if name == "--interpret":
                command.interpret += (value,)
            elif name == "--as":
                command.as_version = value
            else:
                command.library = value
        elif word.startswith("-") and word != "--":
            raise unknown_option(word, HELP)
        else:
            if word == "--" and rest:
                word = rest.pop(0)
            command.file, command.args = word, tuple(rest)
            break
    return command


def enter(words: Sequence[str]) -> int:
    """Run `minicoro repl`; return the exit code."""
    return talk(parse(words))


def after_run(command: RunCommand) -> int:
    """Run `minicoro run -i`; return the exit code."""
    program = command.program
    return talk(
        ReplCommand(
            walk=command.walk,
            force_machine=command.force_machine,
            interpret=command.interpret,
            library=command.library,
            file=program.name,
            args=program.args,
        )
    )


def talk(command: ReplCommand) -> int:
    """Start the session, run its file, and read inputs."""
    from minicoro.cli.lens import other_python

    other_python(command.as_version, command.library)
    from minicoro.repl import starting

    if command.under_cpython:
        session = starting.under_cpython()
    else:
        session = starting.under_minicoro(command.interpret, command.force_machine, command.walk, command.library)
    if command.file:
        try:
            with open(command.file, "rb"):  # noqa: PTH123 - a Path would drop the "./" of the message
                pass
        except OSError as error:
            print(f"minicoro repl: can't open {command.file!r}: {error.strerror}", file=sys.stderr)
            return 2
        starting.run_file(session, command.file, list(command.args))
    return starting.talk(session, command.plain, command.quiet)

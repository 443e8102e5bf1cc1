"""`minicoro show`: state machines as text and as diagrams."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from minicoro.cli.command_line import UsageError
from minicoro.observe.screen import width

HELP = """\
usage: minicoro show [options] FILE[:QUALNAME]

Show the state machine of each generator, coroutine and async generator of a file, or only that of QUALNAME and of
what is defined inside it.  Nothing of the file runs.

options:
  --raw        every step, also those that only move temporaries about
  --python     as the Python that runs, with the lines of the source beside it
  --mermaid    as a Mermaid state diagram
  --dot        as a Graphviz graph
  --svg        as a picture (needs Graphviz: its command `dot`)
  -o OUT       write to a file
  -h, --help   show this text
"""


@dataclass
class ShowCommand:
    """The words of the command, taken apart."""

    target: str = ""
    form: str = "text"
    raw: bool = False
    out: str = ""


def parse(words: Sequence[str]) -> ShowCommand:
    """Read the words that follow `show`; UsageError if they mean nothing."""
    command = ShowCommand()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("--mermaid", "--dot", "--svg", "--text", "--python"):
            command.form = word[2:]
        elif word == "--raw":
            command.raw = True
        elif word in ("-o", "--out"):
            if not rest:
                raise UsageError(f"Argument expected for the {word} option")
            command.out = rest.pop(0)
        elif word.startswith("-"):
            raise UsageError(f"unknown option: {word}")
        elif command.target:
            raise UsageError(f"one file at a time, not {word!r} as well")
        else:
            command.target = word
    if not command.target:
        raise UsageError("no file given")
    return command


def enter(words: Sequence[str]) -> int:
    """Do `minicoro show`."""
    if "-h" in words or "--help" in words:
        print(HELP, end="")
        return 0
    command = parse(words)
    try:
        text = _shown(command)
    except OSError as error:
        print(f"minicoro show: can't open {command.target!r}: {error.strerror}", file=sys.stderr)
        return 2
    except SyntaxError as error:
        import traceback

        print("".join(traceback.format_exception_only(error)), end="", file=sys.stderr)
        return 1
    if command.out:
        Path(command.out).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


def _shown(command: ShowCommand) -> str:
    from minicoro.observe import diagrams, finding, show_text

    path, qualname = _split(command.target)
    found = finding.in_file(path)
    if qualname:
        found = [one for one in found if one.qualname == qualname or one.qualname.startswith(f"{qualname}.")]
        if not found:
            raise UsageError(f"{path} has no function {qualname!r} that suspends")
    if not found:
        return "nothing in this file suspends: it has no generator, coroutine or async generator\n"
    if command.form == "svg":
        try:
            return diagrams.svg(found, command.raw)
        except diagrams.GraphvizMissingError as error:
            raise UsageError(str(error)) from None
    columns = width()
    draw: dict[str, Callable[[finding.Found], str]] = {
        "text": lambda one: show_text.text_of(one, columns, command.raw),
        "python": lambda one: show_text.python_text(one, columns),
        "mermaid": lambda one: diagrams.mermaid(one, command.raw),
    }
    if command.form == "dot":
        return diagrams.dot(found, command.raw)
    return "\n".join([draw[command.form](one) for one in found])


def _split(target: str) -> tuple[str, str]:
    """The file and the name; a colon may also be part of the file's name."""
    if Path(target).exists():
        return target, ""
    path, _, qualname = target.rpartition(":")
    return (path, qualname) if path and Path(path).exists() else (target, "")

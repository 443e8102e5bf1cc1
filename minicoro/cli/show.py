"""`minicoro show`: state machines as text and as diagrams."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minicoro.cli import help_text
from minicoro.cli.command_line import UsageError, next_word, refuse_to_overwrite, unknown_option
from minicoro.observe.out_file import WriteError, write_text
from minicoro.observe.screen import WHOLE, say, width

if TYPE_CHECKING:
    from minicoro.observe.finding import Found

HELP = """\
usage: minicoro show [options] FILE[:QUALNAME]

Show the state machine of each generator, coroutine and async generator of a file.  With QUALNAME (such as Class.method)
only this function and the functions defined inside it are shown.  The file is not run.

options:
  --raw        show every step, also those that only move temporaries
  --python     the states as Python code, with the lines of the source beside it
  --mermaid    a Mermaid state diagram; with several functions, each is a composite state
  --dot        a Graphviz graph
  --svg        a picture (needs the command `dot` of Graphviz)
  -o OUT       write to this file; if OUT is a directory, one file for each function
  -h, --help   show this text

signs of the text, each state with its lines of the source:
  ⏸            the object may suspend here       →   the next state, and its condition
  $iter2       a name of the machine: a value that is kept, or ($iter(…)) an operation of the interpreter
  alive        the variables whose values may still be used after the suspension
  exception    the state that handles an exception raised in this one, and the variable that keeps the exception
  handling     an exception in this variable is being handled: a bare `raise` raises it again
"""


@dataclass
class ShowCommand:
    """The parsed words of the command."""

    target: str = ""
    form: str = "text"
    raw: bool = False
    out: str = ""


def parse(words: Sequence[str]) -> ShowCommand:
    """Parse the words after `show`; UsageError if they are invalid."""
    command = ShowCommand()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("--mermaid", "--dot", "--svg", "--text", "--python"):
            if command.form not in ("text", word[2:]):
                raise UsageError(f"one form at a time: --{command.form} or {word}")
            command.form = word[2:]
        elif word == "--raw":
            command.raw = True
        elif word in ("-o", "--out"):
            command.out = next_word(word, rest)
        elif word.startswith("-"):
            raise unknown_option(word, HELP)
        elif command.target:
            raise UsageError(f"one file at a time, not {word!r} as well")
        else:
            command.target = word
    if not command.target:
        raise UsageError("no file given")
    return command


def enter(words: Sequence[str]) -> int:
    """Run `minicoro show`; return the exit code."""
    if "-h" in words or "--help" in words:
        help_text.tell(HELP)
        return 0
    command = parse(words)
    try:
        found = _find(command)
    except OSError as error:
        print(f"minicoro show: can't open {command.target!r}: {error.strerror}", file=sys.stderr)
        return 2
    except SyntaxError as error:
        import traceback

        whose = "" if error.filename else f"minicoro show: {command.target}: "
        print(whose + "".join(traceback.format_exception_only(error)), end="", file=sys.stderr)
        return 1
    if not command.out:
        say(_drawn(command, found))
        return 0
    try:
        _write(command, found)
    except WriteError:
        raise
    except OSError as error:
        raise UsageError(f"can't write {error.filename!r}: {error.strerror}") from None
    return 0


def _find(command: ShowCommand) -> "list[Found]":
    from minicoro.observe import finding

    path, qualname = _split(command.target)
    found = finding.in_file(path)
    if not qualname:
        return found
    wanted = [one for one in found if one.qualname == qualname or one.qualname.startswith(f"{qualname}.")]
    if not wanted:
        raise UsageError(f"{path} has no function {qualname!r} that suspends; `minicoro show {path}` shows all")
    return wanted


def _write(command: ShowCommand, found: "list[Found]") -> None:
    """Write to the file, or to the directory, with one file for each function."""
    out = Path(command.out)
    refuse_to_overwrite(command.out, _split(command.target)[0])
    if not out.is_dir():
        write_text(command.out, _drawn(command, found))
        return
    endings = {"text": "txt", "python": "txt", "mermaid": "mmd"}
    for one in found:
        name = "".join([each if each.isalnum() or each in "._-" else "_" for each in one.qualname])
        path = out / f"{name}-{one.first_line}.{endings.get(command.form, command.form)}"
        write_text(str(path), _drawn(command, [one]))


def _drawn(command: ShowCommand, found: "list[Found]") -> str:
    from minicoro.observe import diagrams, show_text

    if not found:
        return "nothing in this file suspends: it has no generator, coroutine or async generator\n"
    if command.form == "text":
        return "\n".join([show_text.text_of(one, width(WHOLE), command.raw) for one in found])
    if command.form == "python":
        return "\n".join([show_text.python_text(one, width()) for one in found])
    try:
        return {"dot": diagrams.dot, "mermaid": diagrams.mermaid, "svg": diagrams.svg}[command.form](found, command.raw)
    except diagrams.GraphvizMissingError as error:
        raise UsageError(str(error)) from None


def _split(target: str) -> tuple[str, str]:
    """The file and the name; a file name may contain a colon, too."""
    if Path(target).exists():
        return target, ""
    path, _, qualname = target.rpartition(":")
    return (path, qualname) if path and Path(path).exists() else (target, "")

"""The commands other than `minicoro run`: `show`, `trace`, `versions`, `explore`, `serve` and others, each in a file of its
own.
"""

import io
import sys
from importlib import import_module
from typing import Any

from minicoro.cli import help_text
from minicoro.cli.command_line import LookCommand, UsageError

_ELSEWHERE = {"conform": "minicoro.conformance.command", "diff": "minicoro.conformance.diff"}
"""The modules of commands that are in no module of their name.  Each has a function ``enter``; a text ``HELP`` is printed for --help."""

_RUN_THE_PROGRAM = ("trace", "repl", "learn")
"""Commands that share standard output with the program: encoding errors are those under `python`."""

_OWN_OUTPUT = ("trace", "repl")
"""In these, output that cannot be written is an error of the program's, or is met by the command itself."""

_WRITES = ("show", "learn", "explore", "open")
"""Commands that need a standard output; `show -o` does not."""


def enter(command: LookCommand) -> int:
    """Run the command, and return the exit code."""
    if command.name not in _RUN_THE_PROGRAM:
        for file in (sys.stdout, sys.stderr):
            if isinstance(file, io.TextIOWrapper):
                file.reconfigure(errors="backslashreplace")  # other characters become numbers
    module: Any = import_module(_ELSEWHERE.get(command.name, f"minicoro.cli.{command.name}"))
    if sys.stdout is None and command.name in _WRITES and "-o" not in command.words:
        print(f"minicoro {command.name}: standard output is closed", file=sys.stderr)
        return 2
    is_help = command.words[:1] in (("-h",), ("--help",)) and hasattr(module, "HELP")
    own_output = command.name in _OWN_OUTPUT and not is_help
    try:
        if is_help:
            help_text.tell(module.HELP)
            return 0
        code: int = module.enter(command.words)
        if not own_output and sys.stdout is not None:
            sys.stdout.flush()
        return code
    except OSError as error:
        if own_output:
            raise
        from minicoro.cli import ending  # not before: it imports the engine, whose version a command may choose

        return ending.cannot_write(command.name, error)
    except KeyboardInterrupt:
        if command.name in _RUN_THE_PROGRAM:
            raise
        print("minicoro: interrupted", file=sys.stderr)
        return 130
    except UsageError as error:
        print(f"minicoro {command.name}: {error}", file=sys.stderr)
        print(f"Try `minicoro {command.name} --help' for more information.", file=sys.stderr)
        return 2

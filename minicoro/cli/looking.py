"""The commands other than `minicoro run`: `show`, `trace`, `versions`, `explore`, `serve` and others, each in a file of its
own.
"""

import io
import sys

from minicoro.cli.command_line import LookCommand, UsageError

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
    if command.name == "show":
        from minicoro.cli.show import enter as do
    elif command.name == "conform":
        from minicoro.conformance.command import main as do
    elif command.name == "diff":
        from minicoro.conformance.diff import main as do
    elif command.name == "repl":
        from minicoro.cli.repl import enter as do
    elif command.name == "versions":
        from minicoro.cli.versions import enter as do
    elif command.name == "learn":
        from minicoro.cli.learn import enter as do
    elif command.name == "explore":
        from minicoro.cli.explore import enter as do
    elif command.name == "rule":
        from minicoro.cli.rule import enter as do
    elif command.name == "serve":
        from minicoro.cli.serve import enter as do
    elif command.name == "open":
        from minicoro.cli.open import enter as do
    elif command.name == "attach":
        from minicoro.cli.attach import enter as do
    else:
        from minicoro.cli.trace import enter as do
    if sys.stdout is None and command.name in _WRITES and "-o" not in command.words:
        print(f"minicoro {command.name}: standard output is closed", file=sys.stderr)
        return 2
    own_output = command.name in _OWN_OUTPUT and not {"-h", "--help"} & {*command.words[:1]}
    try:
        code = do(command.words)
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

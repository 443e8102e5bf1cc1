"""From a command line to an exit code."""

from __future__ import annotations

import sys

from minicoro.cli.command_line import HELP, RUN_HELP, USAGE, Information, LookCommand, RunCommand, UsageError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


EX_USAGE = 2  # CPython's exit code for a command line that it does not understand


def enter(words: Sequence[str]) -> int:
    """Run the command line; `words` are the words after the name of the command.  See `minicoro.__main__.main`."""
    if not words and _on_a_terminal():
        words = ["repl"]
    try:
        command = parse(words)
    except UsageError as error:
        return _refuse(error)
    if isinstance(command, Information):
        return _inform(command)
    from minicoro.cli import newer

    code = newer.refused()
    if code:
        return code
    try:
        if isinstance(command, RunCommand) and not command.host_options and (command.as_version or command.library):
            from minicoro.cli import lens

            lens.other_python(command.as_version, command.library)
    except UsageError as error:
        return _refuse(error)
    if isinstance(command, LookCommand):
        from minicoro.cli import looking

        return looking.enter(command)
    return _run(command, len(words))


def _refuse(error: UsageError) -> int:
    print(f"minicoro: {error}\n{USAGE}\nTry `minicoro --help' for more information.", file=sys.stderr)
    return EX_USAGE


def _on_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def _inform(what: Information) -> int:
    from minicoro.cli import ending, help_text

    text = HELP if what is Information.HELP else RUN_HELP
    if what is Information.VERSION:
        import platform

        from minicoro import __version__

        text = f"minicoro {__version__} ({platform.python_implementation()} {platform.python_version()})\n"
    try:
        help_text.tell(text)
    except OSError as error:
        return ending.cannot_write("", error)
    return 0


def _run(command: RunCommand, own_words: int) -> int:
    from minicoro.cli import host, program

    if command.host_options:
        host.restart(own_words, command.host_options, command.without_host_options())
    if command.schedule:
        from minicoro.cli import scheduled

        return scheduled.run(command)
    complaint = program.missing(command.program)
    if complaint:
        text, code = complaint
        print(text, file=sys.stderr)
        return code
    program.note_misplaced(command.program)
    if command.interactive:
        from minicoro.cli import repl

        return repl.after_run(command)
    host.hide_start(own_words, command.program)
    return _run_to_the_end(command)


def _run_to_the_end(command: RunCommand) -> int:
    from minicoro.cli import ending, program

    why = None
    try:
        program.prepare(command, watched=command.explain)
        if command.explain:
            from minicoro.cli.explaining import Explanation

            explanation = Explanation(command.stuck_after)
            why = explanation.uncaught
            explanation.begin(command.program)
        program.run(command)
    except SystemExit as error:
        leave = ending.the_same_exit(error)
    except BaseException as error:
        if ending.is_internal(error):
            return ending.report_internal(error, program.describe(command))
        ending.leave_to_host(error, why)
        raise
    else:
        return 0
    raise leave

"""`minicoro explore`: run a program under every schedule."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from time import monotonic
from types import FrameType

from minicoro.cli.command_line import UsageError, refuse_to_overwrite
from minicoro.observe.names import counted
from minicoro.observe.out_file import WriteError
from minicoro.observe.screen import folded, say
from minicoro.schedules import report as reports
from minicoro.schedules.exploring import Exploring, Report, explore
from minicoro.schedules.model import ANY, MAY
from minicoro.schedules.program import NoFunctionError, Program
from minicoro.schedules.replay import schedule_of, with_fixed_hashes
from minicoro.schedules.search import Search
from minicoro.schedules.standard_input import TerminalError

DESCRIPTION = """\
Run an asyncio program under every possible order of its callbacks, timers and results of threads, in virtual time.
Report each wrong outcome, and prove, where possible, that there is no other outcome.  Each run gets the same standard input,
which must be a file or a pipe if the program reads it.

Exit code 0: proved that nothing is wrong; 1: a schedule is wrong, or the outcome depends on the schedule; 2: a mistake in
the command line; 3: nothing wrong was found, but there is no proof."""

EPILOG = """\
Without :FUNCTION the file runs as a program.  With it, the file is imported and the function is called without arguments;
a coroutine function is run by asyncio.run.  `minicoro run --schedule F' and `minicoro trace --schedule F' run the schedule
that --save wrote."""

_TIME = 60.0
"""The limit in seconds, if there is no ``--time``."""
_PULSE = 0.5
"""Seconds between two looks at the clock inside of a run."""


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value >= 0:
        raise argparse.ArgumentTypeError(f"a number of seconds is needed, not {text!r}")
    return value


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="minicoro explore",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("program", metavar="FILE[:FUNCTION]")
    models = parser.add_mutually_exclusive_group()
    models.add_argument("--any", dest="model", action="store_const", const=ANY, default=ANY,
                        help="any ready callback may come first (the default)")  # fmt: skip
    models.add_argument("--may", dest="model", action="store_const", const=MAY,
                        help="only orders that asyncio's loop can produce: ready callbacks in their order; timers that are due at the same time, I/O and threads in any order")  # fmt: skip
    parser.add_argument("--runs", type=_number, default=10_000, metavar="N", help="at most N runs (10,000)")
    parser.add_argument(
        "--time", type=_seconds, default=_TIME, metavar="S", help=f"at most S seconds ({_TIME:g}; 0: no limit)"
    )
    parser.add_argument("--depth", type=_number, default=10_000, metavar="N", help="at most N steps in a run (10,000)")
    modes = parser.add_mutually_exclusive_group()
    for mode, what in (
        ("every", "run every schedule, one by one, without comparing states"),
        ("random", "choose schedules at random, for programs that are too large"),
        ("pct", "give each task a random priority and change a few of them (PCT)"),
    ):
        modes.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, default="states", help=what)
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the seed of --random and --pct (1)")
    parser.add_argument(
        "--ignore-output", action="store_true", help="outcomes that differ only in their output are the same"
    )
    parser.add_argument("--save", metavar="F", help="write the shortest bad schedule to this file")
    parser.add_argument("--html", metavar="OUT", help="write a page: a good and a bad run side by side")
    parser.add_argument("--for-test", action="store_true", help=argparse.SUPPRESS)  # `@minicoro.explore` is the caller
    return parser


def enter(words: Sequence[str]) -> int:
    """Run `minicoro explore`; return the exit code."""
    given = _parser().parse_args(list(words))
    with_fixed_hashes()
    path, function = _split(given.program)
    program = Program(path, function, given.model, given.depth, not given.ignore_output)
    try:
        program.load()
    except OSError as error:
        raise UsageError(f"can't open {path!r}: {error.strerror}") from None
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        raise UsageError(f"{path}{where}: {type(error).__name__}: {error.msg}") from None
    for out in [each for each in (given.save, given.html) if each]:
        refuse_to_overwrite(out, path)
    options = Exploring(
        given.model, given.mode, given.runs, given.time, given.depth, given.seed, not given.ignore_output
    )
    try:
        report = _explore(program, options, _Bar(given.for_test))
    except (NoFunctionError, TerminalError) as error:
        raise UsageError(str(error)) from None
    _print(reports.text(report))
    if not given.for_test:
        _tell(report, given.save, given.html)
    return 1 if report.is_wrong else 0 if report.complete and not report.reasons else 3


def _print(text: str) -> None:
    say(folded(text, sys.stdout))


def _tell(report: Report, save: str | None, html: str | None) -> None:
    """Write the requested files, or say how."""
    if report.bad is not None:
        _write(report, save, html)
    elif save or html:
        print("Nothing was found, so nothing was written.", file=sys.stderr)


def _split(name: str) -> tuple[str, str]:
    path, colon, function = name.rpartition(":")
    if colon and not os.path.exists(name) and all([part.isidentifier() for part in function.split(".")]):  # noqa: PTH110
        return path, function
    return name, ""


def _explore(program: Program, options: Exploring, bar: "_Bar") -> Report:
    """Explore.  Ctrl-C ends the search with the results so far, a second Ctrl-C at once."""

    def began(search: Search) -> None:
        def stop(number: int, frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            search.interrupted = True
            if program.last is not None:
                program.last.halt("known")

        signal.signal(signal.SIGINT, stop)

    before = signal.getsignal(signal.SIGINT)
    stop_pulse = _pulse(program)
    try:
        return explore(program, options, bar.show, began)
    finally:
        stop_pulse()
        signal.signal(signal.SIGINT, before)
        bar.clear()


def _pulse(program: Program) -> Callable[[], object]:
    """Look at the clock inside of a run, too: it may wait, or never come to its next step.  Returns what ends this.

    Windows has no such signal; there the clock is looked at between two steps only.
    """
    if not hasattr(signal, "setitimer"):
        return lambda: None

    def look(count: int, frame: FrameType | None) -> None:
        if program.last is not None:
            program.last.stop_if_late()

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _PULSE, _PULSE)

    def stop() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    return stop


class _Bar:
    """The progress of the search, on standard error: on a terminal a line that changes, else a line every ten seconds."""

    def __init__(self, silent: bool) -> None:
        self.terminal = sys.stderr is not None and sys.stderr.isatty()
        self.silent = silent or sys.stderr is None
        self.pause = 0.2 if self.terminal else 10.0
        self.shown = 0.0 if self.terminal else monotonic()
        self.is_drawn = False

    def show(self, search: Search) -> None:
        now = monotonic()
        if self.silent or now - self.shown < self.pause:
            return
        self.shown = now
        states = f", {counted(search.states, 'state')}" if search.states else ""
        wrong = f", {counted(len(search.wrong), 'wrong outcome')}" if search.wrong else ""
        words = f"{counted(search.done, 'run')}{states}{wrong}"
        if self.terminal:
            self.is_drawn = True
            part = min(1.0, search.done / search.limit) if search.limit else 0.0
            if search.time:
                part = max(part, min(1.0, (now - search.started) / search.time))
            filled = round(part * 20)
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (20 - filled)}] {words}\033[K")
        else:
            sys.stderr.write(f"minicoro explore: {now - search.started:.0f} s: {words}\n")
        sys.stderr.flush()

    def clear(self) -> None:
        if self.is_drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def _write(report: Report, save: str | None, html: str | None) -> None:
    assert report.bad is not None
    try:
        if save:
            schedule_of(report.program, report.bad).write(save)
            _print(f"\nRun it again: minicoro run --schedule {save}; look at it: minicoro trace --schedule {save}\n")
        elif report.repeats:
            _print("\nTo run it again, add --save F; to look at a good and a bad run side by side, --html OUT.\n")
        if html:
            from minicoro.schedules import side_by_side

            side_by_side.write(report, html)
            print(f"Side by side: {html}")
    except (BrokenPipeError, WriteError):
        raise
    except OSError as error:
        raise UsageError(f"can't write {error.filename!r}: {error.strerror}") from None

"""`minicoro explore`: run a program under every schedule."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

from minicoro.cli.command_line import UsageError, refuse_to_overwrite
from minicoro.observe.out_file import WriteError
from minicoro.observe.screen import fitting
from minicoro.schedules import report as reports
from minicoro.schedules.exploring import Exploring, Report, explore
from minicoro.schedules.model import ANY, MAY
from minicoro.schedules.program import NoFunctionError, Program
from minicoro.schedules.replay import schedule_of, with_fixed_hashes
from minicoro.schedules.search import Search

DESCRIPTION = """\
Run an asyncio program under every possible order of its callbacks, timers and results of threads, in virtual time.
Report each wrong outcome, and prove, where possible, that there is no other outcome.

Exit code 0: proved that nothing is wrong; 1: a schedule is wrong, or the outcome depends on the schedule; 2: a mistake in
the command line; 3: nothing wrong was found, but there is no proof."""

EPILOG = """\
Without :FUNCTION the file runs as a program.  With it, the file is imported and the function is called without arguments;
a coroutine function is run by asyncio.run.  `minicoro run --schedule F' and `minicoro trace --schedule F' run the schedule
that --save wrote."""


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"a number above 0 is needed, not {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not value > 0:
        raise argparse.ArgumentTypeError(f"a number of seconds above 0 is needed, not {text!r}")
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
    parser.add_argument("--time", type=_seconds, default=0.0, metavar="S", help="at most S seconds")
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
        report = _explore(program, options)
    except NoFunctionError as error:
        raise UsageError(str(error)) from None
    _tell(report, given.save, given.html)
    return 1 if report.is_wrong else 0 if report.complete and not report.reasons else 3


def _tell(report: Report, save: str | None, html: str | None) -> None:
    """Print the report, and write the requested files."""
    sys.stdout.write(fitting(reports.text(report), sys.stdout.encoding or "utf-8"))
    if report.bad is not None:
        _write(report, save, html)
    elif save or html:
        print("Nothing was found, so nothing was written.", file=sys.stderr)


def _split(name: str) -> tuple[str, str]:
    path, colon, function = name.rpartition(":")
    if colon and not os.path.exists(name) and all([part.isidentifier() for part in function.split(".")]):  # noqa: PTH110
        return path, function
    return name, ""


def _explore(program: Program, options: Exploring) -> Report:
    """Explore.  Ctrl-C ends the search with the results so far, a second Ctrl-C at once."""
    bar = _Bar()

    def began(search: Search) -> None:
        def stop(number: int, frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            search.interrupted = True
            if program.last is not None:
                program.last.stopped = program.last.stopped or "known"

        signal.signal(signal.SIGINT, stop)

    before = signal.getsignal(signal.SIGINT)
    try:
        return explore(program, options, bar.show, began)
    finally:
        signal.signal(signal.SIGINT, before)
        bar.clear()


class _Bar:
    """One line on a terminal's standard error with the progress of the search."""

    def __init__(self) -> None:
        self.shown = 0.0
        self.active = sys.stderr is not None and sys.stderr.isatty()

    def show(self, search: Search) -> None:
        now = _now()
        if self.active and now - self.shown > 0.2:
            self.shown = now
            part = min(1.0, search.done / search.limit) if search.limit else 0.0
            if search.time:
                part = max(part, min(1.0, (now - search.started) / search.time))
            filled = round(part * 20)
            states = f", {search.states:,} states" if search.states else ""
            wrong = f", {len(search.wrong)} wrong" if search.wrong else ""
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (20 - filled)}] {search.done:,} runs{states}{wrong}\033[K")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.active and self.shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


_now = time.monotonic


def _write(report: Report, save: str | None, html: str | None) -> None:
    assert report.bad is not None
    try:
        if save:
            schedule_of(report.program, report.bad).write(save)
            print(f"\nRun it again: minicoro run --schedule {save}; look at it: minicoro trace --schedule {save}")
        else:
            print("\nTo run it again, add --save F; to look at a good and a bad run side by side, --html OUT.")
        if html:
            from minicoro.schedules import side_by_side

            side_by_side.write(report, html)
            print(f"Side by side: {html}")
    except (BrokenPipeError, WriteError):
        raise
    except OSError as error:
        raise UsageError(f"can't write {error.filename!r}: {error.strerror}") from None

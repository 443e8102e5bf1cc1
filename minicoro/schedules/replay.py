"""Schedules in files, and runs that follow them."""

import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from minicoro.observe.out_file import write_text
from minicoro.schedules.model import MAY, Outcome, Run
from minicoro.schedules.program import Program
from minicoro.schedules.search import following

VERSION = 1
HASH_SEED = "PYTHONHASHSEED"


class ScheduleError(Exception):
    """A file is not a schedule; the text says what to do."""


@dataclass(frozen=True)
class Schedule:
    """A program, and the process for each of its steps.  outcome: the result when the schedule was written."""

    program: str
    function: str
    model: str
    steps: tuple[str, ...]
    outcome: str

    def write(self, path: str) -> None:
        """Write it as JSON; OSError if that cannot be, of which `WriteError` is one."""
        told = {
            "minicoro schedule": VERSION,
            "program": os.path.relpath(self.program, Path(path).resolve().parent),
            "function": self.function,
            "model": self.model,
            "python": platform.python_version(),
            "outcome": self.outcome,
            "steps": list(self.steps),
        }
        write_text(path, json.dumps(told, indent=1) + "\n")


def schedule_of(program: Program, run: Run) -> Schedule:
    return Schedule(program.shown, program.function, program.model, tuple(run.schedule), str(run.outcome))


def read(path: str) -> Schedule:
    """The schedule in a file; `ScheduleError` if there is none."""
    try:
        told: Any = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ScheduleError(f"can't read {path!r}: {error.strerror}") from None
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("minicoro schedule") != VERSION:
        raise ScheduleError(f"{path!r} is no schedule; `minicoro explore FILE --save NEW` writes one to the file NEW")
    try:
        program = str((Path(path).resolve().parent / told["program"]).resolve())
        return Schedule(program, told["function"], told["model"] or MAY, tuple(told["steps"]), told["outcome"])
    except (KeyError, TypeError) as error:
        raise ScheduleError(f"{path!r} is a damaged schedule: {error!r}") from None


def replay(
    schedule: Schedule,
    said: TextIO,
    begin: Callable[[], Callable[[Any, bool], object]] | None = None,
    lines: bool = False,
) -> tuple[Run, BaseException | None]:
    """Run the program by the schedule, with its output to ``said``; return the run, and the exception that ended it.

    begin: called before a run that is watched; returns the function to call at each round.  Raises OSError, SyntaxError, and
    `DivergedError` if the program has changed since it was explored.
    """
    program = Program(schedule.program, schedule.function, schedule.model, output=False)
    program.load(watched=True, lines=lines)
    on_round = None if begin is None else begin()
    run = program.run(following(list(schedule.steps)), said, on_round)
    return run, None if program.last is None else program.last.error


def with_fixed_hashes() -> None:
    """Start this process again with a fixed hash seed, if it has none, so that the order of sets of strings can be repeated."""
    if os.environ.get(HASH_SEED) is None and sys.argv[0]:
        os.environ[HASH_SEED] = "0"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def same(outcome: Outcome | None, schedule: Schedule) -> bool:
    """Whether a replay has ended as the schedule says, without its output."""
    return outcome is not None and schedule.outcome.split("; prints ")[0].split("prints ")[0] == str(outcome)

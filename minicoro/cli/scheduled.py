"""`minicoro run --schedule F` and `minicoro trace --schedule F`: repeat the run that `minicoro explore --save F` has found."""

import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from minicoro.cli.command_line import RunCommand
from minicoro.schedules.model import DivergedError, Outcome
from minicoro.schedules.program import without_own_frames
from minicoro.schedules.replay import ScheduleError, read, replay, same, with_fixed_hashes

EX_NOT_THE_SAME = 2


def run(
    command: RunCommand, begin: Callable[[], Callable[[Any, bool], object]] | None = None, lines: bool = False
) -> int:
    """Run the schedule; 0 if the program ended well, 1 if not, 2 if the program is not that of the schedule any more."""
    with_fixed_hashes()
    try:
        schedule = read(command.schedule)
        if command.program.name:
            schedule = replace(schedule, program=command.program.name)
        found, error = replay(schedule, sys.stdout, begin, lines)
    except ScheduleError as complaint:
        return _complain(str(complaint))
    except OSError as complaint:
        return _complain(f"can't open {complaint.filename!r}: {complaint.strerror}")
    except SyntaxError as complaint:
        return _complain(f"{complaint.filename}, line {complaint.lineno}: {complaint.msg}")
    except DivergedError as complaint:
        return _complain(f"{complaint}; has the program changed since {command.schedule!r} was written?")
    sys.stdout.flush()
    outcome = found.outcome or Outcome("bound")
    if error is not None and not isinstance(error, SystemExit):
        traceback.print_exception(without_own_frames(error))
    if outcome.is_wrong and (outcome.kind != "raised" or error is None):
        print(outcome, file=sys.stderr)
    if not same(outcome, schedule):
        return _complain(f"the run ended differently: {outcome}; the schedule says: {schedule.outcome}")
    return 1 if outcome.is_wrong else 0


def _complain(text: str) -> int:
    print(f"minicoro: {text}", file=sys.stderr)
    return EX_NOT_THE_SAME

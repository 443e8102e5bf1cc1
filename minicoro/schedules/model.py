"""A run: its steps, the choices at each, and its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from minicoro.observe.names import counted
from minicoro.schedules.accesses import Footprint

MAY, ANY = "may", "any"
"""The two models: orders that asyncio's loop can produce; and any ready callback first."""


@dataclass
class Step:
    """process: the process that ran, or arrived.  options: the possible processes; the first is asyncio's choice.

    waits: the clock had to move for this step, so no earlier step could have come after it.  key: the state before it, if
    known.  line: the line of its coroutine.
    """

    process: str
    options: tuple[str, ...]
    footprint: Footprint
    waits: bool = False
    key: str = ""
    place: tuple[str, int] = ("", 0)

    @property
    def departs(self) -> bool:
        return self.process != self.options[0]


@dataclass(frozen=True)
class Outcome:
    """How a run ended.  kind: "ok", "raised", "deadlock" or "bound".  text: the error, or the result.

    problems: other problems: never awaited, never retrieved, cancellation swallowed.  output: the printed text.
    """

    kind: str
    text: str = ""
    problems: tuple[str, ...] = ()
    output: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.kind in ("raised", "deadlock") or bool(self.problems)

    def __str__(self) -> str:
        return self.told()

    def told(self, first: int = 0) -> str:
        """In one line.  first: the line of the output, from 0, with which that begins."""
        said = {"ok": "ends", "bound": "not finished"}.get(self.kind, self.kind)
        parts = [f"{said}: {self.text}" if self.text else said, *self.problems]
        if self.output:
            lines = self.output.rstrip("\n").splitlines()
            before = [f"… {counted(first, 'line')}"] if first else []
            more = len(lines) - first - 4
            after = [f"… {counted(more, 'more line')}"] if more > 0 else []
            parts.append("prints " + " | ".join([*before, *lines[first : first + 4], *after]))
        return "; ".join(parts)


def told_apart(outcome: Outcome, others: Sequence[Outcome]) -> str:
    """An outcome in words.  If another one has the same, its output begins where it differs from all of these."""
    said = str(outcome)
    alike = [each.output.splitlines() for each in others if str(each) == said]
    lines = outcome.output.splitlines()
    same = [len(list(takewhile(lambda pair: pair[0] == pair[1], zip(lines, other, strict=False)))) for other in alike]
    return outcome.told(max(same)) if same else said


@dataclass
class Run:
    """One run, from the start to its end, or until it was stopped (outcome None).

    late: it was stopped because the time was up.  timed: it has set timers or read the clock, so it may be another one if a step takes time.
    """

    outcome: Outcome | None
    steps: list[Step] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    timed: bool = False
    late: bool = False

    @property
    def schedule(self) -> list[str]:
        return [step.process for step in self.steps]

    @property
    def departures(self) -> int:
        return sum([step.departs for step in self.steps])


class StoppedError(BaseException):
    """A chooser ends a run because the rest is known already."""


class DivergedError(Exception):
    """A run did not repeat the steps of an earlier run with the same schedule."""

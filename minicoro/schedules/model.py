"""What a run was: its steps, each with the choices there were, and its outcome."""

from dataclasses import dataclass, field

from minicoro.schedules.accesses import Footprint

MAY, ANY = "may", "any"
"""The two models: what asyncio's loop can do; and any ready callback first."""


@dataclass
class Step:
    """process: who ran, or arrived.  options: who could have; the first is what asyncio would have chosen.

    waits: the clock had to move for it, so that no step before it could have come after it.  key: the state before it, if known.
    line: where its coroutine stood.
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
    """How a run ended.  kind: "ok", "raised", "deadlock" or "bound"; text: the error, or the result.

    problems: what is wrong beside that: never awaited, never retrieved, cancellation swallowed.  output: what it printed.
    """

    kind: str
    text: str = ""
    problems: tuple[str, ...] = ()
    output: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.kind in ("raised", "deadlock") or bool(self.problems)

    def __str__(self) -> str:
        said = self.kind if self.kind != "ok" else "ends"
        parts = [f"{said}: {self.text}" if self.text else said, *self.problems]
        if self.output:
            lines = self.output.rstrip("\n").splitlines()
            shown = " | ".join(lines[:4]) + (f" | … {len(lines) - 4} more lines" if len(lines) > 4 else "")
            parts.append(f"prints {shown}")
        return "; ".join(parts)


@dataclass
class Run:
    """One run, from the start to its end, or to where somebody stopped it (outcome None)."""

    outcome: Outcome | None
    steps: list[Step] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()

    @property
    def schedule(self) -> list[str]:
        return [step.process for step in self.steps]

    @property
    def departures(self) -> int:
        return sum([step.departs for step in self.steps])


class StoppedError(BaseException):
    """A chooser ends a run: the rest is known already."""


class DivergedError(Exception):
    """A run did not do again what the same schedule had done before."""

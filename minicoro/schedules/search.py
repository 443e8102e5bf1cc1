"""The searches: which schedule is run next, and what is known when none is left.

`Graph` visits every state once, states with few departures from asyncio's order first; its end is a proof.  `reduced` is
dynamic partial-order reduction (Flanagan and Godefroid, POPL 2005) with sleep sets (Godefroid, 1996): it finds wrong outcomes
in few runs.  `every` runs each schedule, as an oracle; `chance` and `priorities` (PCT: Burckhardt et al., ASPLOS 2010) sample
large programs.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from minicoro.observe.names import counted
from minicoro.schedules.accesses import Footprint
from minicoro.schedules.control import Control
from minicoro.schedules.model import DivergedError, Outcome, Run, Step, StoppedError
from minicoro.schedules.program import Program

QUICK, STATES, REPEAT = "to find errors soon", "to visit the states", "to repeat the first schedule"
"""The parts of a search, for the report: what its runs are for."""


def too_deep(depth: int) -> str:
    """A reason why there is no proof."""
    return f"runs were stopped after {counted(depth, 'step')} (for more: --depth N)"


class BudgetOverError(Exception):
    """The text says which bound was reached."""


@dataclass
class Found:
    """An outcome: the number of its runs, the first of these runs, and the schedule with the fewest departures so far."""

    runs: int
    first: int
    best: Run


@dataclass
class Search:
    """A program, a budget, and the findings of the runs so far.

    limit: the limit of runs.  time: the limit of seconds (0: none).  progress: called after each run.  timed: some run has
    set timers or read the clock, so the results hold only if steps take no time.  parts: the number of runs of each part of
    the search.  known, unfinished: the numbers of runs that were stopped at a known state, or by a limit.  differing: two
    outcomes of one schedule.
    """

    program: Program
    limit: int = 10_000
    time: float = 0.0
    progress: Callable[["Search"], object] = lambda search: None
    found: dict[Outcome, Found] = field(default_factory=dict)
    done: int = 0
    notes: list[str] = field(default_factory=list)
    interrupted: bool = False
    started: float = field(default_factory=monotonic)
    states: int = 0
    timed: bool = False
    part: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    known: int = 0
    unfinished: int = 0
    differing: tuple[Outcome, Outcome] | None = None
    _ended: dict[int, Outcome] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.program.deadline = self.started + self.time if self.time else math.inf

    @property
    def is_over(self) -> bool:
        """Whether there is no time left, or the user has interrupted the search."""
        return self.interrupted or monotonic() >= self.program.deadline

    def allow(self, seconds: float) -> None:
        """More time, for the runs after the search."""
        self.program.deadline = max(self.program.deadline, monotonic() + seconds)

    def run(self, choose: Callable[[Control, tuple[str, ...]], str]) -> Run:
        """One more run, within the budget."""
        self._check_budget()
        if self.limit and self.done >= self.limit:
            raise BudgetOverError(f"stopped after {counted(self.limit, 'run')} (for more: --runs N)")
        run = self.program.run(choose)
        self.done += 1
        self.parts[self.part] = self.parts.get(self.part, 0) + 1
        self.timed = self.timed or run.timed
        for note in run.notes:
            if note not in self.notes:
                self.notes.append(note)
        if run.outcome is None and (run.late or self.interrupted):
            self.unfinished += 1
            self._check_budget()
        elif run.outcome is None:
            self.known += 1
        else:
            self.unfinished += run.outcome.kind == "bound"
            self.take(run, run.outcome)
        self.progress(self)
        return run

    def _check_budget(self) -> None:
        if self.interrupted:
            raise BudgetOverError("interrupted")
        if self.is_over:
            raise BudgetOverError(f"stopped after {self.time:g} s (for more: --time N)")

    def take(self, run: Run, outcome: Outcome) -> None:
        """Keep the run if it is the best one of its outcome."""
        first = self._ended.setdefault(hash("\n".join(run.schedule)), outcome)
        if first != outcome and self.differing is None:
            self.differing = first, outcome
        known = self.found.get(outcome)
        if known is None:
            self.found[outcome] = Found(1, self.done, run)
            return
        known.runs += 1
        if (run.departures, len(run.steps)) < (known.best.departures, len(known.best.steps)):
            known.best = run

    @property
    def wrong(self) -> dict[Outcome, Found]:
        return {outcome: found for outcome, found in self.found.items() if outcome.is_wrong}


def first(control: Control, options: tuple[str, ...]) -> str:
    """asyncio's own choice."""
    return options[0]


def following(prefix: list[str]) -> Callable[[Control, tuple[str, ...]], str]:
    """The choices of a schedule, then asyncio's."""

    def choose(control: Control, options: tuple[str, ...]) -> str:
        at = len(control.steps)
        if at >= len(prefix):
            return options[0]
        if prefix[at] not in options:
            raise DivergedError(f"at step {at + 1} {prefix[at]!r} is not ready, as it was before")
        return prefix[at]

    return choose


def every(search: Search) -> None:
    """Each schedule, one after the other."""
    todo: list[list[str]] = [[]]
    while todo:
        prefix = todo.pop()
        run = search.run(following(prefix))
        for index in range(len(prefix), len(run.steps)):
            step = run.steps[index]
            before = run.schedule[:index]
            todo += [[*before, other] for other in step.options[1:]]


def chance(search: Search, seed: int) -> None:
    """Random choices, until the budget is used up."""
    generator = random.Random(seed)
    while True:
        search.run(lambda control, options: generator.choice(options))


def priorities(search: Search, seed: int) -> None:
    """Each process has a random priority; at three steps the first process loses its priority (PCT)."""
    generator = random.Random(seed)
    length = max(2, len(search.run(first).steps))
    while True:
        ranks: dict[str, float] = {}
        drops = [generator.randrange(length) for _ in range(3)]

        def choose(control: Control, options: tuple[str, ...]) -> str:
            for each in options:
                ranks.setdefault(each, generator.random() + 1)  # noqa: B023
            best = max(options, key=lambda each: ranks[each])  # noqa: B023
            if len(control.steps) in drops:  # noqa: B023
                ranks[best] = -float(len(control.steps))  # noqa: B023
            return max(options, key=lambda each: ranks[each])  # noqa: B023

        search.run(choose)


# Dynamic partial-order reduction.


@dataclass
class _Node:
    """A choice on the current path.  back: the processes that must run here.  done: those that have run, with their
    footprints.  sleep: those that need not run.
    """

    options: tuple[str, ...]
    chosen: str
    sleep: dict[str, Footprint]
    back: set[str]
    done: dict[str, Footprint] = field(default_factory=dict)
    footprint: Footprint = field(default_factory=Footprint)


def reduced(search: Search, enough: Callable[[Search], bool] = lambda search: False) -> None:
    """One schedule of each class of schedules that differ only in the order of independent steps."""
    path: list[_Node] = []
    while True:
        run = search.run(lambda control, options: _next(path, control, options))
        for node, step in zip(path, run.steps, strict=False):
            node.footprint = step.footprint
        _races(path, run.steps)
        if not _backtrack(path) or enough(search):
            return


def _next(path: list[_Node], control: Control, options: tuple[str, ...]) -> str:
    at = len(control.steps)
    if at < len(path):
        if path[at].chosen not in options:
            raise DivergedError(f"at step {at + 1} {path[at].chosen!r} is not ready, as it was before")
        return path[at].chosen
    sleep: dict[str, Footprint] = {}
    if path:
        last = path[-1]
        last.footprint = control.steps[-1].footprint
        for who, footprint in {**last.sleep, **last.done}.items():
            if who != last.chosen and footprint.conflict(last.footprint) is None:
                sleep[who] = footprint
    free = [each for each in options if each not in sleep]
    if not free:
        raise StoppedError
    path.append(_Node(options, free[0], sleep, {free[0]}))
    return free[0]


def _backtrack(path: list[_Node]) -> bool:
    """Go back to the last choice with a process that is left to run; False: there is none."""
    while path:
        node = path[-1]
        node.done[node.chosen] = node.footprint
        left = [each for each in node.options if each in node.back and each not in node.done and each not in node.sleep]
        if left:
            node.chosen = left[0]
            return True
        path.pop()
    return False


def _races(path: list[_Node], steps: list[Step]) -> None:
    """For each two steps that conflict and are not ordered otherwise: let the later one run first, too."""
    before: list[int] = []  # for each step, the set of steps that happen before it, as bits
    last: dict[str, int] = {}
    for index, step in enumerate(steps):
        earlier = _ordered(steps, index, before, last)
        for other in range(index - 1, -1, -1):
            if earlier >> other & 1 or steps[other].footprint.conflict(step.footprint) is None:
                continue
            if other < len(path):
                _add(path[other], steps, other, index, earlier)
            earlier |= before[other] | 1 << other
        before.append(earlier)
        last[step.process] = index


def _ordered(steps: list[Step], index: int, before: list[int], last: dict[str, int]) -> int:
    """The steps that come before this one in any schedule of the class: those of its process, those that made it ready, the
    clock.
    """
    step = steps[index]
    earlier = 0
    if step.waits:
        return (1 << index) - 1
    causes = [last[step.process]] if step.process in last else []
    ready = index
    while ready > 0 and step.process in steps[ready - 1].options and steps[ready - 1].process != step.process:
        ready -= 1
    if ready > 0:
        causes.append(ready - 1)
    causes += [each for each in range(ready) if steps[each].waits]
    for each in causes:
        earlier |= before[each] | 1 << each
    return earlier


def _add(node: _Node, steps: list[Step], other: int, index: int, earlier: int) -> None:
    process = steps[index].process
    if process in node.options:
        node.back.add(process)
        return
    leading = [steps[each].process for each in range(other + 1, index) if earlier >> each & 1]
    able = [each for each in leading if each in node.options]
    node.back |= {able[0]} if able else set(node.options)

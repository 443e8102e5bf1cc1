"""The graph of all states: each is visited once, and when nothing is left the search is a proof.

Rule: schedules/proof
"""

import heapq
from dataclasses import dataclass, field

from minicoro.schedules.control import Control
from minicoro.schedules.model import DivergedError, Outcome, Run, StoppedError
from minicoro.schedules.objects import CannotCompareError
from minicoro.schedules.search import REPEAT, Search, following, too_deep
from minicoro.schedules.states import key_of

Target = str | Outcome
Path = list[tuple[str, str]]
"""For each step the key of the state before it, and the chosen process; the key is empty if there was no choice."""


@dataclass
class Node:
    """A state: the processes that can be next, asyncio's choice first, and the state to which each leads (None: not known yet)."""

    options: tuple[str, ...]
    edges: dict[str, Target | None] = field(default_factory=dict)


class RestartError(Exception):
    """The program reads the clock, which the states so far do not contain."""


@dataclass
class Graph:
    """nodes: the states by their keys.  todo: the choices that are left, as (departures, number, path)."""

    search: Search
    nodes: dict[str, Node] = field(default_factory=dict)
    root: Target | None = None
    todo: list[tuple[int, int, Path]] = field(default_factory=list)
    count: int = 0
    complete: bool = False
    reasons: list[str] = field(default_factory=list)

    def explore(self) -> None:
        """Visit all states; raises BudgetOverError if the budget is too small."""
        clock = self.search.program.reads_clock
        while True:
            try:
                self._explore(clock)
                return
            except RestartError:
                clock = True
                self.nodes, self.todo, self.root = {}, [], None

    def _explore(self, clock: bool) -> None:
        first = self._run([], clock)
        while self.todo:
            _, _, path = heapq.heappop(self.todo)
            self._run(path, clock)
        self._repeat(first)
        self.complete = not self.reasons and not self.search.notes

    def _run(self, path: Path, clock: bool) -> Run:
        """Follow a path to its last choice, which has not been made yet, and continue in asyncio's order."""
        program = self.search.program
        done = list(path)

        def choose(control: Control, options: tuple[str, ...]) -> str:
            step = len(control.steps)
            done.extend([("", each.process) for each in control.steps[len(done) :]])
            if step < len(path):
                control.at = path[step]
                if path[step][1] not in options:
                    raise DivergedError(f"at step {step + 1} {path[step][1]!r} is not ready, as it was before")
                if step == len(path) - 1 and self._key(control, clock) != path[step][0]:
                    raise DivergedError(f"its state before step {step + 1} is not the one that it was before")
                return path[step][1]
            key = self._key(control, clock)
            self._link(done, key)
            if key in self.nodes:
                raise StoppedError
            self._add(done, key, options)
            control.at = (key, options[0])
            done.append(control.at)
            return options[0]

        run = self.search.run(choose)
        if program.reads_clock and not clock:
            raise RestartError
        if run.outcome is not None:
            if run.outcome.kind == "bound":
                self.reason(too_deep(program.depth))
            self._link(done, run.outcome)
        self.search.states = len(self.nodes)
        return run

    def _repeat(self, first: Run) -> None:
        """Run the first schedule again: the search sees whether the result is the same."""
        self.search.part = REPEAT
        again = self.search.run(following(first.schedule))
        if first.outcome is not None and again.outcome is not None and again.outcome != first.outcome:
            self.search.differing = first.outcome, again.outcome

    def _key(self, control: Control, clock: bool) -> str:
        program = self.search.program
        try:
            return key_of(control, program.namespace, clock, program.files)
        except CannotCompareError as error:
            self.reason(str(error))
            return "path " + "\n".join([step.process for step in control.steps])

    def reason(self, why: str) -> None:
        if why not in self.reasons:
            self.reasons.append(why)

    def _link(self, path: Path, target: Target) -> None:
        """The last choice of the path leads to the target."""
        made = [each for each in path if each[0]]
        if made:
            state, option = made[-1]
            self.nodes[state].edges[option] = target
        else:
            self.root = target

    def _add(self, path: Path, key: str, options: tuple[str, ...]) -> None:
        self.nodes[key] = Node(options, dict.fromkeys(options))
        departures = sum([option != self.nodes[state].options[0] for state, option in path if state])
        for other in options[1:]:
            self.count += 1
            heapq.heappush(self.todo, (departures + 1, self.count, [*path, (key, other)]))

    # Results of the graph.

    @property
    def transitions(self) -> int:
        return sum([target is not None for node in self.nodes.values() for target in node.edges.values()])

    def schedules(self) -> dict[Outcome, int] | None:
        """For each outcome, the number of schedules that end in it; None: infinitely many, because of a loop of states."""
        counts: dict[Target, dict[Outcome, int]] = {}
        open_: set[Target] = set()
        stack: list[Target] = [self.root] if self.root is not None else []
        while stack:
            at = stack[-1]
            if isinstance(at, Outcome):
                counts[at] = {at: 1}
                stack.pop()
                continue
            targets = [each for each in self.nodes[at].edges.values() if each is not None]
            if at in open_ or at in counts:
                stack.pop()
                if at not in counts:
                    counts[at] = _sum([counts[each] for each in targets])
                    open_.discard(at)
                continue
            open_.add(at)
            if any([each in open_ for each in targets]):
                return None
            stack += [each for each in targets if each not in counts]
        return counts.get(self.root, {}) if self.root is not None else {}

    def path_to(self, outcome: Outcome) -> list[str] | None:
        """The schedule for an outcome with the fewest departures, then the fewest steps, in the graph."""
        heap: list[tuple[int, int, int, Target, list[str]]] = [(0, 0, 0, self.root or "", [])]
        seen: set[Target] = set()
        number = 0
        while heap:
            departures, length, _, at, path = heapq.heappop(heap)
            if at == outcome:
                return path
            if at in seen or not isinstance(at, str) or at not in self.nodes:
                continue
            seen.add(at)
            node = self.nodes[at]
            for option, target in node.edges.items():
                if target is not None and target not in seen:
                    number += 1
                    more = departures + (option != node.options[0])
                    heapq.heappush(heap, (more, length + 1, number, target, [*path, option]))
        return None


def _sum(parts: list[dict[Outcome, int]]) -> dict[Outcome, int]:
    total: dict[Outcome, int] = {}
    for part in parts:
        for outcome, count in part.items():
            total[outcome] = total.get(outcome, 0) + count
    return total

"""One exploration: a search, its findings, and for each wrong outcome the shortest schedule."""

from collections.abc import Callable
from dataclasses import dataclass, field

from minicoro.schedules import search as searches
from minicoro.schedules.control import Control
from minicoro.schedules.graph import Graph
from minicoro.schedules.model import ANY, DivergedError, Outcome, Run, told_apart
from minicoro.schedules.program import Program
from minicoro.schedules.search import QUICK, STATES, BudgetOverError, Search, following, too_deep

REDUCED = 300
"""The limit of runs of partial-order reduction before the graph of states is explored."""


SHALLOW = 300
"""The limit of steps of these runs."""


@dataclass(frozen=True)
class Exploring:
    """How to explore.  mode: "states" (with a proof, if possible), "every" (one by one), "random" or "pct".

    runs, time, depth: the limits of runs, seconds (0: no limit) and steps of a run.
    """

    model: str = ANY
    mode: str = "states"
    runs: int = 10_000
    time: float = 0.0
    depth: int = 10_000
    seed: int = 1
    output: bool = True


@dataclass
class Report:
    """The findings at the end.

    counts: for each outcome, the number of schedules (None: infinite, or unknown).  proved: all states were visited.  reasons:
    why there is no proof.  bad and good: the shortest wrong run and a right one.  shortened: there is probably no shorter one.
    repeats: each run of a schedule that was tried twice ended in the same way.
    """

    program: Program
    search: Search
    options: Exploring
    counts: dict[Outcome, int] | None = None
    proved: bool = False
    complete: bool = False
    endless: bool = False
    states: int = 0
    transitions: int = 0
    reasons: list[str] = field(default_factory=list)
    bad: Run | None = None
    good: Run | None = None
    shortened: bool = True
    repeats: bool = True

    @property
    def outcomes(self) -> list[Outcome]:
        return sorted(self.search.found, key=lambda each: (not each.is_wrong, self.search.found[each].first))

    @property
    def is_wrong(self) -> bool:
        return bool(self.search.wrong) or self.differs

    @property
    def differs(self) -> bool:
        """The outcome depends on the schedule."""
        return self.repeats and len([each for each in self.search.found if each.kind != "bound"]) > 1


DIVERGED = "the program does not repeat itself under the same schedule: "
"""The beginning of a reason."""


def explore(
    program: Program, options: Exploring, progress: Callable[[Search], object] = lambda search: None,
    began: Callable[[Search], object] = lambda search: None,
) -> Report:  # fmt: skip
    """Search a loaded program; ends at the end of the budget at the latest, with the findings so far."""
    search = Search(program, options.runs, options.time, progress)
    began(search)
    report = Report(program, search, options)
    graph = Graph(search)
    search.part = STATES if options.mode == "states" else ""
    try:
        if options.mode == "every":
            searches.every(search)
            report.complete = True
        elif options.mode == "random":
            searches.chance(search, options.seed)
        elif options.mode == "pct":
            searches.priorities(search, options.seed)
        else:
            if options.model == ANY:
                _reduce(search)
            graph.explore()
            report.complete = True
    except BudgetOverError as error:
        report.reasons.append(str(error))
    except DivergedError as error:
        report.reasons.append(f"{DIVERGED}{error}")
    _conclude(report, graph)
    return report


def _enough(search: Search) -> bool:
    """A wrong outcome is known, or more runs of reduction are not worth their time."""
    return bool(search.wrong) or search.done >= REDUCED or any([outcome.kind == "bound" for outcome in search.found])


def _reduce(search: Search) -> None:
    """Search for a wrong outcome, with runs that are as short as possible, because some programs never end."""
    depth = search.program.depth
    search.program.depth, search.part = min(depth, SHALLOW), QUICK
    try:
        searches.reduced(search, _enough)
    finally:
        search.program.depth, search.part = depth, STATES
        if depth > SHALLOW:
            search.found = {outcome: found for outcome, found in search.found.items() if outcome.kind != "bound"}


def _conclude(report: Report, graph: Graph) -> None:
    search, options = report.search, report.options
    last = report.program.last.notes if report.program.last else []
    report.reasons = list(dict.fromkeys([*report.reasons, *graph.reasons, *search.notes, *last]))
    report.states, report.transitions = len(graph.nodes), graph.transitions
    if options.mode in ("random", "pct"):
        report.reasons.append(f"schedules were chosen by chance (seed {options.seed})")
    elif options.mode == "every" and report.complete:
        report.counts = {outcome: found.runs for outcome, found in search.found.items()}
        if any([outcome.kind == "bound" for outcome in search.found]):
            report.reasons.append(too_deep(options.depth))
    elif report.complete:
        report.counts = graph.schedules()
        report.endless = report.counts is None
    if report.complete and options.mode == "states" and not graph.reasons:
        search.found = {outcome: found for outcome, found in search.found.items() if outcome.kind != "bound"}
    search.allow(min(10.0, max(1.0, search.time / 4)))
    report.repeats = search.differing is None
    _choose_runs(report, graph)
    _check_repetition(report)
    report.proved = report.complete and not report.reasons and options.mode == "states"


def _check_repetition(report: Report) -> None:
    """Run the schedules that are shown once more: if the outcome is another one, the schedule is not its cause.

    The counts mean nothing then, and neither do they if an outcome has none.
    """
    search = report.search
    why = "" if search.differing is None else _two_ways(*search.differing)
    for run in (report.bad, report.good) if report.bad is not None else ():
        if run is not None and not why and not search.is_over:
            why = _why_not_again(report.program, run)
    if why:
        report.repeats = False
        report.reasons = [why, *[each for each in report.reasons if not each.startswith(DIVERGED)]]
    counted = report.counts or search.found
    if report.repeats and any([outcome not in counted and outcome.kind != "bound" for outcome in search.found]):
        report.reasons.insert(0, "an outcome of the first runs was not found again")
        report.counts = None
    if not report.repeats:
        report.counts, report.endless = None, False


def _two_ways(one: Outcome, other: Outcome) -> str:
    ends = f"ended first so: {one}, then so: {told_apart(other, [one])}"
    return f"the program does not repeat itself: the same schedule {ends}"


def _why_not_again(program: Program, run: Run) -> str:
    """Why the run cannot be repeated; "" if it can.  Three tries: the addresses that order a set may be the same again."""
    why = ""
    for _ in range(3):
        try:
            again = program.run(following(run.schedule)).outcome
        except DivergedError as error:
            why = f"{DIVERGED}{error}"
            continue
        if again is None or run.outcome is None or again == run.outcome:
            return ""
        return _two_ways(run.outcome, again)
    return why


def _choose_runs(report: Report, graph: Graph) -> None:
    """Choose the runs to show: the wrong run with the fewest departures, and the best right one."""
    search, program = report.search, report.program
    if report.repeats:
        for outcome, found in search.wrong.items():
            path = graph.path_to(outcome) if graph.nodes else None
            found.best = shortest(program, found.best, path, lambda: search.is_over)
        report.shortened = not search.is_over
    runs = [found.best for found in search.wrong.values()]
    right = [found.best for outcome, found in search.found.items() if outcome.kind == "ok" and not outcome.is_wrong]
    right.sort(key=_length)
    if not runs and len(right) > 1 and report.repeats:  # no outcome is wrong, but they differ
        runs, right = right[1:], right[:1]
    report.bad = min(runs, key=_length, default=None)
    report.good = right[0] if right else None


def _length(run: Run) -> tuple[int, int]:
    return run.departures, len(run.steps)


def shortest(program: Program, run: Run, path: list[str] | None, is_over: Callable[[], bool]) -> Run:
    """A run with the same outcome and as few departures as possible, found by removing one departure after the other."""
    best = run
    if is_over():
        return best
    if path is not None:
        best = min(best, _try(program, following(path), run), key=_length)
    changed = True
    while changed:
        changed = False
        forced = {index: step.process for index, step in enumerate(best.steps) if step.departs}
        for index in sorted(forced, reverse=True):
            if is_over():
                return best
            left = {key: who for key, who in forced.items() if key != index}
            tried = _try(program, _forcing(left), best)
            if _length(tried) < _length(best):
                best, changed = tried, True
                break
    return best


def _try(program: Program, choose: Callable[[Control, tuple[str, ...]], str], known: Run) -> Run:
    """The run of the changed schedule, if it has the outcome of the known run; else the known run."""
    try:
        run = program.run(choose)
    except DivergedError:
        return known
    return run if run.outcome == known.outcome else known


def _forcing(forced: dict[int, str]) -> Callable[[Control, tuple[str, ...]], str]:
    def choose(control: Control, options: tuple[str, ...]) -> str:
        wanted = forced.get(len(control.steps), "")
        return wanted if wanted in options else options[0]

    return choose

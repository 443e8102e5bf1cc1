"""What an exploration has found, in words."""

import linecache
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from minicoro.schedules.accesses import Access
from minicoro.schedules.exploring import Report
from minicoro.schedules.model import Outcome, Run, Step

_MOST = 12
_ADVICE = {
    "deadlock": (
        "schedules/lock-order",
        "take locks in one order everywhere, and let whatever a task waits for be set in a `finally`",
    ),
    "lost wake-up": (
        "schedules/await-is-a-gap",
        "look at what has happened right before waiting for it, with no await between; do not clear what others wait for",
    ),
    "every": ("schedules/order-is-not-promised", "it ends so in every order: the order is not the cause"),
    "never awaited": ("never-awaited/when-dropped", "await the coroutine, or make a task of it"),
    "never retrieved": ("schedules/never-retrieved", "await the task, or gather it; or use a TaskGroup"),
    "cancellation": (
        "schedules/cancelled-anywhere",
        "let CancelledError out of the coroutine again, after the cleaning up",
    ),
    "raised": (
        "schedules/await-is-a-gap",
        "between reading and writing there must be no await, or both must be inside of one `async with lock`",
    ),
    "ok": ("schedules/order-is-not-promised", "let the outcome not depend on which of the ready tasks comes first"),
}


@dataclass(frozen=True)
class Conflict:
    """Two accesses of the same thing by two processes, in the order of a run."""

    first: str
    one: Access
    second: str
    other: Access

    def __str__(self) -> str:
        return f"{self.first} {said(self.one)}, {self.second} {said(self.other)}"


def said(access: Access) -> str:
    return f"{access.how} {access.what} (line {access.line})"


def text(report: Report) -> str:
    """The report."""
    parts = [heading(report), table(report), ending(report)]
    if report.bad is not None:
        is_cause = not (report.complete and len(report.outcomes) == 1)
        parts += [steps(report), conflicts_text(report) if is_cause else "", advice(report.bad, is_cause)]
    return "\n\n".join([part for part in parts if part]) + "\n"


def heading(report: Report) -> str:
    program = report.program
    name = os.path.basename(program.path) + (f":{program.function}" if program.function else "")  # noqa: PTH119
    model = {
        "any": "any ready callback may come first (--any)",
        "may": "what asyncio's loop can do (--may)",
    }[program.model]
    return f"{name}: {model}"


def table(report: Report) -> str:
    """One row for each outcome, with the number of its schedules."""
    found = report.search.found
    counted = report.counts is not None
    rows = [("schedules" if counted else "runs", "", "outcome")]
    outcomes = report.outcomes
    for index, outcome in enumerate(outcomes):
        number = (report.counts or {}).get(outcome, 0) if counted else found[outcome].runs
        rows.append((f"{number:,}", "wrong" if outcome.is_wrong else "", _told_apart(outcome, outcomes[:index])))
    width = max([len(row[0]) for row in rows])
    lines = [f"  {number:>{width}}  {mark:5}  {what}" for number, mark, what in rows]
    if len([each for each in found if each.kind != "bound"]) > 1:
        lines.append("  The outcome depends on the schedule.")
    if report.endless:
        lines.append("  Some schedules never end: they come back to a state that was there before.")
    return "\n".join(lines)


def _told_apart(outcome: Outcome, others: Sequence[Outcome]) -> str:
    """An outcome in words.  If another one has the same, its output begins where it differs from all of these."""
    said = str(outcome)
    alike = [each.output.splitlines() for each in others if str(each) == said]
    lines = outcome.output.splitlines()
    same = [len(list(takewhile(lambda pair: pair[0] == pair[1], zip(lines, other, strict=False)))) for other in alike]
    return outcome.told(max(same)) if same else said


def ending(report: Report) -> str:
    """The proof, or why there is none."""
    search = report.search
    if report.proved:
        total = "infinitely many schedules" if report.endless else _schedules(report)
        return (
            f"proved{', if steps take no time' if search.timed else ''}: {report.states:,} states, {report.transitions:,} transitions, {total}, "
            f"all of them visited in {search.done:,} runs"
        )
    if report.complete and report.options.mode == "every" and not report.reasons:
        return f"all {_schedules(report)} were run, one by one; states were not compared"
    known = f"; {report.states:,} states seen" if report.states else ""
    reasons = "; ".join(report.reasons) or "states were not compared"
    return f"no proof: {reasons} ({search.done:,} runs{known})"


def _schedules(report: Report) -> str:
    return _number(sum((report.counts or {}).values()), "schedule")


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def steps(report: Report) -> str:
    """The shortest wrong run, step by step; where it leaves asyncio's order is marked."""
    run = report.bad
    assert run is not None
    found = report.search.found.get(run.outcome) if run.outcome is not None else None
    first = f", first found in run {found.first}" if found is not None else ""
    departures = f"{run.departures} departure{'' if run.departures == 1 else 's'} from asyncio's order"
    word = "bad" if run.outcome is not None and run.outcome.is_wrong else "other"
    lines = [f"The shortest {word} schedule ({departures}, {len(run.steps)} steps{first}): {run.outcome}"]
    shown = _shown(run)
    for index, step in shown:
        lines.append(f"  {'>' if step.departs else ' '} {index + 1:4}  {step.process:24}  {source(step)}".rstrip())
        if step.departs:
            lines.append(f"         instead of {step.options[0]}")
    if len(shown) < len(run.steps):
        lines.append(f"         ({_number(len(run.steps) - len(shown), 'step')} of the library not shown)")
    return "\n".join(lines)


def _shown(run: Run) -> list[tuple[int, Step]]:
    """The steps of the program's own coroutines, and the departures."""
    return [(index, step) for index, step in enumerate(run.steps) if step.place[0] or step.departs]


def source(step: Step) -> str:
    """Where the step's coroutine went on, as text."""
    file, line = step.place
    return f"line {line}: {linecache.getline(file, line).strip()}" if file else ""


def conflicts(bad: Run, good: Run | None) -> list[Conflict]:
    """The conflicting accesses of the wrong run whose order is another one in the right run (or all, without one)."""
    found = _conflicts(bad)
    other = _conflicts(good) if good is not None else {}
    differing = [one for key, one in found.items() if key not in other]
    return differing or list(found.values())


def _conflicts(run: Run) -> dict[tuple[object, ...], Conflict]:
    found: dict[tuple[object, ...], Conflict] = {}
    for index, later in enumerate(run.steps):
        for earlier in run.steps[:index]:
            if earlier.process == later.process:
                continue
            for name, mine in earlier.footprint.touched.items():
                theirs = later.footprint.touched.get(name, {})
                for attribute in mine.keys() & theirs.keys():
                    one, other = mine[attribute], theirs[attribute]
                    if (
                        "writes" in (one.how, other.how)
                        and name[0] not in ("task", "unnamed", "library")
                        and one.line
                        and other.line
                    ):
                        key = (
                            name,
                            attribute,
                            earlier.process,
                            one.line,
                            one.how,
                            later.process,
                            other.line,
                            other.how,
                        )
                        found.setdefault(key, Conflict(earlier.process, one, later.process, other))
    return found


def conflicts_text(report: Report) -> str:
    assert report.bad is not None
    found = conflicts(report.bad, report.good)
    if not found:
        return ""
    lines = ["Accesses that conflict:", *[f"  {each}" for each in found[:_MOST]]]
    return "\n".join(lines + ([f"  and {len(found) - _MOST} more"] if len(found) > _MOST else []))


def advice(run: Run, is_cause: bool = True) -> str:
    """What to do, with the rule of the book.  is_cause: another order has another outcome."""
    kind = _kind(run.outcome)
    if kind == "deadlock" and run.outcome is not None and "Lock" not in run.outcome.text:
        kind = "lost wake-up"
    elif kind == "raised" and not is_cause:
        kind = "every"
    rule, what = _ADVICE[kind]
    return f"What to do: {what} (rule {rule})."


def _kind(outcome: Outcome | None) -> str:
    if outcome is None or outcome.kind not in ("ok", "raised", "deadlock"):
        return "ok"
    if outcome.kind != "ok" or not outcome.problems:
        return outcome.kind
    known = [
        kind for kind in ("never awaited", "never retrieved", "cancellation") if outcome.problems[0].startswith(kind)
    ]
    return known[0] if known else "raised"

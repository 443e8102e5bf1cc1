"""What an exploration has found, in words."""

import linecache
import os
from dataclasses import dataclass

from minicoro.observe.names import counted
from minicoro.schedules.accesses import Access
from minicoro.schedules.exploring import Report
from minicoro.schedules.model import MAY, Outcome, Run, Step, told_apart

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
    "so far": (
        "schedules/order-is-not-promised",
        "each run so far ended so, and not every order was tried: whether the order is the cause is not known",
    ),
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
        order_is_cause = report.repeats and not _ends_so_in_every_order(report)
        parts += [steps(report), conflicts_text(report) if order_is_cause else ""]
    if report.bad is not None or not report.repeats:
        parts.append(advice(report))
    return "\n\n".join([part for part in parts if part]) + "\n"


def heading(report: Report) -> str:
    program = report.program
    name = os.path.basename(program.path) + (f":{program.function}" if program.function else "")  # noqa: PTH119
    model = {
        "any": "any ready callback may come first (--any)",
        "may": "what asyncio's loop can do (--may)",
    }[program.model]
    told = f"{name}: {model}"
    if program.imports_a_run:
        told += (
            "\nThe file runs an event loop while it is imported. That run is not a part of the schedules, and its output "
            'is not shown; to avoid it, put `asyncio.run(...)` below `if __name__ == "__main__":`.'
        )
    return told


def table(report: Report) -> str:
    """One row for each outcome, with the number of its schedules."""
    found = report.search.found
    counted = report.counts is not None
    rows = [("schedules" if counted else "runs", "", "outcome")]
    outcomes = report.outcomes
    for index, outcome in enumerate(outcomes):
        count = (report.counts or {}).get(outcome, 0) if counted else found[outcome].runs
        rows.append((f"{count:,}", "wrong" if outcome.is_wrong else "", told_apart(outcome, outcomes[:index])))
    width = max([len(row[0]) for row in rows])
    lines = [f"  {count:>{width}}  {mark:5}  {what}" for count, mark, what in rows if count != "0"]
    if len(lines) == 1:
        lines = ["  No run came to its end."]
    if report.differs:
        lines.append("  The outcome depends on the schedule.")
    if report.endless:
        lines.append("  Some schedules never end: they come back to a state that was there before.")
    return "\n".join(lines)


def ending(report: Report) -> str:
    """The proof, or why there is none."""
    search = report.search
    if report.proved:
        condition = ", if steps take no time" if search.timed else ""
        word = "complete" if report.is_wrong else "proved"
        seen = f"{counted(report.states, 'state')}, {counted(report.transitions, 'transition')}"
        parts = ", ".join([f"{count:,} {what}" for what, count in search.parts.items()])
        return (
            f"{word}{condition}: {_all_schedules(report)} visited ({seen}). "
            f"That took {counted(search.done, 'run')}: {parts}. A run stops at a state that is known."
        )
    if report.complete and report.options.mode == "every" and not report.reasons:
        return f"{_all_schedules(report)} run, one by one; states were not compared."
    reasons = "; ".join(report.reasons) or "states were not compared"
    return f"no proof: {reasons}.\n{_runs(report)}"


def _all_schedules(report: Report) -> str:
    if report.endless:
        return "all schedules, infinitely many, were"
    count = sum((report.counts or {}).values())
    return "the only schedule was" if count == 1 else f"all {count:,} schedules were"


def _runs(report: Report) -> str:
    """What has become of the runs of a search without a proof."""
    search = report.search
    ended = search.done - search.known - search.unfinished
    parts = [
        f"{count:,} {what}"
        for count, what in (
            (ended, "to the end of the program"),
            (search.known, "to a state that was known"),
            (search.unfinished, "not finished"),
        )
        if count
    ]
    states = f" {counted(report.states, 'state')} seen." if report.states else ""
    return f"{counted(search.done, 'run')}: {', '.join(parts)}.{states}" if parts else "No run."


def steps(report: Report) -> str:
    """The shortest wrong run, step by step; where it leaves asyncio's order is marked."""
    run = report.bad
    assert run is not None
    found = report.search.found.get(run.outcome) if run.outcome is not None else None
    first = f", first found in run {found.first}" if found is not None else ""
    departures = f"{counted(run.departures, 'departure')} from asyncio's order"
    word = "bad" if run.outcome is not None and run.outcome.is_wrong else "other"
    which = f"The shortest {word} schedule" if report.shortened else f"The shortest {word} schedule so far"
    if not report.repeats:
        which = "A bad run"
    lines = [f"{which} ({departures}, {counted(len(run.steps), 'step')}{first}): {run.outcome}"]
    shown = _shown(run)
    for index, step in shown:
        lines.append(f"  {'>' if step.departs else ' '} {index + 1:4}  {step.process:24}  {source(step)}".rstrip())
        if step.departs:
            lines.append(f"         instead of {step.options[0]}")
    if len(shown) < len(run.steps):
        lines.append(f"         ({counted(len(run.steps) - len(shown), 'step')} of the library not shown)")
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


def advice(report: Report) -> str:
    """What to do, with the rule of the book."""
    if not report.repeats:
        return (
            "What to do: let each run of the program do the same (the same input, files and answers from outside). "
            "Until then nothing is known about its schedules."
        )
    outcome = report.bad.outcome if report.bad is not None else None
    kind = _kind(outcome)
    if kind == "deadlock" and outcome is not None and "Lock" not in outcome.text:
        kind = "lost wake-up"
    elif kind == "raised" and len(report.outcomes) == 1 and not _other_orders(report):
        kind = "every" if report.complete else "so far"
    rule, what = _ADVICE[kind]
    return "\n".join([each for each in (_other_orders(report), f"What to do: {what} (rule {rule}).") if each])


def _ends_so_in_every_order(report: Report) -> bool:
    """Under any model: `MAY` does not have all orders."""
    return report.complete and len(report.outcomes) == 1 and report.program.model != MAY


def _other_orders(report: Report) -> str:
    """If asyncio's own orders all end in the same way, others may not."""
    if report.program.model != MAY or not report.complete or len(report.outcomes) > 1:
        return ""
    count = sum((report.counts or {}).values())
    orders = "only this order" if count == 1 else f"only these {count:,} orders" if count else "only these orders"
    return (
        f"asyncio's own loop can produce {orders} of the program's steps, and the outcome is always this one. "
        "Try --any: it also tries the orders of other event loops, and those that one more await would bring."
    )


def _kind(outcome: Outcome | None) -> str:
    if outcome is None or outcome.kind not in ("ok", "raised", "deadlock"):
        return "ok"
    if outcome.kind != "ok" or not outcome.problems:
        return outcome.kind
    known = [
        kind for kind in ("never awaited", "never retrieved", "cancellation") if outcome.problems[0].startswith(kind)
    ]
    return known[0] if known else "raised"

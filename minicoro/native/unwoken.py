"""Tasks of a dump that nobody can wake, tasks that were collected, and how other tasks have ended before."""

import ast
from collections import Counter
from dataclasses import dataclass

from minicoro.native.facts import Facts, acquires, in_words, inside, own_frames, several
from minicoro.native.words import wait_in_words
from minicoro.observe.diagnosis import Finding
from minicoro.observe.losing import KEEP
from minicoro.observe.names import first_of
from minicoro.observe.requests import HOW, LET_GO
from minicoro.observe.source import clause_for_cancellation, has_line, nodes_of, tries_around
from minicoro.observe.stream import Event
from minicoro.observe.stuck import what_ends

_LEAVES = (ast.Return, ast.Break, ast.Continue)
_MOST_SHOWN = 20
_MOST_ENDED = 3
_NOTHING, _NOBODY = CERTAIN = "nothing runs", "nobody"
"""The values of ``stuck`` (`minicoro.native.waking`) that say that a task waits for ever."""


def not_woken(facts: Facts) -> list[Finding]:
    """Tasks that nobody can wake, as the process itself has found when the dump was made."""
    waits = {task: wait for task, wait in facts.waiting.items() if wait.get("stuck") in CERTAIN}
    if not waits:
        return []
    idle = all([wait["stuck"] == _NOTHING for wait in waits.values()])
    lines = listed(facts, list(waits))
    leaves = [task for task, wait in waits.items() if not wait.get("for")] or list(waits)
    leaves = [task for task in leaves if waits[task].get("method") != "Queue.join"] or leaves
    # Tasks that wait for items may wait for those that wait to put.
    leaves = [task for task in leaves if waits[task].get("method") == "Queue.put"] or leaves
    begins = "nothing is ready, no timer runs, and these tasks wait" if idle else "nobody can wake these tasks"
    return [
        Finding(
            f"deadlock: {begins}:\n     "
            + "\n     ".join([*lines, *not_begun(facts), *ended_before(facts), *ended_threads(facts)]),
            "scheduling/deadlock",
            _advice([waits[task] for task in leaves]),
            facts.place(([task for task in leaves if own_frames(waits[task].get("frames", []))] or leaves)[0]),
        )
    ]


def listed(facts: Facts, tasks: list[int]) -> list[str]:
    """Tasks that wait: first those that do not wait for other tasks, and those with the same wait together."""
    alike: dict[str, list[str]] = {}
    for task in sorted(tasks, key=lambda task: bool(facts.waiting[task].get("for"))):
        wait = facts.waiting[task]
        asked = f"; it was asked to cancel{requested_by(facts, task)}" if wait.get("cancelling") else ""
        words = f"at {facts.place(task)} → {wait_in_words(facts, wait)}{_more(facts, task, wait)}{asked}"
        alike.setdefault(words, []).append(facts.name(task))
    return first_of([f"{several(names)} {words}" for words, names in alike.items()], _MOST_SHOWN)


def dropped_tasks(facts: Facts) -> list[Finding]:
    """Tasks that were collected while they were suspended.  The last finding lists the tasks that nothing known can wake."""
    dropped = [task for task in facts.dropped if task not in facts.waiting]
    lines = listed(facts, [task for task, wait in facts.waiting.items() if wait.get("stuck")])
    waits = "; nothing known can wake these tasks:\n     " + "\n     ".join(lines) if lines else ""
    return [
        Finding(
            f"task {facts.name(task)} was collected before it was done: there was no reference to it"
            + (waits if task == dropped[-1] else ""),
            "scheduling/task-kept",
            KEEP,
            facts.dropped[task],
        )
        for task in dropped
    ]


def not_begun(facts: Facts) -> list[str]:
    """The coroutines that were made, and that nobody has awaited yet."""
    found = [
        f"coroutine {facts.objects[o]} ({at}) was made, and nobody has awaited it yet"
        for o, at in facts.unstarted.items()
    ]
    return first_of(found, _MOST_ENDED)


_COROUTINE = "coroutine/never-awaited", "write `await` in front of the call, or give it to asyncio.create_task"
_METHOD = "async-generator/method-never-awaited", "write `await` in front of the call"
"""For what was never awaited, the rule and what to do."""


def never_awaited(facts: Facts) -> list[Finding]:
    """The coroutines that were dropped, and never awaited; those of one line together."""
    lines: dict[tuple[str, str], list[Event]] = {}
    for event in facts.forgotten:
        at = event.get("at", ())
        lines.setdefault((event["name"], f"{at[0]}:{at[1]}" if len(at) == 2 else ""), []).append(event)
    return [
        Finding(
            f"coroutine {name} was never awaited; it was dropped {facts.ago(events[-1]['t'])}",
            *(_METHOD if name.endswith("()") else _COROUTINE),
            at,
            times=len(events),
        )
        for (name, at), events in lines.items()
    ]


def ended_before(facts: Facts) -> list[str]:
    """The last tasks that have ended with an error, or because another task has cancelled them; and threads with an error."""
    failed, cancelled = [], []
    for task, ended in sorted(facts.raised.items(), key=lambda item: item[1].t):
        if not facts.is_over(task) or ended.error.startswith("GeneratorExit("):  # it was closed
            continue
        if "CancelledError" not in ended.error:
            failed.append(f"{facts.name(task)} had ended with {ended.error}{place_in(ended.at)}, {facts.ago(ended.t)}")
        elif task in facts.requests:
            ago = facts.ago(facts.requests[task].t)
            cancelled.append(f"{facts.name(task)} had ended, cancelled{requested_by(facts, task)}, {ago}")
    threads = [line for line, error in _threads(facts) if error]
    return [*failed[-_MOST_ENDED:], *cancelled[-_MOST_ENDED:], *threads[-_MOST_ENDED:]]


def ended_threads(facts: Facts) -> list[str]:
    """The last threads that have ended without an error."""
    return [line for line, error in _threads(facts) if not error][-_MOST_ENDED:]


def _threads(facts: Facts) -> list[tuple[str, str]]:
    """The threads that have ended, each in words and with its error."""
    return [
        (
            f"thread {name} had ended{f' with {error}{place_in(in_words(at or ()))}' if error else ''}, {ago:.3f} s before the dump",
            error,
        )
        for name, ago, error, at in facts.gone
    ]


def place_in(at: str) -> str:
    """A place, in words; nothing if it is not recorded."""
    return f" in {at}" if at else ""


def requested_by(facts: Facts, task: int) -> str:
    """Who has called ``cancel()`` of a task, and where; nothing if it is not recorded."""
    request = facts.requests.get(task)
    if request is None:
        return ""
    by = request.cause or (facts.name(request.task) if request.task else "")
    return (f" by {by}" if by else "") + place_in(request.at)


def caught_at(facts: Facts, task: int) -> tuple[str, str]:
    """What to do where a task's CancelledError was caught, and the place; of the suspension before it, if that is not known."""
    o, line = facts.cancelled[task]
    file = facts.files.get(o, "")
    catch = catcher(facts.sources.get(file, ""), line)
    return catch.advice or LET_GO, f"{file}:{catch.line}"


def clause_of(facts: Facts, task: int) -> str:
    """The place of the ``except`` clause that has caught a task's CancelledError; "" if the source shows none."""
    o, line = facts.cancelled[task]
    file = facts.files.get(o, "")
    clause = catching_clause(facts.sources.get(file, ""), line)
    return "" if clause is None else f"{file}:{clause.lineno}"


def catching_clause(source: str, line: int) -> ast.ExceptHandler | None:
    """The ``except`` clause that catches a CancelledError which is raised at a line; None if there is none."""
    clauses = [clause_for_cancellation(node) for node in tries_around(nodes_of(source), line)]
    return next(iter([clause for clause in clauses if clause is not None]), None)


@dataclass
class Catch:
    """What has caught a CancelledError: its line, in words, and what to do there; without words, the source does not show it.
    begins: the line of its ``try`` or ``with``.  raises: it may raise the exception again.
    """

    line: int
    how: str = ""
    advice: str = ""
    begins: int = 0
    raises: bool = False


def catcher(source: str, line: int) -> Catch:
    """What catches a CancelledError that is raised at a line, and that does not leave the function."""
    nodes = nodes_of(source)
    tries = tries_around(nodes, line)
    for node in tries:
        clause = clause_for_cancellation(node)
        if clause is not None:
            raises = any([isinstance(each, ast.Raise) for each in ast.walk(clause)])
            return Catch(clause.lineno, "`except`", begins=node.lineno, raises=raises)
    for node in tries:
        for leaves in [each for one in node.finalbody for each in ast.walk(one) if isinstance(each, _LEAVES)]:
            return Catch(leaves.lineno, *HOW["finally"], node.lineno)
    blocks = [each for each in nodes if isinstance(each, ast.With | ast.AsyncWith) and has_line(each.body, line)]
    named = [each for each in blocks if any(["suppress" in ast.unparse(item.context_expr) for item in each.items])]
    for block in (named or blocks)[-1:]:
        if named or len(blocks) == 1:
            return Catch(block.lineno, *HOW["error"], block.lineno)
    return Catch(line)


def in_cleanup(facts: Facts, task: int) -> bool:
    """Whether a task into which CancelledError was thrown is in a handler or a ``finally`` of that place, which may raise it
    again.
    """
    o, line = facts.cancelled[task]
    source = facts.sources.get(facts.files.get(o, ""), "")
    frames = [
        frame
        for frame in facts.waiting[task].get("frames", [])
        if frame[:2] == [facts.objects.get(o), facts.files.get(o)]
    ]
    if not frames or not source:
        return False
    now = frames[-1][2]
    bodies = [
        body
        for node in tries_around(nodes_of(source), line)
        for body in (node.finalbody, *[handler.body for handler in node.handlers])
    ]
    return any([has_line(body, now) for body in bodies])


def _more(facts: Facts, task: int, wait: Event) -> str:
    """More facts about the wait: the clean-up that it is part of, or the tasks that took items of a full queue."""
    if task in facts.cancelled and in_cleanup(facts, task):
        return f"; it was cancelled at line {facts.cancelled[task][1]}, and this is its clean-up"
    if inside(wait, "Queue.put"):
        takers = dict.fromkeys(
            [each.task for each in facts.of(wait.get("thing", 0)) if each.name == "Queue.get_nowait"]
        )
        names = ", ".join([facts.name(taker) for taker in takers][-_MOST_ENDED:])
        if not takers:
            return "; it is full, and no get() of it is recorded"
        if takers and all([facts.is_over(taker) for taker in takers]):
            return f"; it is full, and who took items has ended: {names}"
        if takers and all([_puts(facts, taker, wait) or facts.is_over(taker) for taker in takers]):
            return f"; it is full, and who took items waits to put: {names}"
    if inside(wait, "Queue.get") and "Queue" in wait["what"].split()[0]:  # not within another object of a library
        return _not_put_back(facts, wait) or _last_told(facts, task, wait, "Queue.put_nowait")
    if acquires(wait):
        return _not_released(facts, wait)
    for kind, name in (("Event", "Event.set"), ("Condition", "Condition.notify")):
        if wait["what"].startswith(kind) and not wait.get("timed"):
            return _last_told(facts, task, wait, name)
    return ""


def _not_put_back(facts: Facts, wait: Event) -> str:
    """For a queue into which a function puts what it has taken, as connections: how often it did not."""
    gets, puts = [
        Counter(
            [
                each.at.partition(",")[0]
                for each in facts.of(wait.get("thing", 0))
                if each.name == f"Queue.{name}_nowait"
            ]
        )
        for name in ("get", "put")
    ]
    told = [
        f"{name} took {gets[name]} items and put {puts[name]} back"
        for name in gets
        if name and gets[name] > puts[name] > 0
    ]
    return f"; {', '.join(told)}" if told else ""


def _not_released(facts: Facts, wait: Event) -> str:
    """The tasks that have acquired a lock or semaphore and not released it, with the error that came after that."""
    thing, found = wait.get("thing", 0), []
    for task in [] if facts.holders(thing) else list(facts.acquired(thing))[-_MOST_ENDED:]:
        found.append(f"{facts.name(task)}{facts.acquired_at(thing, task)}")
    return f"; acquired, and not released, by {', '.join(found)}" if found else ""


def _last_told(facts: Facts, task: int, wait: Event, name: str) -> str:
    """The last call that has woken those who wait for an event, condition or queue.  name: that of the recorded method."""
    calls = [each for each in facts.of(wait.get("thing", 0)) if each.name == name]
    word = name.partition(".")[2].removesuffix("_nowait")
    if not calls:
        return f"; no {word}() of it is recorded"
    by = f" by {facts.name(calls[-1].task)}" if calls[-1].task else ""
    over = ", which has ended since" if calls[-1].task and facts.is_over(calls[-1].task) else ""
    before = (facts.last.get(task, 0) - calls[-1].t) / 1e6
    when = f", {before:.3f} s before this wait began" if before >= 0 else ""
    return f"; the last {word}() was called{by}{place_in(calls[-1].at)}{when}{over}"


def _puts(facts: Facts, task: int, wait: Event) -> bool:
    """Whether a task waits to put into the same queue."""
    other = facts.waiting.get(task, {})
    return inside(other, "Queue.put") and other.get("thing") == wait.get("thing")


def _advice(leaves: list[Event]) -> str:
    return what_ends([(str(wait.get("method", "")), str(wait["what"])) for wait in leaves])

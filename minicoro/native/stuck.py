"""Why a program hangs, from a dump alone: the tasks and threads at the end, and the events before."""

import ast
from collections import Counter
from collections.abc import Callable, Iterable

from minicoro.native import trio_tasks
from minicoro.native.blocked import asleep_loops, blocked_loops, exhausted_pools, longest_step
from minicoro.native.facts import Facts, Operation, acquires, inside, several
from minicoro.native.monitoring import is_library
from minicoro.native.unwoken import (
    CERTAIN,
    caught_at,
    clause_of,
    dropped_tasks,
    ended_before,
    ended_threads,
    in_cleanup,
    listed,
    never_awaited,
    not_begun,
    not_woken,
    place_in,
    requested_by,
)
from minicoro.native.words import (
    full_pools,
    locks_of_threads,
    that_wait_for,
    two_sides,
    unread_pipes,
    wait_in_words,
    waits_through_thread,
)
from minicoro.observe.closure import circle, left
from minicoro.observe.diagnosis import Finding
from minicoro.observe.names import Names
from minicoro.observe.requests import CTRL_C, LET_GO
from minicoro.observe.source import has_line, nodes_of
from minicoro.observe.stream import Event
from minicoro.observe.stuck import CLOSE

_ALONE, _EACH_OTHER = "this task waits for itself", "these tasks wait for each other"
_MOST_NAMES = 5
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_AGAIN = 3
"""After this number of sleeps at one line a task counts as one that sleeps there for ever."""


class Stuck:
    """A reader: at the end of a dump, it reports the cause of the hang.  only_findings: report nothing if there is no finding."""

    def __init__(self, write: Callable[[str], object], only_findings: bool = False) -> None:
        self._write = write
        self._only_findings = only_findings
        self._facts = Facts()
        self._names = Names()

    def take(self, event: Event) -> None:
        self._facts.take(event)
        self._names.take(event)

    def close(self) -> None:
        facts = self._facts
        found = findings(facts)
        for finding in [*found, *never_awaited(facts)]:
            self._write(str(finding))
        if found or self._only_findings:
            return
        if not facts.dump:
            self._write("explain: a trace does not record what its tasks wait for; see `minicoro explain FILE`\n")
        elif facts.trio:
            self._write(
                "explain: the tasks of trio, those of a nursery below its task:\n" + _lines(trio_tasks.in_words(facts))
            )
        elif not facts.names and (chains := self._names.chains()):
            self._write("explain: no task of asyncio is recorded; these coroutines are suspended:\n" + _lines(chains))
        elif not facts.waiting:
            known = "no task waits" if facts.names else "no task of asyncio is recorded, and no coroutine is suspended"
            self._write(f"explain: nothing blocks the program: {known}\n")
        else:
            self._write(_without_cause(facts))
        told = ended_before(facts) if not facts.dump or not facts.waiting else []
        for line in [*told, *not_begun(facts), *longest_step(facts), *_not_recorded(facts)]:
            self._write(f"     {line}\n")


def _without_cause(facts: Facts) -> str:
    """What is known if no certain cause was found: the waits that nothing known could end first."""
    alone = [task for task, wait in facts.waiting.items() if wait.get("stuck")]
    alone = [*alone, *that_wait_for(facts, alone)]
    others = [task for task in facts.waiting if task not in alone]
    heads = [*full_pools(facts), *locks_of_threads(facts), *unread_pipes(facts), *two_sides(facts)]
    found = [f"explain: {words}\n" for words in heads]
    if alone:
        begins = f"no error is certain; nothing known could end {'this wait' if len(alone) == 1 else 'these waits'}"
        found.append(
            f"explain: {begins}:\n" + _lines([*listed(facts, alone), *ended_before(facts), *ended_threads(facts)])
        )
    if others:
        begins = "explain: found nothing that blocks the program; its tasks and what they wait for"
        if found:
            begins = f"   {'the other' if alone else 'all'} tasks"
        found.append(f"{begins}:\n" + _lines(listed(facts, others)))
    return "".join(found) + (_lines(ended_before(facts)) if not alone else "")


def _lines(lines: list[str]) -> str:
    return "".join([f"     {line}\n" for line in lines])


def _not_recorded(facts: Facts) -> list[str]:
    """What is not known of loops that are not asyncio's own."""
    kinds = ", ".join(facts.foreign)
    return [f"not recorded: the timers of {kinds}, and whether anything can still end a wait"] if facts.foreign else []


def findings(facts: Facts) -> list[Finding]:
    """The causes of the hang; causes come before their consequences."""
    found = [*blocked_loops(facts), *asleep_loops(facts), *exhausted_pools(facts)]
    for look in (
        _kept,
        _circles,
        _swallowed,
        _unfinished,
        _leaked,
        _lost_wake_ups,
        _stopped,
        _never_cancelled,
        dropped_tasks,
    ):
        found += look(facts)
    return found or not_woken(facts) or _returned_all_the_same(facts)


def _kept(facts: Facts) -> list[Finding]:
    """Locks and semaphores that an asynchronous generator holds, which was left."""
    found: dict[tuple[int, str], Finding] = {}
    for task, wait in facts.waiting.items():
        for name, file, line in wait.get("kept_by", []):
            finding = Finding(
                f"deadlock: {facts.name(task)} waits for {wait['what']} at {facts.place(task)}; asynchronous generator {name} "
                f"holds it: it is suspended at line {line}, and not closed",
                "scheduling/deadlock",
                CLOSE,
                f"{file}:{line}",
            )
            found.setdefault((wait.get("thing", 0), finding.where), finding)
    return list(found.values())


def _circles(facts: Facts) -> list[Finding]:
    way = circle(_graph(facts))[:-1]
    if not way:
        return []
    if acquires(facts.waiting[way[0]]) and "Semaphore" in facts.waiting[way[0]]["what"] and len(way) == 1:
        return [_no_place_left(facts, way[0])]
    lines = [
        f"{facts.name(task)} {_held(facts, task)}waits for {_thing(facts, task)} at {facts.place(task)}"
        + "".join([f"; it has acquired {name}{at}" for name, at in _holdings(facts, task) if at])
        for task in way
    ]
    return [
        Finding(
            f"deadlock: {_ALONE if len(way) == 1 else _EACH_OTHER}:\n     " + "\n     ".join(lines),
            "scheduling/deadlock",
            _advice_for(facts, way),
            facts.place(way[0]).rpartition(", ")[2],
        )
    ]


def _no_place_left(facts: Facts, task: int) -> Finding:
    """Tasks that hold the places of a semaphore, and wait for another place of it."""
    wait, thing = facts.waiting[task], facts.waiting[task].get("thing", 0)
    holders = [other for other in wait.get("holders") or facts.holders(thing) if other in facts.waiting]
    alike: dict[str, list[str]] = {}
    for other in holders:
        count = facts.holders(thing).get(other, 1)
        places = "a place" if count == 1 else f"{count} places"
        words = f"{places}, acquired{facts.acquired_at(thing, other)}; waiting for {_thing(facts, other)} at {facts.place(other)}"
        alike.setdefault(words, []).append(facts.name(other))
    lines = [f"{several(names)}: {'each ' if len(names) > 1 else ''}has {words}" for words, names in alike.items()]
    return Finding(
        f"deadlock: who could release {wait['what']} waits for it:\n     " + "\n     ".join(lines),
        "scheduling/deadlock",
        _advice_for(facts, [task]),
        facts.place(task).rpartition(", ")[2],
    )


def _advice_for(facts: Facts, way: list[int]) -> str:
    if len(way) > 1:
        order = (
            "take locks in the same order everywhere; " if any([acquires(facts.waiting[each]) for each in way]) else ""
        )
        return f"{order}let no task wait for one that waits for it"
    if not acquires(facts.waiting[way[0]]):
        return "leave the current task out of the tasks that it waits for"
    if "Semaphore" in facts.waiting[way[0]]["what"]:
        return "release the semaphore on each way out of the function, with `async with`; let no task take two places of it"
    return (
        "an asyncio lock cannot be taken twice: release it on each way out of the function, with `async with`; or "
        "split the function, and let its inner part expect the lock"
    )


def _graph(facts: Facts) -> dict[int, list[int]]:
    """For each task that cannot go on before other such tasks do, these tasks.

    A semaphore is free as soon as one of its holders goes on, and so is a wait with a time limit in any case.
    """
    graph = {
        task: [
            *wait.get("for", []),
            *(facts.holders(wait.get("thing", 0)) if acquires(wait) else ()),
            *waits_through_thread(facts, wait),
        ]
        for task, wait in facts.waiting.items()
        if not wait.get("timed") and not wait.get("kept_by") and "wakes_in" not in wait and wait.get("leaf") != "ready"
    }

    def stays(task: int, others: set[int]) -> bool:
        wait_for = [other in others for other in graph[task]]
        return any(wait_for) and (all(wait_for) or not _needs_one(facts.waiting[task]))

    return {task: graph[task] for task in left(graph, stays)}


def _needs_one(wait: Event) -> bool:
    """Whether a task goes on as soon as one of those that it waits for does."""
    return "Semaphore" in wait["what"] or wait["what"].startswith(("wait (", "as_completed"))


def _held(facts: Facts, task: int) -> str:
    """The locks that a task holds, as "holds LOCKS and "; "" if there are none."""
    held = ", ".join([name for name, _ in _holdings(facts, task)])
    return f"holds {held} and " if held else ""


def _thing(facts: Facts, task: int) -> str:
    """What a task waits for: the lock, or the other tasks."""
    wait = facts.waiting[task]
    if wait.get("for") and wait["what"].startswith(("gather", "TaskGroup")):
        return f"{several([facts.name(task) for task in wait['for']])} of {wait['what']}"
    return str(wait["what"]) if acquires(wait) else wait_in_words(facts, wait).removeprefix("wait for ")


def _holdings(facts: Facts, task: int) -> list[tuple[str, str]]:
    """The locks that a task holds, each with the place where it has acquired it."""
    held = dict(facts.waiting[task].get("holds", []))
    for wait in facts.waiting.values():
        thing = wait.get("thing", 0)
        if acquires(wait) and task in facts.holders(thing):
            held.setdefault(thing, wait["what"])
    return [
        (name, facts.acquired_at(thing, task))
        for thing, name in held.items()
        if not name.startswith(("CancelScope", "Timeout", "TaskGroup"))  # nobody waits to acquire these
    ]


def _swallowed(facts: Facts) -> list[Finding]:
    """Tasks into which a CancelledError was thrown, and that still wait; not for a task that they shield, to let it finish."""
    return [
        Finding(
            f"task {facts.name(task)} was asked to cancel, caught CancelledError in "
            f"{facts.objects.get(facts.cancelled[task][0], '?')}, line {facts.cancelled[task][1]}, and went on; "
            f"{_requested(facts, task)}it waits for {wait['what']}{_waited_for(facts, task)}"
            + "".join([f"\n     {line}" for line in ended_before(facts)]),
            "scheduling/swallowed-cancellation",
            *caught_at(facts, task),
        )
        for task, wait in facts.waiting.items()
        if task in facts.cancelled
        and wait.get("cancelling")
        and wait.get("leaf") != "ready"  # another request has come, or what it waited for
        and not wait["what"].startswith("shield")
        and not in_cleanup(facts, task)
    ]


def _returned_all_the_same(facts: Facts) -> list[Finding]:
    """Tasks that the program has asked to cancel, and that have caught CancelledError and returned."""
    found = []
    for task in facts.cancelled:
        request, clause = facts.requests.get(task), clause_of(facts, task)
        if task in facts.returned and request is not None and (request.at or request.cause == CTRL_C) and clause:
            o, line = facts.cancelled[task]
            found.append(
                Finding(
                    f"task {facts.name(task)} was asked to cancel{requested_by(facts, task)}, and returned all the same: "
                    f"{facts.objects.get(o, '?')} caught CancelledError, which came at line {line}",
                    "scheduling/swallowed-cancellation",
                    LET_GO,
                    clause,
                )
            )
    return found


def _requested(facts: Facts, task: int) -> str:
    by = requested_by(facts, task)
    return f"cancel() was called{by}; " if by else ""


def _waited_for(facts: Facts, task: int) -> str:
    waiting = [facts.name(other) for other, wait in facts.waiting.items() if task in wait.get("for", [])]
    return f"; {several(waiting)} waits for it" if waiting else ""


def _unfinished(facts: Facts) -> list[Finding]:
    """Calls of ``join`` of a queue whose items were not all followed by ``task_done``, although nobody works on one."""
    found = []
    for task, wait in facts.waiting.items():
        if not inside(wait, "Queue.join"):
            continue
        operations = facts.of(wait.get("thing", 0))
        gets = Counter([each.task for each in operations if each.name == "Queue.get_nowait"])
        done = Counter([each.task for each in operations if each.name == "Queue.task_done"])
        guilty = [taker for taker in gets if gets[taker] > done[taker] and _works_on_nothing(facts, taker, wait)]
        foreign = [other for other in done if done[other] > gets[other]]
        at_work = [taker for taker in gets if gets[taker] > done[taker] and taker not in guilty]
        certain = (wait.get("stuck") in CERTAIN and not at_work) or (guilty and done and not foreign)
        taken, times = sum(gets.values()), sum(done.values())
        if taken > times and certain:
            takers = [
                f"{facts.name(taker)} (took {gets[taker]}, called task_done() {done[taker]} times)"
                for taker in guilty or gets
            ]
            found.append(
                Finding(
                    f"{facts.name(task)} waits in join() of {wait['what']}: {taken} {'item was' if taken == 1 else 'items were'} taken, and "
                    f"task_done() was called {times} time{'' if times == 1 else 's'}; taken by {several(takers)}",
                    "scheduling/future",
                    "call task_done() after each get(), also where handling the item fails: in a `finally`",
                    facts.place(task),
                )
            )
    return found


def _works_on_nothing(facts: Facts, task: int, join: Event) -> bool:
    """Whether a task has ended, or waits for another item of the same queue."""
    wait = facts.waiting.get(task)
    return (
        facts.is_over(task) if wait is None else (inside(wait, "Queue.get") and wait.get("thing") == join.get("thing"))
    )


def _leaked(facts: Facts) -> list[Finding]:
    """Locks and semaphores that a task has acquired and not released, and that no ``async with`` of the task holds."""
    found = []
    for thing in dict.fromkeys([wait.get("thing", 0) for wait in facts.waiting.values()]):
        waiters = [task for task, wait in facts.waiting.items() if wait.get("thing", 0) == thing and thing]
        wait = facts.waiting[waiters[0]] if waiters else {}
        if not waiters or not acquires(wait) or wait.get("kept_by"):
            continue
        open_ = facts.holders(thing)
        gone = [task for task in open_ if facts.is_over(task)]
        if gone:
            names = "".join([f"\n     {facts.name(task)}: {_ended(facts, task, thing)}" for task in gone[:_MOST_NAMES]])
            found.append(
                Finding(
                    f"{wait['what']} was acquired and never released by {_tasks_that(gone)}:{names}\n"
                    f"   waiting for it: {several([facts.name(task) for task in waiters])}",
                    "scheduling/deadlock",
                    "use `async with`, which releases it however the block ends",
                    facts.place(waiters[0]),
                )
            )
    return found


def _tasks_that(gone: list[int]) -> str:
    return "a task that is over" if len(gone) == 1 else f"{len(gone)} tasks that are over"


def _ended(facts: Facts, task: int, thing: int) -> str:
    """The known facts about the end of a task that has acquired a lock or semaphore."""
    if task not in facts.last:
        return "acquired before the first event that was kept; how it ended is not recorded"
    thrown = facts.thrown.get(task)
    if thrown is None:
        return f"acquired{facts.acquired_at(thing, task)}; it has ended without a release()"
    return f"acquired{facts.acquired_at(thing, task)}; {thrown[2].partition('(')[0]} was thrown into {facts.objects.get(thrown[0], '?')} at line {thrown[1]}, after acquire()"


def _lost_wake_ups(facts: Facts) -> list[Finding]:
    """Tasks that began to wait after the last wake-up, which met nobody else, either; no other one can come."""
    found = []
    for task, wait in facts.waiting.items():
        wake = _last_wake_up(facts, wait)
        since = facts.last.get(task, 0)
        if wake is None or wake.task == task or wake.t > since or _has_met(facts, wake, wait):
            continue
        call = "set() and then cleared" if wake.name == "Event.set" else "notify()"
        found.append(
            Finding(
                f"lost wake-up: {wait['what']} was told {call} by {facts.name(wake.task)}{place_in(wake.at)} "
                f"{(since - wake.t) / 1e6:.3f} s before {facts.name(task)} began to wait for it; nobody has told it since",
                "scheduling/future",
                "keep what has happened in a variable, and wait in a loop until it is so; do not clear() an event "
                "that others still have to see",
                facts.place(task),
            )
        )
    return found


def _last_wake_up(facts: Facts, wait: Event) -> Operation | None:
    """The last wake-up of what a task waits for; None if another one may come, as then it may still be told in time."""
    waits = inside(wait, "Event.wait") or inside(wait, "Condition.wait")
    if not waits or wait.get("timed") or wait.get("stuck") not in CERTAIN:
        return None
    wakes = [each for each in facts.of(wait.get("thing", 0)) if each.name in ("Event.set", "Condition.notify")]
    return wakes[-1] if wakes else None


def _has_met(facts: Facts, wake: Operation, wait: Event) -> bool:
    """Whether a wake-up has woken a task: this one, so that it waits again, or, of a condition, any other one.

    A task counts as woken if it stood in a line at which tasks wait for the same thing now.
    """
    alike = {task: each for task, each in facts.waiting.items() if each.get("thing") == wait.get("thing")}
    lines = {each.get("line", 0) for each in alike.values()}
    tasks = [wait["of"]] if wake.name == "Event.set" else list(facts.rests)
    return any(
        [
            rest.begun <= wake.t <= rest.ended and rest.line in lines
            for task in tasks
            for rest in facts.rests.get(task, [])
        ]
    )


def _stopped(facts: Facts) -> list[Finding]:
    """Tasks that wait for a future whose timer was cancelled, longer than until its deadline."""
    found = []
    for task, wait in facts.waiting.items():
        timer, cancelled = facts.stopped.get(wait.get("thing", 0), ({}, {}))
        if timer and timer["due"] <= facts.end:
            by = facts.name(cancelled["task"]) if "task" in cancelled else "no task"
            found.append(
                Finding(
                    f"{facts.name(task)} waits for {wait['what']}; the timer that was to end this wait after "
                    f"{timer['delay']:.3f} s ({timer['name']}) was cancelled by {by}, and no other one was set",
                    "scheduling/future",
                    "set or cancel the future where its timer is cancelled",
                    facts.place(task),
                )
            )
    return found


def _never_cancelled(facts: Facts) -> list[Finding]:
    """A task that works in a loop for ever, while another task waits for its end."""
    found: dict[tuple[int, str], Finding] = {}
    for task, wait in facts.waiting.items():
        if not _is_endless(facts, wait):
            continue
        gets, slept = inside(wait, "Queue.get"), _sleeps(facts, task)
        waiting = [
            other
            for other, each in facts.waiting.items()
            if task in each.get("for", []) and task not in each.get("holders", [])
        ]
        if gets:  # if somebody else may still put an item into the queue, this is a service
            waiting = waiting if wait.get("stuck") in CERTAIN else []
        else:  # who waits from the beginning, or waits for other tasks, too, wants it to run for ever
            waiting = [
                other
                for other in waiting
                if slept
                and facts.last.get(other, 0) > slept[0]
                and all([_sleeps(facts, each) for each in facts.waiting[other]["for"]])
            ]
        how = (
            f"which waits for an item of {wait['what']}; nothing is in the queue"
            if gets
            else f"which sleeps again and again ({len(slept)} times are recorded)"
        )
        if waiting and not wait.get("cancelling"):
            finding = Finding(
                f"{facts.name(waiting[0])} waits for the end of {facts.name(task)}, {how}, and nobody has asked the "
                "task to cancel",
                "scheduling/future",
                "when the work is done, cancel() the workers before waiting for them, or shut the queue down",
                facts.place(task),
            )
            found.setdefault((waiting[0], finding.where), finding).others += 1
    for finding in found.values():
        finding.others -= 1
    return list(found.values())


def _is_endless(facts: Facts, wait: Event) -> bool:
    """Whether a function of a task stands in a loop that has no end, so that the task does not end before it is cancelled."""
    return any(
        [
            isinstance(node, ast.While) and has_line(node.body, line) and _has_no_end(node)
            for _, file, line in wait.get("frames", [])
            if not is_library(file)
            for node in nodes_of(facts.sources.get(file, ""))
        ]
    )


def _has_no_end(loop: ast.While) -> bool:
    """Whether a loop's condition is always true, and no statement of the loop leaves it; an error of a call may."""
    return isinstance(loop.test, ast.Constant) and bool(loop.test.value) and not _leaves(loop.body, ast.Break)


def _leaves(nodes: Iterable[ast.AST], *ways: type[ast.AST]) -> bool:
    """Whether code has a statement that leaves it: one of these types, ``return``, ``raise`` of an error, or ``yield``, after
    which the caller may never come back.
    """
    for node in nodes:
        if isinstance(node, (ast.Return, ast.Yield, *ways)) or (isinstance(node, ast.Raise) and node.exc is not None):
            return True
        inner = isinstance(node, ast.While | ast.For | ast.AsyncFor)
        within = [] if isinstance(node, _FUNCTIONS) else ast.iter_child_nodes(node)
        if _leaves(within, *(() if inner else ways)):
            return True
    return False


def _sleeps(facts: Facts, task: int) -> list[int]:
    """The times at which a task began to sleep at its current line; empty if it does not sleep there again and again."""
    wait = facts.waiting.get(task, {})
    slept = facts.repeats.get((task, wait.get("line", 0)), [])
    return slept if inside(wait, "sleep") and len(slept) >= _AGAIN else []

"""The threads of a dump: blocked event loops, and threads that wait for each other."""

from typing import Any

from minicoro.native.across import (
    lock_in_words,
    lock_of,
    loop_place,
    tasks_that_hold,
    waiting_for_each_other,
    waits_for_work,
)
from minicoro.native.facts import Facts, is_of_pool, own_frames, several
from minicoro.observe.blocking import instead_of
from minicoro.observe.diagnosis import Finding
from minicoro.observe.losing import HAND_OVER
from minicoro.observe.stream import Event

_MOST_NAMES = 5
_LONG = 100_000
"""A step that has lasted so many microseconds blocks the loop; asyncio's own warning has the same limit."""


_ASYNC_LOCK = "hold no lock of threading during an `await`: use asyncio.Lock"
_SHORT_LOCK = (
    "hold a lock of threading only for moments, without waiting; or let a thread wait for it (asyncio.to_thread)"
)


def blocked_loops(facts: Facts) -> list[Finding]:
    """Threads with an event loop whose innermost frame is not the wait of the loop, in a step that is long."""
    begun = min(facts.running.values(), default=max(facts.last.values(), default=0))
    if facts.end - begun < _LONG:
        return []
    found: list[Finding] = []
    blocked: list[Any] = []
    for thread in facts.threads:
        frames = thread["frames"]
        place = loop_place(thread)
        inner: list[Any] = frames[-1] if frames else ["", "", 0]
        if place < 0 or inner[0].endswith(("select", "_run_once", "_poll")):
            continue
        own = own_frames(frames[place + 1 :])
        if own:
            blocked.append((thread, own[-1], inner))
    for thread, inside, _ in blocked:
        called = (thread["frames"][thread["frames"].index(inside) + 1 :] or [["", "", 0]])[0]
        how = f", in a call of {called[0]}" if called[0] else ""
        advice = instead_of(called[1].replace("\\", "/").rpartition("/")[2], called[0])
        lock = lock_of(facts, thread)
        if lock is not None:
            how = f", and waits for {lock_in_words(facts, thread, lock)}"
            advice = _ASYNC_LOCK if tasks_that_hold(facts, lock) else _SHORT_LOCK
        found.append(
            Finding(
                f"an event loop is blocked: its thread stands in {inside[0]}{how}{';' if lock else ', and'} nothing else of the loop can run",
                "scheduling/blocked",
                advice,
                f"{inside[1]}:{inside[2]}",
            )
        )
    circle = waiting_for_each_other(facts)
    return [_across(circle)] if any([each[0] in circle for each in blocked]) else found


def asleep_loops(facts: Facts) -> list[Finding]:
    """Loops that sleep although they have work."""
    found = []
    for loop in facts.asleep:
        tasks = [task for task in loop["tasks"] if task in facts.names]
        what = f"{loop['count']} callback{' is' if loop['count'] == 1 else 's are'} ready or due"
        more = f", which would wake {several([facts.name(task) for task in tasks])}" if tasks else ""
        found.append(
            Finding(
                f"an event loop sleeps although {what}{more}: another thread has handed over a callback, a timer or the result of a "
                "future, and has not woken the loop",
                "scheduling/running-loop",
                HAND_OVER,
                facts.place(tasks[0]) if tasks else "",
            )
        )
    return found


def longest_step(facts: Facts) -> list[str]:
    """The longest step, if it may have kept the loop: by its time alone this is no mistake, as the machine may have been busy."""
    step = facts.longest
    if step is None or step.took < _LONG:
        return []
    o = step.before.get("object", 0)
    until = f" and line {step.after['line']}" if step.after.get("object") == o and "line" in step.after else ""
    where = (
        f"{'between' if until else 'after'} line {step.before.get('line', '?')}{until} of {facts.objects.get(o, '?')}"
    )
    took = f"{facts.name(step.task)} went on for {step.took / 1e6:.3f} s without suspending"
    return [f"the longest step: {took}, {where}, {facts.files.get(o, '')}, {facts.ago(step.after['t'])}"]


def _across(circle: list[Event]) -> Finding:
    lines = [f"{where[0]}, {where[1]}:{where[2]}" for where in [own_frames(each["frames"])[-1] for each in circle]]
    return Finding(
        "deadlock across threads: each of these threads waits for another, one of them inside of an event loop:\n     "
        + "\n     ".join(lines),
        "scheduling/deadlock",
        "never wait for a thread inside of a coroutine: `await asyncio.wrap_future(future)`, or asyncio.to_thread",
    )


def exhausted_pools(facts: Facts) -> list[Finding]:
    """Each thread of all pools waits for work that it has submitted to a pool, so that no thread is left for this work."""
    workers = [each["frames"] for each in facts.threads if is_of_pool(each)]
    places: list[Any] = []
    for frames in workers:
        if not waits_for_work(facts, frames):
            return []
        places.append(own_frames(frames)[-1])
    if not places:
        return []
    lines = [f"{function}, {file}:{line}" for function, file, line in places[:_MOST_NAMES]]
    return [
        Finding(
            f"deadlock across threads: {_all_wait(len(places))} submitted to a pool, and none is left to do it:\n     "
            + "\n     ".join(lines),
            "scheduling/deadlock",
            "do not wait in a pool's thread for work of the same pool: call the function, or use a second pool",
        )
    ]


def _all_wait(threads: int) -> str:
    if threads == 1:
        return "the only thread of the pool waits for work that it has"
    return f"all {threads} threads of the pool wait for work that they have"

"""Who waits for what, held by whom; and which tasks cannot be woken, whatever else runs.

A lock of asyncio does not know its holder: this is the task inside of ``async with lock``, or after an ``await lock.acquire()``
of its function.  `reach` finds who could put into a queue or set an event.
"""

import ast
import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from threading import get_ident
from types import FunctionType, MethodType
from typing import Any

from minicoro.api import Delegate, Suspendable, is_suspendable, line_of
from minicoro.observe import blocking
from minicoro.observe.chained import waits_for_thread
from minicoro.observe.closure import closure, left
from minicoro.observe.naming import of_host_wait, of_wait, shielded_by
from minicoro.observe.places import is_entering, is_library, managers, outwards, task_name
from minicoro.observe.reach import MOST, At, Reach, names_left, unknown
from minicoro.observe.taking import Taken, lock_of, names_in, value_of
from minicoro.observe.values import bases, dictionary, module, slots, type_name
from minicoro.observe.waiting import callbacks_of, children_of, frame_of, function_of, is_future, is_task, links_of

_ENTERS = ("__aenter__", "acquire")

WAKERS = {
    "Queue.get": ("put", "put_nowait", "shutdown"),
    "Queue.put": ("get", "get_nowait", "shutdown"),
    "Queue.join": ("task_done", "shutdown"),
    "Event.wait": ("set",),
    "Condition.wait": ("notify", "notify_all", "notify_one"),
    "Condition.wait_for": ("notify", "notify_all", "notify_one"),
    "Semaphore.acquire": ("release", "__aexit__"),
    "BoundedSemaphore.acquire": ("release", "__aexit__"),
    "Barrier.wait": (),  # also by `async with`, which names no method
    "Lock.acquire": ("release",),
}
"""For each method in which a task waits, the methods that end the wait; none: any use of the object may."""

_FOR_EVER = ("Queue.get", "Event.wait", "Condition.wait", "Condition.wait_for", "Barrier.wait", "Semaphore.acquire")
"""Methods in which a program may wait as long as it runs: this alone is not a mistake."""

_MOST = 60
"""The number of tasks for which `reach` is used; if there are more, only locks and tasks are examined."""


@dataclass
class Wait:
    """A task and its wait.

    what: in words.  method: such as "Lock.acquire", "task", "all", "any", "sleep"; empty: unknown.  thing: the lock, queue,
    future… that it waits for.  line, filename, name: those of the innermost frame of the program.  timed: whether a timer ends
    the wait.  holds: the objects that its ``async with`` blocks hold.  acquired: the locks that it seems to have acquired by
    ``acquire()``, which others may release.  tasks: those that it waits for itself.  holders: those that hold the thing.
    wakers: those that could end the wait, if no task holds the thing.  taken: acquisitions of the thing that were not released.
    """

    task: Any
    what: str = "?"
    method: str = ""
    thing: Any = None
    line: int | None = None
    filename: str = ""
    name: str = ""
    timed: bool = False
    holds: list[Any] = field(default_factory=list)
    acquired: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    holders: list[Any] = field(default_factory=list)
    wakers: list[Any] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    @property
    def ready(self) -> bool:
        """Whether the task runs or will run: it waits for nothing, or for an object that is done."""
        waiter = self.task._fut_waiter
        return waiter is None or (is_future(waiter) and waiter.done())


def waits_for_graph(waits: Iterable[Wait], number: Callable[[Any], int]) -> list[dict[str, Any]]:
    """For each waiting task ``of`` (its number), ``what`` it waits for at ``line``, and the tasks that it waits ``for``.

    ``holders``: those of them that hold the lock or the like.
    """
    told = []
    for wait in waits:
        holders = [number(task) for task in wait.holders if not task.done()]
        waited = [number(task) for task in wait.tasks if not task.done()] + holders
        told.append({"of": number(wait.task), "what": wait.what, "line": wait.line, "for": waited, "holders": holders})
    return told


def waits_of(tasks: Iterable[Any]) -> list[Wait]:
    """For each task, the object that it waits for, and the tasks that hold it."""
    found = [_look(task) for task in tasks if not task.done()]
    find_holders(found)
    return found


def find_holders(found: list[Wait]) -> None:
    """Find for each wait the tasks that hold the awaited thing."""
    for wait in found:
        if _acquires(wait) and not wait.tasks:
            wait.holders = [
                one.task for one in found if any([wait.thing is held for held in [*one.holds, *one.acquired]])
            ]


def stuck(
    tasks: Iterable[Any], roots: list[Any], quiet: bool, taken: Callable[[Any], list[Taken]] = lambda _: []
) -> list[Wait]:
    """The tasks that cannot be woken, with those that wait for them; empty if every task may continue.

    roots: objects that may run besides tasks: the loop with its timers, files and callbacks.  quiet: whether there are none.
    If something else can run, a task counts only if it is in a cycle of tasks that wait for each other, or waits for an object
    for which nobody waits for ever on purpose, such as a lock or ``Queue.join``.  taken: the acquisitions of a lock or semaphore
    that were not released.
    """
    waits = waits_of(tasks)
    add_taken(waits, taken)
    return without_end(waits, roots, quiet)


def add_taken(waits: list[Wait], taken: Callable[[Any], list[Taken]]) -> None:
    """Add to the waits for locks and semaphores the acquisitions that were not released."""
    for wait in waits:
        wait.taken = [] if wait.holders or not _acquires(wait) else taken(wait.thing)


def without_end(waits: list[Wait], roots: list[Any], quiet: bool, at: At = unknown) -> list[Wait]:
    """As `stuck`, for waits that are known.  at: as of `Reach`."""
    known = {id(wait.task): wait for wait in waits}
    held = {id(wait.task): wait for wait in waits if _may_be_stuck(wait, quiet)}
    edges = _edges(held, known, roots, quiet, at)
    held = _without_free(held, edges)
    if quiet:
        _name_wakers(held, at)
        return list(held.values())
    circle_of_locks = _deadlocked(held, edges, known)
    while accused := _accused(held, edges):
        excused = [wait for wait in accused if id(wait.task) not in circle_of_locks]
        cancelled = _cancelled(excused, held, known, roots, at)
        if not cancelled:
            break
        held = _without_free({key: wait for key, wait in held.items() if key not in cancelled}, edges)
    return accused


def _name_wakers(held: dict[int, Wait], at: At) -> None:
    """For waits that no timer, file or thread can end: the tasks that could if they went on, if the rest of their own code says so."""
    budget = [MOST]
    reaches = {key: _reach_of(wait, budget, at) for key, wait in held.items()} if len(held) <= _MOST else {}
    if budget[0] < 0:
        return
    for wait in held.values():
        names = WAKERS.get(wait.method, ())
        if names and not wait.tasks and not _acquires(wait):
            others = [other for other in reaches if held[other].thing is not wait.thing]
            wakers = [held[other] for other in others if reaches[other].could(wait.thing, names)]
            wakers = [other for other in wakers if not other.tasks] or wakers
            if all([not _own_names(other.task, at).isdisjoint(names) for other in wakers]):
                wait.wakers = [other.task for other in wakers]


def _own_names(task: Any, at: At) -> set[str]:
    """The names in the rest of the program's coroutines in which a task stands."""
    links = [(link.machine, link.state) if is_suspendable(link) else at(link) for link in links_of(task)]
    return {name for known in links if known is not None for name in names_left(*known)}


def _deadlocked(held: dict[int, Wait], edges: dict[int, list[int]], known: dict[int, Wait]) -> set[int]:
    """The tasks in a cycle of locks, each held by an ``async with``.  This is a mistake although a time limit may end it."""
    strict = {key: edges[key] for key, wait in held.items() if wait.holders and _is_strict(wait, known)}
    return {key for key in strict if _comes_back(key, strict)}


def _without_free(held: dict[int, Wait], edges: dict[int, list[int]]) -> dict[int, Wait]:
    """The waits that cannot end, because the others of them do not end."""
    return {key: held[key] for key in left(held, lambda key, others: _all_stuck(held[key], edges[key], others))}


def _cancelled(
    accused: list[Wait], held: dict[int, Wait], known: dict[int, Wait], roots: list[Any], at: At
) -> list[int]:
    """Those of the accused that a task or callback which goes on may cancel: it refers to the task, and uses the name `cancel`."""
    if len(known) > _MOST:
        return []
    budget = [MOST]
    others = [_reach_of(wait, budget, at) for key, wait in known.items() if key not in held]
    others.append(Reach(budget=budget, at=at).follow(roots))
    return [id(wait.task) for wait in accused if any([reach.cancels(wait.task) for reach in others])]


def forsaken(waits: list[Wait], roots: list[Any]) -> list[Wait]:
    """The waits that nothing known can end: no other task, callback or thread refers to the awaited thing and could use it.

    This alone is no mistake: C code may have a reference, and a program may wait as long as it runs.
    """
    known = {id(wait.task): wait for wait in waits}
    held = {key: wait for key, wait in known.items() if wait.thing is not None and _may_be_stuck(wait, True)}
    edges = _edges(held, known, roots, False, unknown)
    # These tasks cannot cancel what they wait for, but a time limit may.
    above = {key: _waiting_for(key, known) for key in held}
    alone = {
        key: wait
        for key, wait in held.items()
        if not edges[key] and not wait.tasks and not any([known[other].timed for other in above[key]])
    }
    while alone:
        above = {key: above[key] for key in alone}
        blocked = {other: known[other] for keys in above.values() for other in keys}
        cancelled = _cancelled(list(blocked.values()), blocked, known, roots, unknown)
        free = [key for key, keys in above.items() if not keys.isdisjoint(cancelled)]
        if not free:
            break
        for key in free:
            del alone[key]
    return list(alone.values())


def _waiting_for(key: int, known: dict[int, Wait]) -> set[int]:
    """A task, and the tasks that wait for its end, also through others."""
    others = [wait for wait in known.values() if wait.method in ("task", "all")]
    return closure(
        [key], lambda key: [id(wait.task) for wait in others if any([id(task) == key for task in wait.tasks])]
    )


def _may_be_stuck(wait: Wait, quiet: bool) -> bool:
    if wait.ready or wait.timed or wait.method == "sleep":
        return False
    return quiet or wait.method in WAKERS or wait.method in ("task", "all", "any")


def _edges(
    held: dict[int, Wait], known: dict[int, Wait], roots: list[Any], quiet: bool, at: At
) -> dict[int, list[int]]:
    """For each of these tasks, those that could end its wait; 0 stands for anything that is not a task."""
    edges: dict[int, list[int]] = {}
    asking = {}
    for key, wait in held.items():
        if wait.tasks or wait.holders:
            edges[key] = [id(task) for task in [*wait.tasks, *wait.holders] if not task.done()]
            if wait.method == "any" and any([task.done() for task in wait.tasks]):
                edges[key].append(0)
        if not wait.tasks and not (wait.holders and _is_strict(wait, known)):
            asking[key] = wait
            edges.setdefault(key, [])
    if not asking or quiet:
        return edges
    if len(known) > _MOST:
        return {**edges, **{key: [0] for key in asking}}
    budget = [MOST]
    reaches = {key: _reach_of(wait, budget, at) for key, wait in known.items()}
    reaches[0] = Reach(budget=budget, at=at).follow(roots)
    for key, wait in asking.items():
        names = WAKERS.get(wait.method, ())
        edges[key] += [
            other
            for other, reach in reaches.items()
            if other != key and not _is_rival(wait, known.get(other)) and reach.could(wait.thing, names)
        ]
    return edges


def _acquires(wait: Wait) -> bool:
    return wait.method.endswith(".acquire")


def _is_rival(wait: Wait, other: Wait | None) -> bool:
    """Whether another task waits to acquire the same lock or semaphore: it runs, and may release it, only after that.  One that has
    been woken is about to run.
    """
    return other is not None and not other.ready and _acquires(wait) and _acquires(other) and wait.thing is other.thing


def _is_strict(wait: Wait, known: dict[int, Wait]) -> bool:
    """Whether the holders are inside of ``async with``, which no other task ends."""
    return any([wait.thing is held for task in wait.holders for held in known[id(task)].holds])


def _reach_of(wait: Wait, budget: list[int], at: At) -> Reach:
    """The objects that the rest of a task can reach, with the callbacks that run when it is done."""
    return Reach(budget=budget, at=at).follow([*links_of(wait.task)[1:], *callbacks_of(wait.task)])


def _all_stuck(wait: Wait, edges: list[int], held: Container[int]) -> bool:
    """Whether the wait cannot end: for a lock, all holders are stuck; for several tasks, one is enough."""
    if wait.method in ("task", "all"):
        return any([key in held for key in edges])
    return all([key in held for key in edges])


def _accused(held: dict[int, Wait], edges: dict[int, list[int]]) -> list[Wait]:
    """The stuck tasks that are in cycles, that wait for something that nobody can do, or that wait for such tasks."""
    wanted = {id(task) for wait in held.values() for task in wait.holders}  # somebody waits for what these hold
    guilty = {
        key
        for key, wait in held.items()
        if not edges[key] and (wait.method not in _FOR_EVER or _is_lost(wait) or key in wanted)
    }
    guilty |= {key for key in held if key not in guilty and _comes_back(key, edges)}
    waiting: dict[int, list[int]] = {}
    for key in held:
        for other in edges[key]:
            waiting.setdefault(other, []).append(key)
    guilty = closure(guilty, lambda key: waiting.get(key, []))
    for key in guilty:
        if not held[key].tasks and not held[key].holders:
            wakers = [held[other] for other in edges[key] if other in guilty]
            direct = [wait for wait in wakers if not wait.tasks]  # the other tasks only wait for these
            held[key].wakers = [wait.task for wait in direct or wakers]
    return [wait for key, wait in held.items() if key in guilty]


def _is_lost(wait: Wait) -> bool:
    """Whether a task has ended without releasing a place of the semaphore; a task that goes on may take places as signals."""
    return any([taken.has_ended() for taken in wait.taken])


def _comes_back(start: int, edges: dict[int, list[int]]) -> bool:
    return start in closure(edges[start], lambda key: edges.get(key, []))


# One task.


def _look(task: Any) -> Wait:
    wait = Wait(task)
    links = links_of(task)
    for link, following in zip(links, [*links[1:], None], strict=True):
        if is_suspendable(link):
            _look_inside(wait, link, following)
        elif link is task:
            continue
        elif is_future(link):
            at_end(wait, link)
        else:
            in_library(wait, link)
    wait.what = _words(task, links)
    return wait


def _words(task: Any, links: list[Any]) -> str:
    """The wait of a task, in the words of a trace."""
    last = links[-1]
    if is_task(last) and last is not task and last is task._fut_waiter:
        return f"task {task_name(last)}"
    own = [link for link in links if is_suspendable(link)]
    future = last if is_future(last) and last is not task else None
    return of_wait(own[-1], future) if own else of_host_wait(task.get_coro(), future)


def _look_inside(wait: Wait, link: Suspendable, following: Any) -> None:
    """For a frame of the program: its line, and the context managers whose blocks it is inside of."""
    wait.line = line_of(link)
    wait.filename, wait.name = link.run.__code__.co_filename, link.run.__qualname__
    found = [manager for manager, _ in managers(link)]
    entering = _given(following).get("self") if is_entering(link) and function_of(following) in _ENTERS else None
    for manager in found[::-1]:
        if manager is entering:
            entering = None  # the innermost is not held yet; an outer block may hold the same
        else:
            wait.holds.append(manager)
            wait.timed = wait.timed or has_deadline(manager)
    wait.acquired += _acquired(link)


def has_deadline(manager: Any) -> bool:
    """Whether a context manager is a timeout that will act (asyncio's, or a cancel scope with a deadline)."""
    own = {**slots(manager), **dictionary(manager)}
    if own.get("_timeout_handler", "") is None:  # asyncio's, which has acted already
        return False
    return any(
        [isinstance(when, int | float) and when != float("inf") for when in (own.get("_when"), own.get("_deadline"))]
    )


def _acquired(link: Suspendable) -> list[Any]:
    """The locks that the function has acquired by ``await lock.acquire()`` on a line before the current one."""
    found = []
    line = line_of(link) or 0
    values = names_in(link)
    for state in link.machine.states:
        exit = state.exit
        call = exit.node if isinstance(exit, Delegate) and exit.construct == "await" else None
        call = call.value if isinstance(call, ast.Await) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "acquire":
            lock = lock_of(value_of(call.func.value, values)) if call.lineno < line else None
            if lock is not None and lock.locked() and not _released(link, call, line):
                found.append(lock)
    return found


def _released(link: Suspendable, call: ast.Call, line: int) -> bool:
    """Whether the source calls ``release`` of the same lock between the two lines."""
    assert isinstance(call.func, ast.Attribute)
    lock = ast.dump(call.func.value)
    for state in link.machine.states:
        for step in state.steps:
            for node in ast.walk(step):
                if isinstance(node, ast.Attribute) and node.attr == "release" and ast.dump(node.value) == lock:
                    if call.lineno < node.lineno < line:
                        return True
    return False


def in_library(wait: Wait, link: Any) -> None:
    """In a coroutine of a library: the object of the method, for which the task waits."""
    given, called = _given(link), function_of(link)
    owner = given.get("self")
    if called in ("wait", "timeout", "_wait") and given.get("timeout") is not None:
        wait.timed = True
    if called == "wait_for":
        wait.timed = wait.timed or _will_act(link, given)
    if called == "sleep" and owner is None:
        wait.method = "sleep"
    elif called == "_wait" and owner is None:
        wait.tasks = [task for task in given.get("fs", ()) if is_task(task)]
        wait.method = "all" if given.get("return_when") == "ALL_COMPLETED" else "any"
    elif owner is not None:
        _method(wait, owner, link)


def _will_act(link: Any, given: dict[str, Any]) -> bool:
    """Whether the time limit of a `wait_for` is still to come: that of its `timeout` block, or, on 3.11, that of its own timer."""
    waiter = given.get("waiter")
    if waiter is not None:
        return given.get("timeout") is not None and not waiter.done()
    return any([has_deadline(each) or has_deadline(getattr(each, "__self__", None)) for each in gc.get_referents(link)])


def _method(wait: Wait, owner: Any, link: Any) -> None:
    """The method of a library's coroutine.  `Condition.wait` waits for a future of its own."""
    kind = type_name(type(owner))
    own = [type_name(each) for each in bases(type(owner)) if module(each).startswith("asyncio")]
    base = next(iter(own), kind)
    base = "Queue" if base in ("PriorityQueue", "LifoQueue") else base
    name = function_of(link)
    if base == "TaskGroup" and name != "start":
        wait.thing, wait.method = owner, "all"
        wait.tasks = [task for task in getattr(owner, "_tasks", None) or () if is_task(task)]
        return
    if base == "Condition":
        wait.holds = [held for held in wait.holds if held is not owner and held is not owner._lock]
    inner = {"__aenter__": "acquire"}.get(name, name)
    if wait.method in WAKERS and inner != "acquire":
        return  # Queue.join waits in an Event of its own
    if base == "Condition" and inner == "acquire":
        owner, base = owner._lock, "Lock"
    method = f"{base}.{inner}"
    if module(type(owner)) == "contextlib" or (_acquires(wait) and (method not in WAKERS or base == "Event")):
        return  # so does `acquire` of anyio.CapacityLimiter
    if _acquires(wait) and not own:  # a library's object acquires one of the same library, as anyio.Lock
        owner = wait.thing
    wait.thing, wait.method = owner, method if method in WAKERS or inner == "acquire" else ""


def at_end(wait: Wait, future: Any) -> None:
    """The future at the end of the chain, unless a lock or similar object comes before it."""
    if is_task(future):
        wait.thing, wait.tasks, wait.method = future, [future], "task"
    elif wait.thing is None and wait.method == "":
        children = [task for task in children_of(future) or () if is_task(task)]
        shielded = shielded_by(future)
        wait.thing = future
        if children:
            wait.tasks, wait.method = children, "all"
        elif is_task(shielded):
            wait.tasks, wait.method = [shielded], "task"


def _given(link: Any) -> dict[str, Any]:
    """The variables of a coroutine of a library."""
    frame = frame_of(link)
    return {} if frame is None else dict(frame.f_locals)


def roots_of(loop: Any, ours: Container[int] = ()) -> list[Any]:
    """Objects that may run besides the tasks of a loop: its timers, callbacks and files, the other threads, and what the
    garbage collector calls.

    ours: the identifiers of threads that do not count.
    """
    own = dictionary(loop)
    named = [own.get(name) for name in ("_ready", "_scheduled", "_signal_handlers", "_exception_handler")]
    selector = own.get("_selector")
    if selector is not None:
        named.append([key.data for key in (selector.get_map() or {}).values() if key.data is not None])
    if "_ready" not in own:  # a loop of C code: all that it refers to
        named += gc.get_referents(loop)
    threads = [frame for thread, frame in _threads(ours)]
    return [each for each in [*named, *threads, *signal_handlers(), *gc.callbacks] if each is not None]


def signal_handlers() -> list[Any]:
    """The program's functions that Python calls for signals, and that could wake a loop."""
    found = []
    for handler in [signal.getsignal(each) for each in signal.valid_signals()]:
        function = getattr(handler, "__func__", handler) if type(handler) is MethodType else handler
        if type(function) is FunctionType and not is_library(function.__code__.co_filename):
            reach = Reach().follow([handler])
            if not reach.complete or not reach.names.isdisjoint(("call_soon_threadsafe", "run_coroutine_threadsafe")):
                found.append(handler)
    return found


def _threads(ours: Container[int]) -> list[tuple[int, Any]]:
    """The frames of the program's other threads."""
    found = list(sys._current_frames().items())
    return [(thread, frame) for thread, frame in found if thread not in ours and not _is_ours(thread, frame)]


def _is_ours(thread: int, frame: Any) -> bool:
    """Whether a thread is this one, or the sampler of blocking steps."""
    return thread == get_ident() or any([at.f_code.co_filename == blocking.__file__ for at in outwards(frame)])


def quiet(loop: Any, ours: Container[int] = ()) -> bool:
    """Whether nothing can wake the loop: no timer, no file or socket, no working thread, no child process, no signal handler.

    ours: as of `roots_of`.
    """
    scheduled = getattr(loop, "_scheduled", None)
    if scheduled is None or [timer for timer in scheduled if not timer._cancelled] or others(loop, ours):
        return False
    if any([waits_for_thread(task) for task in asyncio.all_tasks(loop)]):
        return False  # a pool's thread may have taken the work already, and seem idle
    return not loop._ready  # a thread may have called back meanwhile


def others(loop: Any, ours: Container[int] = ()) -> bool:
    """Whether something outside of the loop may wake it.  An idle thread of a pool wakes nobody."""
    selector = getattr(loop, "_selector", None)
    if selector is None or len(selector.get_map() or ()) > 1 or bool(getattr(loop, "_signal_handlers", None)):
        return True
    if signal_handlers():
        return True
    return bool([frame for _, frame in _threads(ours) if not _is_idle(frame)])


def _is_idle(frame: Any) -> bool:
    """Whether a thread belongs to a pool and waits for work, and there is none."""
    code = frame.f_code
    if code.co_name != "_worker" or not code.co_filename.replace("\\", "/").endswith("concurrent/futures/thread.py"):
        return False
    given = frame.f_locals
    queue = given.get("work_queue")
    return queue is not None and queue.empty() and given.get("work_item") is None

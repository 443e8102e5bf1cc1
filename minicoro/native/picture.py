"""The tasks of this moment, read from CPython's own frames: the current line of each, the object it waits for, the locks it
holds.
"""

import asyncio
import contextlib
import gc
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import AsyncGeneratorType, CoroutineType, MethodType
from typing import Any

from minicoro.native.monitoring import is_library, is_program
from minicoro.native.state import ends, state_in_words
from minicoro.observe.chained import task_behind
from minicoro.observe.deadlock import has_deadline
from minicoro.observe.naming import shielded_by
from minicoro.observe.values import dictionary, is_exit, short, type_name
from minicoro.observe.waiting import children_of, frame_of, has_yielded, is_future, is_suspended, is_task, links_of

MOST_TASKS = 1000
_MOST_ITEMS = 100
_MOST_UNSTARTED = 100
_MOST_NESTED = 20
_STACKS = (contextlib.ExitStack, contextlib.AsyncExitStack)
_BY_METHOD = ("StreamReader", "StreamWriter", "Process", "Server")
"""The classes whose method says what a task waits for."""
_ACQUIRES = (asyncio.Lock.acquire.__code__, asyncio.Semaphore.acquire.__code__)
_OUTSIDE = (os.path.dirname(asyncio.__file__), contextlib.__file__)
_GENERATED = (contextlib._GeneratorContextManager, contextlib._AsyncGeneratorContextManager)


@dataclass
class Waiting:
    """A task and its wait.

    what: in words.  thing: the lock, queue, future… that it waits for.  holds: the objects that its ``async with`` blocks
    hold.  timed: whether a time limit ends the wait.  acquires: whether it waits until somebody else does not hold
    the thing any more.  tasks: the tasks that it waits for.  frames: function, file and line of each, outermost first.
    future: the innermost object that it awaits.  futures: those that have to be set, without tasks.  count: of the tasks and futures
    of a gather, those that are done, too.  cancelling: how often it was asked to cancel.  looks: the thing in words.
    ends: of a stream, the addresses of this side and of the other one.
    """

    task: Any
    what: str = "?"
    thing: Any = None
    line: int | None = None
    timed: bool = False
    acquires: bool = False
    leaf: str = ""
    holds: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    frames: list[tuple[str, str, int]] = field(default_factory=list)
    future: Any = None
    futures: list[Any] = field(default_factory=list)
    count: int | None = None
    cancelling: int = 0
    looks: str = ""
    ends: list[str] = field(default_factory=list)


class Names:
    """The variables that refer to locks and similar objects: for each object the same name in all tasks.

    The outermost frame of the program that has a variable for the object names it.  If two objects have equal names, the second
    name tells its task, too.
    """

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._variables: dict[int, tuple[str, Any]] = {}
        self._given: dict[str, int] = {}
        known: set[int] = set()
        for task in tasks:
            for frame in [frame_of(link) for link in links_of(task)[1:]]:
                if frame is None or not is_program(frame.f_code):
                    continue
                own = frame.f_locals
                found = [
                    *own.items(),
                    *[(f"self.{name}", value) for name, value in dictionary(own.get("self")).items()],
                ]
                if id(frame.f_globals) not in known:
                    known.add(id(frame.f_globals))
                    found += frame.f_globals.items()
                found += _parts(own.items())
                items = [each for each in _items(found) if id(each[1]) not in known]
                known.update([id(value) for _, value in items])
                for name, value in [*found, *items, *_parts(items)]:
                    self._variables.setdefault(id(value), (str(name), task))

    def of(self, thing: Any) -> str:
        """The variable that refers to an object; empty if there is none."""
        name, task = self._variables.get(id(thing), ("", None))
        if name and self._given.setdefault(name, id(thing)) != id(thing):
            return f"{name} of {task.get_name()}"
        return name

    def full(self, thing: Any) -> str:
        """The type of a lock or similar object, and its variable."""
        return f"{type_name(type(thing))} {self.of(thing)}".rstrip()


def look(task: Any, names: Names) -> Waiting:
    """The wait of a task.  No code of the program runs."""
    one = Waiting(task)
    links = links_of(task)[1:]
    entering: Any = None
    direct = released = False
    for link in links:
        frame = frame_of(link)
        if frame is None:
            continue
        code = frame.f_code
        one.frames.append((code.co_qualname, code.co_filename, frame.f_lineno))
        if is_program(code):
            one.line, one.thing, one.what, one.acquires = frame.f_lineno, None, "?", False
            entering, direct, released = None, True, False
        elif code.co_qualname == "_wait":  # asyncio.wait
            _asked(one, frame.f_locals)
        elif frame.f_globals.get("__name__") == contextlib.__name__:  # it only enters or leaves what the task waits for
            direct = False
            continue
        elif one.thing is None or one.line is None:  # without a frame of the program, the innermost method tells most
            one.thing, one.what = _owner(frame)
            entering = one.thing if code.co_name == "__aenter__" and direct else None
            one.acquires = code.co_name in ("__aenter__", "acquire")
            released = code.co_qualname == "Condition.wait"
        elif code in _ACQUIRES:  # of a library's object, or of a condition
            one.acquires = True
            if not issubclass(type(one.thing), asyncio.Condition):
                one.thing, one.what = _owner(frame)
        one.holds += held(link)
    _holds_not_yet(one, entering)
    if released:
        one.holds = [held for held in one.holds if held is not one.thing]
    one.timed = one.timed or any([has_deadline(held) for held in one.holds])
    one.future, one.cancelling = getattr(task, "_fut_waiter", None), task.cancelling()
    _end(one, one.future)
    one.futures = one.futures or [one.future]
    if one.what in ("_AsCompletedIterator", "as_completed.<locals>._wait_for_one"):
        one.what, one.tasks = (
            "as_completed",
            [each for each in dictionary(one.thing).get("_todo", ()) if is_task(each)],
        )
    if one.what.startswith("_") and one.frames:  # a private class
        one.what = one.frames[-1][0]
    if one.thing is not None and one.what != "task":
        name = names.of(one.thing)
        one.what = f"{one.what} of {name}" if name and "." in one.what else f"{one.what} {name}".rstrip()
    one.what += _within(one)
    one.what += state_in_words(one.thing, [frame[0] for frame in one.frames])
    one.ends = ends(dictionary(one.thing).get("_transport"))
    one.looks = "" if one.thing is None else pictured(one.thing)
    return one


def _within(one: Waiting) -> str:
    """The innermost function of a library other than asyncio in which a task waits, if it tells more than the awaited thing."""
    own = [number for number, frame in enumerate(one.frames) if not is_library(frame[1])]
    inner = [frame[0] for frame in one.frames[own[-1] + 1 if own else 0 :] if not frame[1].startswith(_OUTSIDE)]
    what = one.what.split()[0]
    inner = [name for name in inner if name not in ("Event.wait", what) and not name.startswith(f"{what}.")]
    return f", in {inner[-1]}" if inner and one.thing is not None and not one.tasks else ""


def _holds_not_yet(one: Waiting, entering: Any) -> None:
    """Take away the manager that a task enters: CPython puts its ``__aexit__`` on the stack first.  An outer block may hold it."""
    place = [number for number, held in enumerate(one.holds) if held is entering]
    one.holds = [held for number, held in enumerate(one.holds) if number not in place[-1:]]


class Holders:
    """The tasks inside of an ``async with`` of each lock or similar object."""

    def __init__(self, looks: Iterable[Waiting]) -> None:
        self._found: dict[int, list[Any]] = {}
        for one in looks:
            for key in {id(held) for held in one.holds}:
                self._found.setdefault(key, []).append(one.task)

    def of(self, one: Waiting) -> list[Any]:
        """Those that hold what a task waits to acquire."""
        return self._found.get(id(one.thing), []) if one.acquires else []


def unstarted() -> list[Any]:
    """The coroutines of the program that have not begun, without those of tasks; none if there are very many."""
    found, tasks = [], set()
    for each in gc.get_objects():
        kind = type(each)
        if kind is CoroutineType:
            waits = not each.cr_suspended and not each.cr_running and each.cr_frame is not None
            is_dropped = gc.is_finalized(each)  # and kept by a recorded warning
            if waits and not is_dropped and is_program(each.cr_code):
                found.append(each)
        elif issubclass(kind, asyncio.Task):
            tasks.add(id(each.get_coro()))
    return [each for each in found if id(each) not in tasks] if len(found) <= _MOST_UNSTARTED else []


def handled(link: Any) -> BaseException | None:
    """The exception that a suspended coroutine is handling: CPython keeps it, and it is the last object that the coroutine refers to."""
    last = gc.get_referents(link)[-1:] if is_suspended(link) else []
    return last[0] if last and issubclass(type(last[0]), BaseException) else None


def held(link: Any, depth: int = 0) -> list[Any]:
    """The context managers that a frame is inside of.

    For those of `contextlib`, and for an asynchronous generator that an ``async for`` of the frame reads: those that these are
    inside of.
    """
    found = []
    for manager in _entered(link):
        found += _behind(manager, depth)
    for generator in _read(link) if depth < _MOST_NESTED else ():
        found += held(generator, depth + 1)
    return found


def _behind(manager: Any, depth: int) -> list[Any]:
    """What is held while a context manager is open: the manager itself, or what it has entered for its user."""
    kind = type(manager)
    if not issubclass(kind, _STACKS + _GENERATED) or depth == _MOST_NESTED:
        return [manager]
    own = dictionary(manager)
    if issubclass(kind, _GENERATED):
        generator = own.get("gen")
        return held(generator, depth + 1) if has_yielded(generator) else []  # else the task itself runs it
    exits = [exit for _, exit in list(own.get("_exit_callbacks", ())) if type(exit) is MethodType]
    entered = [exit.__self__ for exit in exits if is_exit(exit)]
    return [each for inner in entered for each in _behind(inner, depth + 1)]


def _read(link: Any) -> list[Any]:
    """The asynchronous generators on a frame's stack that have yielded: the frame is in the body of their ``async for``."""
    found = [each for each in gc.get_referents(link) if type(each) is AsyncGeneratorType and has_yielded(each)]
    frame = frame_of(link)
    if not found or frame is None:
        return []
    own, code = frame.f_locals, frame.f_code
    for name in set(code.co_varnames) - set(code.co_cellvars):  # the referents are the variables, and then the stack
        for place in [number for number, each in enumerate(found) if each is own.get(name)][:1]:
            del found[place]
    return found


def _entered(link: Any) -> list[Any]:
    """The context managers whose ``__aexit__`` is on the frame's stack: the frame is inside of their ``async with``."""
    referents = gc.get_referents(link)
    found = []
    for place, each in enumerate(referents):
        if not is_exit(each):
            continue
        if hasattr(each, "__self__"):
            found.append(each.__self__)
        elif place + 1 < len(referents):  # 3.14 and newer: the function, and then the manager
            manager = referents[place + 1]
            if getattr(type(manager), each.__name__, None) is each:
                found.append(manager)
    return found


def _owner(frame: Any) -> tuple[Any, str]:
    """In a frame of a library: the object of the method, for which the task waits."""
    names = frame.f_locals
    if "self" in names:
        kind = type_name(type(names["self"]))
        return names["self"], frame.f_code.co_qualname if kind in _BY_METHOD else kind
    return None, frame.f_code.co_qualname.lstrip("_")


def _asked(one: Waiting, given: Any) -> None:
    """The arguments of asyncio.wait."""
    when = given.get("return_when")
    one.what = "wait" if when == "ALL_COMPLETED" else f"wait ({when})"
    _parts_are(one, given.get("fs", ()))
    one.timed = given.get("timeout") is not None


def _parts_are(one: Waiting, futures: Iterable[Any]) -> None:
    """The tasks and futures of a gather or a wait."""
    found = [each for each in futures if is_future(each)]
    one.tasks, one.count = [each for each in found if is_task(each)], len(found)
    one.futures = [each for each in found if not is_task(each) and not each.done()]


def _end(one: Waiting, future: Any) -> None:
    if future is None:
        one.leaf = "ready"
        return
    one.leaf = "ready" if is_future(future) and future.done() else type_name(type(future))
    if is_task(future):
        one.what, one.thing, one.tasks = "task", future, [future]
    elif one.what == "TaskGroup" and any([frame[0] == "TaskGroup.start" for frame in one.frames]):
        one.what = "TaskGroup.start"  # of anyio: it waits until the task says that it has started
    elif one.what == "TaskGroup":
        one.tasks = [task for task in getattr(one.thing, "_tasks", ()) if is_task(task)]
    elif (behind := task_behind(future)) is not None:
        one.what, one.thing, one.tasks = "task", future, [behind]
    elif one.thing is None and not one.what.startswith("wait"):
        shielded = shielded_by(future)
        children = children_of(future)
        if children is not None:
            _parts_are(one, children)
            one.what = "gather"
        elif shielded is not None:
            _parts_are(one, [shielded])
            one.what, one.count, future = "shield", None, shielded
        elif one.what == "?":
            one.what = type_name(type(future))
        one.thing = future


def _parts(named: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The attributes of objects, named by the variable of the object and their own name."""
    return [
        (f"{name}.{attribute}", each)
        for name, value in named
        for attribute, each in list(dictionary(value).items())[:_MOST_ITEMS]
    ]


def _items(found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The items of dicts and lists, named by their variable and their key or place; no code of the program runs."""
    items: list[tuple[str, Any]] = []
    for name, value in found:
        if type(value) is dict and len(value) <= _MOST_ITEMS and not str(name).startswith("__"):
            items += [(f"{name}[{key!r}]", each) for key, each in list(value.items()) if type(key) in (str, int)]
        elif type(value) is list and len(value) <= _MOST_ITEMS:
            items += [(f"{name}[{place}]", each) for place, each in enumerate(list(value))]
    return items


def pictured(value: Any) -> str:
    """A lock, queue or similar object with its state, in words."""
    kind, own = type_name(type(value)), dictionary(value)
    told = [
        f"{words}={short(own[name], 40)}"
        for name, words in (
            ("_locked", "locked"),
            ("_value", "value"),
            ("_unfinished_tasks", "unfinished"),
            ("_maxsize", "maxsize"),
        )
        if isinstance(own.get(name), bool | int)
    ]
    return f"{kind} ({', '.join(told)})" if told and not is_future(value) else kind

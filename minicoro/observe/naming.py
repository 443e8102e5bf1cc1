"""What people call things of asyncio: what something waits for, a timer, a callback.

Everything is read from the library's own objects; no code of the program runs.
"""

import asyncio
import functools
from collections.abc import Iterable
from pathlib import Path
from types import FunctionType
from typing import Any

from minicoro.api import Athrow, Suspendable, copied_locals, is_suspendable, variables
from minicoro.observe.names import duration
from minicoro.observe.values import bases, captured, dictionary, module, short, type_name
from minicoro.observe.waiting import callbacks_of, children_of, driven, following_of, frame_of, is_future, is_task

_ASYNCIO = str(Path(asyncio.__file__).parent)
_MOST_LINKS = 1000
_MOST_NAMES = 4

WHOEVER = "whoever resumes it"
_ONE = "one of its tasks"
_CALLBACKS = {
    "_set_result_unless_cancelled": "sleep",
    "Timeout._on_timeout": "timeout",
    "_release_waiter": "the time limit",
    "gather.<locals>._done_callback": f"gather: {_ONE} has ended",
    "_wait.<locals>._on_completion": f"wait: {_ONE} has ended",
    "_AsCompletedIterator._handle_completion": f"as_completed: {_ONE} has ended",
    "as_completed.<locals>._on_completion": f"as_completed: {_ONE} has ended",
    "TaskGroup._on_task_done": f"TaskGroup: {_ONE} has ended",
    "shield.<locals>._inner_done_callback": "shield: the task inside has ended",
    "shield.<locals>._outer_done_callback": "shield: nobody waits any more",
    "_run_until_complete_cb": "asyncio.run: its task has ended",
    "Runner._on_sigint.<locals>.<lambda>": "Ctrl-C wakes the loop",
    "_chain_future.<locals>._set_state": "the result of a thread or process",
    "_chain_future.<locals>._call_set_state": "the result of a thread or process",
    "_chain_future.<locals>._call_check_cancel": "the work of a thread or process is over",
    "BaseSelectorEventLoop._read_from_self": "the loop is woken by a thread or a signal",
    "BaseSelectorEventLoop._accept_connection": "a new connection",
    "_SelectorSocketTransport._read_ready": "data of a socket",
    "_SelectorSocketTransport._write_ready": "a socket that can be written",
}
"""The library's own callbacks, by qualified name."""

_METHODS = {
    "_add_reader": "a socket is to be read",
    "_read_ready": "data of a pipe or socket",
    "_write_ready": "a pipe or socket that can be written",
    "_call_connection_lost": "the end of a connection",
    "_sock_connect_cb": "the connection of a socket",
    "_sock_write_done": "a socket is no longer waited for",
    "_do_wait": "the end of a child process",
    "process_exited": "the end of a child process",
    "_process_exited": "the end of a child process",
    "connection_made": "a new connection",
    "_call": "a message of a child process's pipe",
}
"""… and by their last names: of many classes that differ by the kind of pipe or loop."""


LATEST = 10_000_000_000.0


def at_latest(seconds: float) -> float:
    """A time of a loop's clock as a number that can be reckoned with: for a timer that never runs, as that of
    ``sleep(math.inf)``, some centuries later.
    """
    return seconds if -LATEST < seconds < LATEST else LATEST


def of_task(task: Any) -> str:
    """A task's name."""
    name = task.get_name()
    return name if type(name) is str else short(name)


def of_tasks(tasks: Iterable[Any]) -> str:
    """Tasks and futures by their names, of many the first."""
    names = [of_task(each) if is_task(each) else "a future" for each in tasks]
    more = len(names) - _MOST_NAMES
    return ", ".join([*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])])


_COROUTINES = {
    "BaseEventLoop.shutdown_asyncgens": "asyncio.run ends: async generators",
    "BaseEventLoop.shutdown_default_executor": "asyncio.run ends: threads",
    "BaseSelectorEventLoop._accept_connection2": "a connection comes in",
    "Server.serve_forever": "serves for ever",
    "StreamReaderProtocol.connection_made.<locals>.callback": "a connection",
}
"""The library's own coroutines that are tasks, by qualified name."""


def of_coroutine(coroutine: Any) -> str:
    """What a task runs: the name of the coroutine."""
    kind = type_name(type(coroutine))
    if kind == "async_generator_athrow" or type(coroutine) is Athrow:
        return "the end of an async generator"
    name = getattr(coroutine, "__qualname__", None) if kind == "coroutine" else None
    if type(name) is not str:
        return short(coroutine)
    return of_function(name, getattr(coroutine, "cr_code", None))


def of_function(qualname: str, code: Any) -> str:
    """A coroutine's name: its function's, or words if that is one of asyncio.  code: the function's code; None: not known."""
    if code is None or not code.co_filename.startswith(_ASYNCIO):
        return qualname
    return _COROUTINES.get(qualname) or (_private(qualname) if "._" in qualname else qualname)


# Callbacks and timers.


def of_callback(callback: Any, whose: str = "", arguments: Any = ()) -> str:
    """A callback in words; the library's own by what it is for.

    whose: of a timer, the name of the task that has set it.  arguments: those of the call; the first may be a task that has ended.
    """
    while type(callback) is functools.partial:
        callback = callback.func
    kind = type_name(type(callback))
    if kind not in ("function", "method", "builtin_function_or_method", "builtin_method", "method-wrapper", "type"):
        return kind
    name = getattr(callback, "__qualname__", None)
    name = name if type(name) is str else kind
    known = _CALLBACKS.get(name)
    if known is not None:
        ended = arguments[0] if type(arguments) is tuple and arguments else None
        if known == "sleep" and ended is not None and not whose:  # no timer: ``shutdown_default_executor``
            known = "the end of the threads"
        if is_task(ended):
            known = known.replace(_ONE, of_task(ended))
        return f"{known} of {whose}" if whose and ":" not in known else known
    where = getattr(callback, "__module__", None)
    if type(where) is str and where.split(".")[0] in ("asyncio", "_asyncio"):
        return _METHODS.get(name.rpartition(".")[2]) or (_private(name) if "._" in f".{name}" else name)
    return name


def _private(qualname: str) -> str:
    """The words for a function of asyncio that no list here has."""
    return f"asyncio: {qualname.rpartition('.')[2].strip('_').replace('_', ' ')}"


# What something waits for.


def of_wait(o: Suspendable, value: object) -> str:
    """What a suspended object waits for, such as "Queue.join of jobs, 3 unfinished".

    Empty if that is another object of the program, which tells for itself.  value: the future at the end, if there is one.
    """
    own = o.run.__globals__.get("__name__", "") if isinstance(o.run, FunctionType) else ""
    is_asyncio = type(own) is str and own.split(".")[0] == "asyncio"  # a library's coroutine that is interpreted
    words = _of_link(o.run.__qualname__, o, variables(o), o) if is_asyncio else []
    return _of_chain(o.awaited(), value, o, words)


def of_host_wait(coroutine: Any, value: object) -> str:
    """What a coroutine of a library waits for, of which the program has no object.  value: as of `of_wait`."""
    return _of_chain(coroutine, value, None, [])


def _of_chain(at: Any, value: object, o: Suspendable | None, words: list[str]) -> str:
    """The words of a chain of a library's coroutines, to its end.  o: the program's object that awaits the first."""
    for _ in range(_MOST_LINKS):
        at = driven(at)
        if is_suspendable(at):
            return ": ".join(words)
        if at is None:
            break
        following = following_of(at)
        frame = frame_of(at)
        if frame is not None:
            found = _of_link(getattr(at, "__qualname__", ""), at, copied_locals(frame), o)
            if not any(["." in word for word in words]):  # the outermost method describes the wait
                words += [word for word in found if word not in words]
        elif following is None:
            break
        at = following
    return ": ".join(words + _of_leaf(value, o, bool(words)))


def _of_link(qualname: str, at: Any, given: dict[str, Any], o: Suspendable | None) -> list[str]:
    """A library's coroutine that stands in between, with its variables; nothing for its helpers."""
    if qualname in ("_AsCompletedIterator._wait_for_one", "as_completed.<locals>._wait_for_one"):
        return ["the next of asyncio.as_completed"]
    if qualname == "sleep":
        return [f"sleep {_time(given['delay'])}" if given.get("delay") else "one round of the loop (sleep(0))"]
    if qualname == "wait_for":
        limit = f", at most {_time(given['timeout'])}" if given.get("timeout") is not None else ""
        fut = given.get("fut")
        return [f"wait_for{limit}"] + ([of_task(fut)] if is_task(fut) and following_of(at) is None else [])
    if qualname in ("wait", "_wait"):
        return [f"wait for {of_tasks(given.get('fs') or ())}"] if qualname == "_wait" else []
    if qualname == "to_thread":
        return [f"to_thread({of_callback(given.get('func'))})"]
    owner = given.get("self")
    name = qualname.rpartition(".")[2]
    if owner is not None and "." in qualname:
        return _of_method(owner, name, o)
    return [] if name[:1] in ("_", "<") else [name]


def _time(value: object) -> str:
    return duration(value) if type(value) in (int, float) else "?"  # type: ignore[arg-type]


def _of_method(owner: Any, name: str, o: Suspendable | None) -> list[str]:
    if any([type_name(each) == "AbstractEventLoop" for each in bases(type(owner))]):
        return [name] if name[:1] != "_" else []
    kind = type_name(type(owner))
    base = [*[type_name(each) for each in bases(type(owner)) if module(each).startswith("asyncio")], ""][0]
    own = dictionary(owner)
    if base == "TaskGroup":
        return [f"{kind} of {of_tasks(_ordered(own.get('_tasks')))}"]
    name = {"__aenter__": "acquire"}.get(name, name) if base in ("Lock", "Semaphore", "BoundedSemaphore") else name
    if name.startswith("_"):
        return [] if base else [kind]
    called = "" if o is None else called_by(o, owner)
    return [f"{kind}.{name}" + (f" of {called}" if called else "") + _state(name, own)]


def _ordered(tasks: Any) -> list[Any]:
    return sorted([each for each in tasks or () if is_task(each)], key=lambda each: (len(of_task(each)), of_task(each)))


def _state(name: str, own: dict[Any, Any]) -> str:
    """What the owner of a method is like while somebody waits in that."""
    if name == "join" and "_unfinished_tasks" in own:
        return f", {own['_unfinished_tasks']} unfinished"
    if name == "get" and "_getters" in own:
        return ", empty"
    if name == "put" and "_putters" in own:
        return f", full ({own.get('_maxsize')})"
    if name == "acquire":
        return ", taken"
    if name == "wait" and "_parties" in own:
        return f", {own.get('_count')} of {own['_parties']} are there"
    return ""


def _of_leaf(value: object, o: Suspendable | None, known: bool) -> list[str]:
    """The future at the end.  known: there are words for what has made it."""
    if not is_future(value):
        return [] if known else [_of_type(o, value)]
    future: Any = value
    if is_task(future):
        return [of_task(future)]
    children = children_of(future)
    if children is not None:
        left = [each for each in children if not (is_future(each) and each.done())]
        ended = len(children) - len(left)
        more = f"; {ended} of {len(children)} {'has' if ended == 1 else 'have'} ended" if ended else ""
        return [f"gather({of_tasks(left)}{more})"]
    shielded = shielded_by(future)
    if shielded is not None:
        return [f"shield({of_tasks([shielded])})"]
    if known:
        return []
    if callbacks_of(future, "_chain_future.<locals>._call_check_cancel"):
        return ["work of a thread or process"]
    called = "" if o is None else called_by(o, future)
    return [f"the future {called}" if called else "a future"]


def _of_type(o: Suspendable | None, value: object) -> str:
    """What does not wait for a future: a library's own way of suspending, or an iterator that is delegated to."""
    is_coroutine = o is None or o.KIND == "coroutine"
    return "one round of the loop" if value is None and is_coroutine else WHOEVER


def shielded_by(future: Any) -> Any:
    """The task or future that ``asyncio.shield`` has put this future before."""
    found = callbacks_of(future, "shield.<locals>._outer_done_callback")
    return captured(found[0], "inner") if found else None


def gathered_by(task: Any) -> Any:
    """The future of ``asyncio.gather`` that waits for a task, None if there is none."""
    found = callbacks_of(task, "gather.<locals>._done_callback")
    return captured(found[0], "outer") if found else None


def called_by(o: Suspendable, thing: Any) -> str:
    """The variable of an object, or the attribute of one, that refers to a thing; empty if none does."""
    values = variables(o)
    for name, value in values.items():
        if value is thing:
            return name
    for name, value in values.items():
        for attribute, each in list(dictionary(value).items()):
            if each is thing and type(attribute) is str:
                return f"{name}.{attribute}"
    known: dict[str, Any] = getattr(o.run, "__globals__", {})
    names: list[str] = [name for name in o.run.__code__.co_names if known.get(name) is thing]
    return names[0] if names else ""

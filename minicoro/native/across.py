"""The threads of a dump that wait for each other, judged by their frames and the program's source.

A thread of a circle stands in a call of the program that has no time limit, and only other threads of the circle could end
this wait.  Any other thread, as one that computes or sleeps, may do it.
"""

import ast
from dataclasses import dataclass
from typing import Any

from minicoro.native.facts import Facts, is_of_pool, own_frames
from minicoro.native.monitoring import is_library
from minicoro.observe.closure import left
from minicoro.observe.source import has_line, is_at, last_name, nodes_of
from minicoro.observe.stream import Event

_WAITS = {
    "Future.result": "result",
    "Future.exception": "exception",
    "Thread.join": "join",
    "Queue.get": "get",
    "Queue.put": "put",
    "Queue.join": "join",
    "Event.wait": "wait",
    "Condition.wait": "wait",
    "Condition.wait_for": "wait_for",
    "Barrier.wait": "wait",
    "Semaphore.acquire": "acquire",
}
"""The methods of the standard library that wait for another thread: as in a frame, and as in a call."""
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SUBMITS = {"submit"}
_TO_LOOP = "run_coroutine_threadsafe"


@dataclass
class Lock:
    """A lock.  name: as in the source; "" if it is unknown.  number: 0 if only the name is known.  kind: its class.  owner: the
    thread that has acquired it, 0 for none; None if the lock does not know it.
    """

    name: str = ""
    number: int = 0
    kind: str = "lock"
    owner: int | None = None


def waiting_for_each_other(facts: Facts) -> list[Event]:
    """The threads that wait for each other; empty if a thread that may go on could end the wait of each."""
    threads = [each for each in facts.threads if not _is_idle(each)]
    waits = {id(each): each for each in threads if _is_wait(facts, each)}
    found = left(waits, lambda key, held: _is_held_by(facts, waits[key], threads, [waits[one] for one in held]))
    return [waits[key] for key in found]


def waits_for_work(facts: Facts, frames: list[list[Any]]) -> bool:
    """Whether a thread waits without a time limit for work that its function has submitted to a pool."""
    makers = _makers(facts, frames)
    return waiting_method(facts, frames) == "Future.result" and bool(makers) and makers <= _SUBMITS


def loop_place(thread: Event) -> int:
    """The place of the innermost frame of an event loop in the frames of a thread; -1 if the thread runs no loop.  A loop of C code
    has no frame: then it is the frame before the task's.
    """
    places = [
        number
        for number, (name, file, _) in enumerate(thread["frames"])
        if name.endswith(("run_forever", "_run_once")) or (name == "Runner.run" and is_library(file))
    ]
    return max([*places, int(thread.get("step", 0)) - 1])


def _is_idle(thread: Event) -> bool:
    """Whether a thread is the recorder's own, only writes the dump, or is one of a pool without work."""
    frames = thread["frames"]
    if not frames or (thread.get("dumps") and loop_place(thread) < 0):
        return True
    waits = frames[-1][0] == "_worker" and is_library(frames[-1][1])
    own = not own_frames(thread["frames"]) and any(
        ["/minicoro/native/" in frame[1].replace("\\", "/") for frame in frames]
    )
    return bool(waits or own)


def _is_wait(facts: Facts, thread: Event) -> bool:
    return waiting_method(facts, thread["frames"]) != "" or lock_of(facts, thread) is not None


def waiting_method(facts: Facts, frames: list[list[Any]]) -> str:
    """The method of the standard library that the program's innermost frame calls, if it waits without a time limit."""
    places = [number for number, frame in enumerate(frames) if not is_library(frame[1])]
    if not places or places[-1] + 1 == len(frames):
        return ""
    (_, file, line), method = frames[places[-1]], str(frames[places[-1] + 1][0])
    called = _WAITS.get(method)
    if method == "Semaphore.acquire" and _entered_at(facts, file, line):
        return method  # by `with`
    calls = [call for call in _calls_at(facts, file, line) if last_name(call.func) == called]
    return method if calls and not any([_is_limited(call) for call in calls]) else ""


def lock_of(facts: Facts, thread: Event) -> Lock | None:
    """The lock that a thread waits for in its innermost frame: a lock of `threading` has no frame."""
    frames = thread["frames"]
    if "lock" in thread:  # C code waits for it
        number, kind, owner = thread["lock"]
        names = [
            one[1]
            for each in [*facts.threads, *facts.waiting.values()]
            for one in each.get("locks", [])
            if one[2] == number
        ]
        return Lock(next(iter(names), ""), number, kind, owner)
    if not frames or is_library(frames[-1][1]):
        return None
    _, file, line = frames[-1]
    calls = [call for call in _calls_at(facts, file, line) if last_name(call.func) == "acquire"]
    if any([_is_limited(call) for call in calls]):
        return None
    for node in [
        *_entered_at(facts, file, line),
        *[call.func.value for call in calls if isinstance(call.func, ast.Attribute)],
    ]:
        name = ast.unparse(node)
        known = [one[2:] for one in thread.get("locks", []) if one[:2] == [len(frames) - 1, name]]
        lock = Lock(name, *(known[0] if known else ()))
        return lock if lock.owner != thread.get("thread") else None  # it has just acquired it
    return None


def lock_in_words(facts: Facts, thread: Event, lock: Lock) -> str:
    """A lock that a thread waits for, and who holds it."""
    what = f"{lock.kind} {lock.name}".rstrip()
    if lock.owner == 0:
        return f"{what}, which is free at this moment"
    holders = [each for each in facts.threads if each is not thread and _holds(facts, each, lock)]
    for task in tasks_that_hold(facts, lock):
        return f"{what}; {facts.name(task)} holds it, and is suspended at {facts.place(task)}"
    for each in holders:
        return f"{what}; {thread_in_words(each)} holds it, and stands in {place_of(each['frames'])}"
    if lock.owner is not None:
        return f"{what}; a thread that is over has acquired it"
    return (
        f"{what}; who has acquired it is not known: the lock does not tell, and no current function is seen to hold it"
    )


def tasks_that_hold(facts: Facts, lock: Lock) -> list[int]:
    """The suspended tasks whose functions hold a lock."""
    return [task for task, wait in facts.waiting.items() if lock.owner is None and _holds(facts, wait, lock)]


def thread_in_words(thread: Event) -> str:
    """A thread by its name, or else by its number."""
    return f"thread {thread.get('name') or thread.get('thread')}"


def place_of(frames: list[list[Any]]) -> str:
    """The innermost function of the program in some frames; of a library, if none is the program's."""
    for function, file, line in [*own_frames(frames)[-1:], *frames[-1:]]:
        return f"{function}, {file}:{line}"
    return "not recorded"


def _is_held_by(facts: Facts, thread: Event, threads: list[Event], held: list[Event]) -> bool:
    """Whether a thread cannot go on before one of ``held`` does."""
    frames = thread["frames"]
    others = [each for each in threads if each is not thread]
    lock = lock_of(facts, thread)
    if lock is not None:
        holders = [each for each in others if _holds(facts, each, lock)]
        return bool(holders) and all([each in held for each in holders])
    if waiting_method(facts, frames).startswith("Future."):
        makers = _makers(facts, frames)
        if makers == {_TO_LOOP}:
            others = [each for each in others if loop_place(each) >= 0]
        elif makers <= _SUBMITS and makers:
            others = [each for each in others if is_of_pool(each)]
    return bool(others) and all([each in held for each in others])


def _holds(facts: Facts, of: Event, lock: Lock) -> bool:
    """Whether a function of a thread, or of a suspended task, stands in the block of a ``with`` of a lock, or after its ``acquire()``."""
    if lock.owner is not None:
        return lock.owner == of.get("thread")
    for place, (_, file, line) in enumerate(of.get("frames", [])):
        names = {one[1] for one in of.get("locks", []) if one[0] == place and one[2] == lock.number}
        if is_library(file) or (lock.number and not names):
            continue
        for node in _function_at(facts, file, line):
            if isinstance(node, ast.With) and has_line(node.body, line):
                if any([_is_same(item.context_expr, lock, names) for item in node.items]):
                    return True
            if _calls_of(node, "acquire", lock, names) and getattr(node, "lineno", line) < line:
                later = [each for each in _function_at(facts, file, line) if _calls_of(each, "release", lock, names)]
                if not any([node.lineno < getattr(each, "lineno", 0) < line for each in later]):  # type: ignore[attr-defined]
                    return True
    return False


def _calls_of(node: ast.AST, method: str, lock: Lock, names: set[str]) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == method
        and _is_same(node.func.value, lock, names)
    )


def _is_same(node: ast.expr, lock: Lock, names: set[str]) -> bool:
    """Whether an expression is a lock: one of its names in this function; if only a name is known, any with the same last part."""
    return ast.unparse(node) in names if lock.number else last_name(node) == lock.name.rpartition(".")[2] != ""


def _makers(facts: Facts, frames: list[list[Any]]) -> set[str]:
    """Which functions have made the futures that the program's innermost function asks for their results, as its source tells:
    those that give a future to a pool or a loop; empty if there is none of these.
    """
    own = own_frames(frames)
    if not own:
        return set()
    _, file, line = own[-1]
    nodes = _function_at(facts, file, line)
    asked = [call.func.value for call in _calls_at(facts, file, line) if isinstance(call.func, ast.Attribute)]
    names = {last_name(each) for each in asked} - {""}
    made: list[ast.AST] = [
        *asked,
        *[
            node.value
            for node in nodes
            if isinstance(node, ast.Assign) and any([last_name(target) in names for target in node.targets])
        ],
    ]
    for calls in (made, [node for node in nodes if getattr(node, "lineno", line) <= line]):
        found = {last_name(each.func) for each in calls if isinstance(each, ast.Call)} & {*_SUBMITS, _TO_LOOP}
        if found:
            return found
    return set()


def _function_at(facts: Facts, file: str, line: int) -> list[ast.AST]:
    """The syntax of the innermost function that has a line; that of the whole source if it is in no function."""
    nodes = nodes_of(facts.sources.get(file, ""))
    inside = [node for node in nodes if isinstance(node, _FUNCTIONS) and is_at(node, line)]
    return list(ast.walk(inside[-1])) if inside else nodes


def _calls_at(facts: Facts, file: str, line: int) -> list[ast.Call]:
    return [node for node in nodes_of(facts.sources.get(file, "")) if isinstance(node, ast.Call) and is_at(node, line)]


def _entered_at(facts: Facts, file: str, line: int) -> list[ast.expr]:
    """The locks that a ``with`` statement enters at a line: names, and not results of calls."""
    found = [node for node in nodes_of(facts.sources.get(file, "")) if isinstance(node, ast.With)]
    entered = [item.context_expr for node in found for item in node.items]
    return [each for each in entered if is_at(each, line) and last_name(each)]


def _is_limited(call: ast.Call) -> bool:
    """Whether a call that waits has a time limit, or may have one: any argument other than None, True, or a function or item."""
    given = [*call.args, *[each.value for each in call.keywords]]
    if last_name(call.func) in ("put", "wait_for"):
        given = [*call.args[1:], *[each.value for each in call.keywords if each.arg in ("timeout", "block", None)]]
    endless = [isinstance(each, ast.Constant) and (each.value is None or each.value is True) for each in given]
    return not all(endless)

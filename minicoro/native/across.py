"""The threads of a dump that wait for each other, judged by their frames and the program's source.

A thread of a circle stands in a call of the program that has no time limit, and only other threads of the circle could end
this wait.  Any other thread, as one that computes or sleeps, may do it.
"""

import ast
from typing import Any

from minicoro.native.facts import Facts, has_line, is_of_pool, nodes_of, own_frames
from minicoro.native.monitoring import is_library
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


def waiting_for_each_other(facts: Facts) -> list[Event]:
    """The threads that wait for each other; empty if a thread that may go on could end the wait of each."""
    threads = [each for each in facts.threads if not _is_idle(each)]
    held = [each for each in threads if _is_wait(facts, each)]
    changed = True
    while changed:
        stay = [each for each in held if _is_held_by(facts, each, threads, held)]
        changed = len(stay) < len(held)
        held = stay
    return held


def waits_for_work(facts: Facts, frames: list[list[Any]]) -> bool:
    """Whether a thread waits without a time limit for work that its function has submitted to a pool."""
    makers = _makers(facts, frames)
    return _waiting_method(facts, frames) == "Future.result" and bool(makers) and makers <= _SUBMITS


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
    frames = thread["frames"]
    return _waiting_method(facts, frames) != "" or _lock_of(facts, frames) is not None


def _waiting_method(facts: Facts, frames: list[list[Any]]) -> str:
    """The method of the standard library that the program's innermost frame calls, if it waits without a time limit."""
    places = [number for number, frame in enumerate(frames) if not is_library(frame[1])]
    if not places or places[-1] + 1 == len(frames):
        return ""
    (_, file, line), method = frames[places[-1]], str(frames[places[-1] + 1][0])
    called = _WAITS.get(method)
    if method == "Semaphore.acquire" and any([_held_by(item) for item in _entered_at(facts, file, line)]):
        return method  # by `with`
    calls = [call for call in _calls_at(facts, file, line) if _name_of(call.func) == called]
    return method if calls and not any([_is_limited(call) for call in calls]) else ""


def _lock_of(facts: Facts, frames: list[list[Any]]) -> str | None:
    """The name of the lock that a thread waits for in its innermost frame: a lock of `threading` has no frame."""
    if not frames or is_library(frames[-1][1]):
        return None
    _, file, line = frames[-1]
    entered = [name for item in _entered_at(facts, file, line) if (name := _held_by(item))]
    calls = [call for call in _calls_at(facts, file, line) if _name_of(call.func) == "acquire"]
    if any([_is_limited(call) for call in calls]):
        return None
    return next(
        iter([*entered, *[_name_of(call.func.value) for call in calls if isinstance(call.func, ast.Attribute)]]), None
    )


def _is_held_by(facts: Facts, thread: Event, threads: list[Event], held: list[Event]) -> bool:
    """Whether a thread cannot go on before one of ``held`` does."""
    frames = thread["frames"]
    others = [each for each in threads if each is not thread]
    lock = _lock_of(facts, frames)
    if lock is not None:
        holders = [each for each in others if _holds(facts, each, lock)]
        return bool(holders) and all([each in held for each in holders])
    if _waiting_method(facts, frames).startswith("Future."):
        makers = _makers(facts, frames)
        if makers == {_TO_LOOP}:
            others = [each for each in others if loop_place(each) >= 0]
        elif makers <= _SUBMITS and makers:
            others = [each for each in others if is_of_pool(each)]
    return bool(others) and all([each in held for each in others])


def _holds(facts: Facts, thread: Event, lock: str) -> bool:
    """Whether a function of a thread stands in the block of a ``with`` of a lock with this name, or after its ``acquire()``."""
    for _, file, line in own_frames(thread["frames"]):
        for node in _function_at(facts, file, line):
            if isinstance(node, ast.With) and has_line(node.body, line):
                if lock in [_held_by(item) for item in node.items]:
                    return True
            if isinstance(node, ast.Call) and node.lineno < line and isinstance(node.func, ast.Attribute):
                if node.func.attr == "acquire" and _name_of(node.func.value) == lock:
                    return True
    return False


def _makers(facts: Facts, frames: list[list[Any]]) -> set[str]:
    """Which functions have made the futures that the program's innermost function asks for their results, as its source tells:
    those that give a future to a pool or a loop; empty if there is none of these.
    """
    own = [frame for frame in frames if not is_library(frame[1])]
    if not own:
        return set()
    _, file, line = own[-1]
    nodes = _function_at(facts, file, line)
    asked = [call.func.value for call in _calls_at(facts, file, line) if isinstance(call.func, ast.Attribute)]
    names = {_name_of(each) for each in asked} - {""}
    made: list[ast.AST] = [
        *asked,
        *[
            node.value
            for node in nodes
            if isinstance(node, ast.Assign) and any([_name_of(target) in names for target in node.targets])
        ],
    ]
    for calls in (made, [node for node in nodes if getattr(node, "lineno", line) <= line]):
        found = {_name_of(each.func) for each in calls if isinstance(each, ast.Call)} & {*_SUBMITS, _TO_LOOP}
        if found:
            return found
    return set()


def _function_at(facts: Facts, file: str, line: int) -> list[ast.AST]:
    """The syntax of the innermost function that has a line; that of the whole source if it is in no function."""
    nodes = nodes_of(facts.sources.get(file, ""))
    inside = [node for node in nodes if isinstance(node, _FUNCTIONS) and node.lineno <= line <= (node.end_lineno or 0)]
    return list(ast.walk(inside[-1])) if inside else nodes


def _calls_at(facts: Facts, file: str, line: int) -> list[ast.Call]:
    calls = [node for node in nodes_of(facts.sources.get(file, "")) if isinstance(node, ast.Call)]
    return [call for call in calls if call.lineno <= line <= (call.end_lineno or 0)]


def _entered_at(facts: Facts, file: str, line: int) -> list[ast.withitem]:
    """The managers that a ``with`` statement enters at a line."""
    return [
        item
        for node in nodes_of(facts.sources.get(file, ""))
        if isinstance(node, ast.With)
        for item in node.items
        if item.context_expr.lineno <= line <= (item.context_expr.end_lineno or 0)
    ]


def _held_by(item: ast.withitem) -> str:
    """The name of the lock that a ``with`` statement enters; "" for the result of a call."""
    return _name_of(item.context_expr)


def _name_of(node: ast.expr) -> str:
    """The last part of a name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _is_limited(call: ast.Call) -> bool:
    """Whether a call that waits has a time limit, or may have one: any argument other than None, True, or a function or item."""
    given = [*call.args, *[each.value for each in call.keywords]]
    if _name_of(call.func) in ("put", "wait_for"):
        given = [*call.args[1:], *[each.value for each in call.keywords if each.arg in ("timeout", "block", None)]]
    endless = [isinstance(each, ast.Constant) and (each.value is None or each.value is True) for each in given]
    return not all(endless)

"""What differs between versions of Python in the semantics of coroutines: named switches, each with its rule.

`RULES` holds those of the running Python.  What a bugfix release may change is tried; the others follow the version in
which CPython changed them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any


@dataclass
class Rules:
    """The switches.  The comment of each gives its rule and the change in CPython."""

    converts_at_start: bool  # stop-iteration/thrown: PEP 479 also for what is thrown in before the start (3.11)
    converts_in_lambdas: bool  # versions/lambda-stop-iteration: 3.12 forgets it for generators of a lambda
    stop_ends_delegation: bool  # stop-iteration/thrown: raised at an await it is taken for its value (3.12)
    keeps_unbegun: bool  # close/created: what is closed before its start keeps its arguments (3.12)
    close_returns_value: bool  # close/return-value: gh-104770 (3.13)
    close_skips_frame: bool  # close/generator-exit: nothing runs where no handler could see it: gh-101344 (3.13; tried)
    asend_close_throws: bool  # async-generator/awaitable-close: gh-117714 (3.13)
    awaitables_checked: bool  # async-generator/already-running, also for throw: gh-117881, gh-117894 (3.13)
    throw_warns: bool  # throw/signature: several arguments are deprecated (3.12)
    exit_before_enter: bool  # with/protocol: __exit__ is looked up first (3.14)
    methods_warn: bool  # async-generator/method-never-awaited (3.13)
    short_await_words: bool  # await/not-awaitable: "'int' object can't be awaited": gh-114091 (3.14)
    await_names_method: bool  # await/await-result: "A.__await__() must return an iterator, not int" (3.15)
    frees_last_first: bool  # lifecycle/closed: the variables of a frame that ends, the last one first (3.14)
    lone_star_words: bool  # only words: "f() argument after * must be ..." (until 3.14)
    inlines_comprehensions: bool  # comprehension/scope: its variables take the place of the function's (PEP 709; 3.12)
    missed_exit_words: bool  # with/protocol: "... but it supports the asynchronous ... protocol" (3.14)
    shows_state: bool  # lifecycle/attributes: gi_state, cr_state, ag_state (3.15)
    shows_suspended: bool  # versions/coroutine-suspended: ag_suspended, too (3.12)
    locals_write_through: bool  # versions/write-through-locals: f_locals is a view, locals() a copy (PEP 667; 3.13)
    clear_refused: str  # frame/clear: the words of the error, "" where a suspended frame is cleared (3.13, 3.15)
    ignored_in_words: bool  # drop/exception-ignored: the hook is given the words, not the object (3.14)
    exec_counts: bool  # recursion/limit: exec() is one more call (until 3.11)
    silent_end: bool  # a trace function is told no StopIteration of a generator that returns None (until 3.11)
    exec_takes_keywords: bool  # exec(source, globals=..., locals=...): gh-105879 (3.13)
    shows_command: bool  # tracebacks show the lines of -c: gh-87822 (3.13)
    lazy_annotations: bool  # a module has no __annotations__ until they are asked for (PEP 649; 3.14)
    tells_length: bool  # evaluation/unpacking: "too many values to unpack (expected 1, got 2)" (3.14)
    item_keeps_none: (
        bool  # stop-iteration/return-value: a yielded None ends asend() with StopIteration(None) (3.13; tried)
    )
    group_has_traceback: (
        bool  # exceptions/except-star: the group made for a clause has an entry of the frame (3.13; tried)
    )
    annotates_in_order: bool  # annotations of positional-only parameters are evaluated first (3.15; tried)
    folds_async: bool  # traceback/places: an async comprehension over a list of constants is over a tuple (until 3.13)
    iterates_at_source: bool  # traceback/places: a loop gets its iterator and its items at the iterable (3.13)
    asks_at_test: bool  # traceback/places: a condition's truth is asked at the condition (3.12)
    enters_at_expression: bool  # traceback/places: __enter__ and __exit__ are called at the expression (3.12)
    tells_of_return: bool  # drop/async-generator-returns: told as StopAsyncIteration (until 3.14)


def _close_skips_frame() -> bool:
    """Whether ``close()`` finishes a generator without running it, where nothing there can see GeneratorExit."""
    if not hasattr(sys, "monitoring"):
        return False
    seen: list[object] = []
    source = "def g():\n    yield\n"
    space: dict[str, object] = {}
    exec(source, space)  # the host's own generator: it is asked, not used
    tool, events = 5, sys.monitoring.events
    if sys.monitoring.get_tool(tool) is not None:
        return sys.version_info >= (3, 13)
    sys.monitoring.use_tool_id(tool, "minicoro: one question")
    try:
        sys.monitoring.register_callback(tool, events.PY_THROW, lambda *given: seen.append(given))
        sys.monitoring.set_events(tool, events.PY_THROW)
        generator = space["g"]()  # type: ignore[operator]
        next(generator)
        generator.close()
    finally:
        sys.monitoring.set_events(tool, 0)
        sys.monitoring.register_callback(tool, events.PY_THROW, None)
        sys.monitoring.free_tool_id(tool)
    return not seen


def _item_keeps_none() -> bool:
    """Whether the awaitable of an asynchronous generator that yields None ends with ``StopIteration(None)``."""
    space: dict[str, Any] = {}
    exec("async def g(): yield", space)  # the host's own generator: it is asked, not used
    generator = space["g"]()
    step = generator.asend(None)
    try:
        step.send(None)
    except StopIteration as stop:
        return stop.args == (None,)
    finally:
        try:
            generator.aclose().send(None)
        except StopIteration:
            pass
    return False


def _group_has_traceback() -> bool:
    """Whether the group that ``except*`` makes of another exception has a traceback."""
    try:
        raise LookupError
    except* LookupError as group:
        found = group.__traceback__
    return found is not None


def _annotated(a: int, /, b: int) -> None:
    """Asked for the order in which its annotations are evaluated."""


def _clear_refused(since: tuple[int | str, ...]) -> str:
    if since < (3, 13):
        return ""
    return f"cannot clear {'an' if since >= (3, 15) else 'a'} suspended frame"


def of_host() -> Rules:
    """The switches of the running Python."""
    since = sys.version_info
    return Rules(
        converts_at_start=since < (3, 12),
        converts_in_lambdas=since < (3, 12),
        stop_ends_delegation=since >= (3, 12),
        keeps_unbegun=since >= (3, 12),
        close_returns_value=since >= (3, 13),
        close_skips_frame=since >= (3, 13) and _close_skips_frame(),
        asend_close_throws=since >= (3, 13),
        awaitables_checked=since >= (3, 13),
        throw_warns=since >= (3, 12),
        exit_before_enter=since >= (3, 14),
        methods_warn=since >= (3, 13),
        short_await_words=since >= (3, 14),
        await_names_method=since >= (3, 15),
        frees_last_first=since >= (3, 14),
        lone_star_words=since < (3, 15),
        inlines_comprehensions=since >= (3, 12),
        missed_exit_words=since >= (3, 14),
        shows_state=since >= (3, 15),
        shows_suspended=since >= (3, 12),
        locals_write_through=since >= (3, 13),
        clear_refused=_clear_refused(since),
        ignored_in_words=since >= (3, 14),
        exec_counts=since < (3, 12),
        silent_end=since < (3, 12),
        exec_takes_keywords=since >= (3, 13),
        shows_command=since >= (3, 13),
        lazy_annotations=since >= (3, 14),
        tells_length=since >= (3, 14),
        item_keeps_none=_item_keeps_none(),
        group_has_traceback=_group_has_traceback(),
        annotates_in_order=next(iter(_annotated.__annotations__)) == "a",
        folds_async=since < (3, 14),
        iterates_at_source=since >= (3, 13),
        asks_at_test=since >= (3, 12),
        enters_at_expression=since >= (3, 12),
        tells_of_return=since < (3, 15),
    )


RULES = of_host()

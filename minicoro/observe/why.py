"""Why: an exception that CPython raises for a rule of coroutines, with this rule, the line, and advice.

The exception is recognised by its type and its message, which is CPython's own.
"""

import asyncio
import linecache
import re
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from minicoro.observe.diagnosis import Finding
from minicoro.observe.no_result import taken_for_result
from minicoro.observe.places import entries_of
from minicoro.observe.source import names_in, nodes_of, text_of, tries_around
from minicoro.observe.values import type_name

_CANCELLED = "scheduling/cancellation"
_MOST = 5
"""The limit of explained exceptions of a group, or of a chain of contexts."""


@dataclass(frozen=True)
class _Reason:
    """A message of CPython and its meaning.  The groups of the pattern fill the {} of ``what`` and ``advice``.

    raiser: the end of the name of the library's file that raises it; "" if any code may.
    """

    kind: str
    pattern: str
    rule: str
    what: str
    advice: str
    raiser: str = ""

    def match(self, error: BaseException, text: str) -> "Finding | None":
        if self.kind not in [type_name(each) for each in type(error).__mro__]:
            return None
        if self.raiser and not _raiser(error).endswith(self.raiser):
            return None
        found = re.search(self.pattern, text, re.DOTALL)
        if found is None:
            return None
        parts = [part or "" for part in found.groups()]
        rule, what, advice = [each.format(*parts) for each in (self.rule, self.what, self.advice)]
        return Finding(f"why: {what}", rule, advice)


_FORGOTTEN = {
    "a coroutine": "write `await` before the call that made it",
    "an async_generator": "iterate it with `async for`",
    "a generator": "iterate it, or call next() for one item",
}
"""For each kind of object that a call makes, how to get its result."""

REASONS = [
    _Reason(*row)
    for row in [
        # await
        (
            "TypeError", r"^(?:object async_generator can't be used in 'await'|'async_generator' object can't be awaited)",
            "await/not-awaitable", "an asynchronous generator cannot be awaited; one iterates over it",
            "write `async for item in it`, or `await anext(it)` for one item",
        ),
        (
            "TypeError", r"^(?:object |')(list|tuple|set|dict)(?: can't be used in 'await' expression|' object can't be awaited)",
            "await/not-awaitable", "`await` awaits one object, and a {0} is none that can be awaited",
            "await all that is in it: `await asyncio.gather(*…)`, or make a task of each in a TaskGroup",
        ),
        (
            "TypeError", r"^(?:object |')(?:function|method|builtin_function_or_method)(?: can't be used in 'await' expression|' object can't be awaited)",
            "await/not-awaitable", "`await` got a function, which was not called", "call it, with parentheses: `await f()`",
        ),
        (
            "TypeError", r"^(?:object |')NoneType(?: can't be used in 'await' expression|' object can't be awaited)",
            "await/not-awaitable", "`await` got None: what was called is a plain function, and its work is done when it returns",
            "remove the `await`; or, if a plain function starts tasks and shall be awaited, let it return one of them",
        ),
        (
            "TypeError", r"^(?:object |')(\S+?)(?: can't be used in 'await' expression|' object can't be awaited)",
            "await/not-awaitable", "`await` needs an object with `__await__`; '{0}' has none",
            "remove the `await`, or call the function that makes an awaitable",
        ),
        (
            "TypeError", r"__await__\(\) (?:returned|must return an iterator, not) (.*)",
            "await/await-result", "`__await__` must return an iterator, but it returned {0}",
            "make `__await__` a generator, or let it `return self.something().__await__()`",
        ),
        (
            "RuntimeError", r"^cannot reuse already awaited coroutine",
            "await/reuse", "a coroutine object runs once, and this one has ended",
            "call the function again for a new object; to use a result twice, store it or make a task",
        ),
        (
            "RuntimeError", r"^coroutine is being awaited already",
            "await/already-awaited", "another coroutine is awaiting this coroutine object already; only one can await it",
            "make a task of it (asyncio.create_task): several coroutines can await a task",
        ),
        (
            "RuntimeError", r"^Task cannot await on itself",
            "scheduling/future", "the task awaits itself, so it can never end",
            "let another task wait for it",
        ),
        (
            "ValueError", r"^(coroutine|generator|async generator) already executing",
            "lifecycle/already-executing", "this {0} is running, and a function that it called resumes it",
            "do not resume it from its own code or from another thread",
        ),
        (
            "TypeError", r"^can't send non-None value to a just-started (coroutine|generator|async generator)",
            "lifecycle/just-started", "the {0} has not started: there is no suspended expression that could get a value",
            "first start it with send(None) or next()",
        ),
        (
            "TypeError", r"^cannot 'yield from' a coroutine object in a non-coroutine generator",
            "yield-from/coroutine", "a generator cannot delegate to a coroutine",
            "write `async def` and `await`",
        ),
        # async for, async with
        (
            "TypeError", r"^'async for' requires an object with __aiter__ method, got coroutine",
            "async-for/aiter", "a coroutine is not an asynchronous iterable",
            "await the coroutine first: `async for x in await f()`; or use `yield` in f, which makes it an asynchronous generator function",
        ),
        (
            "TypeError", r"^'async for' requires an object with __aiter__ method, got (\S+)",
            "async-for/aiter", "`async for` needs an object with `__aiter__`; '{0}' has none",
            "write a plain `for` if it is an ordinary iterable",
        ),
        (
            "TypeError", r"^'async for' received an object from __aiter__ that does not implement __anext__: (\S+)",
            "async-for/aiter", "the result of `__aiter__`, '{0}', has no `__anext__`",
            "make `__aiter__` a plain `def` that returns the iterator, not `async def`",
        ),
        (
            "TypeError", r"^'async for' received an invalid object from __anext__: (\S+)",
            "async-for/anext", "the result of `__anext__`, '{0}', cannot be awaited", "make `__anext__` an `async def`",
        ),
        (
            "TypeError", r"^'async with' received an object from (\w+) that does not implement __await__: (\S+)",
            "async-with/awaitable", "the result of `{0}`, '{1}', cannot be awaited", "make `{0}` an `async def`",
        ),
        (
            "TypeError", r"^'(\S+)' object does not support the asynchronous context manager protocol",
            "async-with/protocol", "`async with` needs `__aenter__` and `__aexit__` on the type '{0}'",
            "write a plain `with` if it is an ordinary context manager; `await` it first if it is a coroutine",
        ),
        (
            "TypeError", r"^'(\S+)' object does not support the context manager protocol",
            "with/protocol", "`with` needs `__enter__` and `__exit__` on the type '{0}'",
            "write `async with` if it is an asynchronous context manager",
        ),
        (
            "TypeError", r"^'async_generator' object is not iterable",
            "call/suspendable", "it needs an ordinary iterable, and got an asynchronous generator",
            "iterate with `async for`; instead of a generator expression that awaits, write a list: `[await f(x) for x in xs]`",
        ),
        (
            "TypeError", r"^'async_generator' object is not an iterator",
            "call/suspendable", "next() needs an ordinary iterator, and got an asynchronous generator",
            "`await anext(…)` for one item, `async for` for all",
        ),
        (
            "TypeError", r"^__init__\(\) should return None, not 'coroutine'",
            "call/suspendable", "`__init__` is an `async def`, so calling it makes a coroutine, and nobody awaits that",
            "make `__init__` a plain `def`; let an `async def` make the object, and await there what it needs",
        ),
        # StopIteration, GeneratorExit
        *[
            (
                "RuntimeError", rf"^({kind}) raised (Stop\w+)",
                rule, "a {1} that leaves a {0} would look like its end, so it is converted to RuntimeError",
                "catch it around the call of next() that raises it, or give next() a default; to end, `return`",
            )
            for kind, rule in (
                ("coroutine", "stop-iteration/coroutine"),
                ("generator", "stop-iteration/converted"),
                ("async generator", "stop-iteration/async-generator"),
            )
        ],
        (
            "StopIteration", r"",
            "stop-iteration/return-value", "the object has ended; its result is the exception's `value`",
            "catch StopIteration around send(), or give next() a default",
        ),
        (
            "StopAsyncIteration", r"",
            "async-generator/end", "the asynchronous iterator has ended",
            "iterate with `async for`, or give anext() a default",
        ),
        (
            "RuntimeError", r"^(coroutine|generator|async generator) ignored GeneratorExit",
            "generator-exit/ignored", "the {0} was closed, and suspended again after GeneratorExit",
            "let GeneratorExit go on: when it has come, do not `yield` or `await` again, in its `except` or `finally` or later",
        ),
        # asynchronous generators
        (
            "RuntimeError", r"^cannot reuse already awaited (\S+)",
            "async-generator/awaitable-reuse", "the result of `{0}` can be used once", "call the method again for each item",
        ),
        (
            "RuntimeError", r"^(\w+)\(\): asynchronous generator is already running",
            "async-generator/already-running", "two tasks resume one asynchronous generator at the same time",
            "use one generator for each task, or a lock or a queue",
        ),
        # asyncio
        (
            "RuntimeError", r"^Task got bad yield: (.*)",
            "scheduling/bad-yield", "only a future may be yielded to a task, but an awaitable yielded {0}",
            "await asyncio's own awaitables inside a task; a bare `yield` in `__await__` is only for event loops of your own",
        ),
        (
            "RuntimeError", r"attached to a different loop",
            "scheduling/one-loop", "a future belongs to one event loop, and a task of another loop awaits it",
            "make locks, queues and futures inside the coroutine that asyncio.run runs, and call asyncio.run once",
        ),
        (
            "RuntimeError", r"is bound to a different event loop",
            "scheduling/one-loop", "a lock, queue or event belongs to the loop that it was first used in",
            "make it inside the coroutine that asyncio.run runs, and call asyncio.run once",
        ),
        (
            "RuntimeError",
            r"^(?:(?:asyncio\.run|Runner\.run)\(\) cannot be called|This event loop is already running|Cannot run the event loop)",
            "scheduling/running-loop", "an event loop is running in this thread already, and there can be only one",
            "inside a coroutine, `await` the coroutine instead of running it",
        ),
        (
            "RuntimeError", r"^no running event loop|^There is no current event loop",
            "scheduling/running-loop", "this needs a running event loop, and there is none here",
            "call it from a coroutine that asyncio.run runs",
        ),
        (
            "RuntimeError", r"^Event loop is closed",
            "scheduling/running-loop", "the event loop has ended, and its objects with it",
            "use objects of the loop only inside of asyncio.run",
        ),
        (
            "ValueError", r"^a coroutine was expected, got (.*)",
            "call/suspendable", "it needs a coroutine object, and got {0}",
            "call the `async def` function: `asyncio.run(main())`",
        ),
        (
            "TypeError", r"[Aa] coroutine (?:was|object is) (?:expected|required)(?:, got (.*))?",
            "call/suspendable", "it needs a coroutine object, and got {0}",
            "call the `async def` function: `asyncio.create_task(work())`",
        ),
        (
            "TypeError", r"^An asyncio\.Future, a coroutine or an awaitable is required",
            "await/awaitable", "it needs an awaitable, and got another object",
            "call the `async def` function, and pass the coroutine",
        ),
        (
            "TypeError", r"unhashable type: '(\w+)'",
            "scheduling/gather", "asyncio.gather takes each awaitable as an argument of its own, and got a {0}",
            "write `asyncio.gather(*…)`, with the star", "asyncio/tasks.py",
        ),
        (
            "TypeError", r"^'(\S+)' object is not callable",
            "scheduling/blocked", "the thread was given the result of a call, '{0}', instead of a function",
            "give the function, and its arguments behind it: `asyncio.to_thread(f, x)`, not `to_thread(f(x))`",
            "concurrent/futures/thread.py",
        ),
        (
            "RuntimeError", r"^cannot (wait|notify) on un-acquired lock",
            "async-with/protocol", "a task can call {0} of a Condition only while it holds the Condition's lock",
            "put the call into `async with condition:`",
        ),
        (
            "RuntimeError", r"^Lock is not acquired",
            "scheduling/deadlock", "a Lock can be released only while it is locked, once for each time that it was acquired",
            "write `async with` instead of `acquire()` and `release()`: it releases exactly what it has acquired", "asyncio/locks.py",
        ),
        (
            "ValueError", r"^BoundedSemaphore released too many times",
            "scheduling/deadlock", "a BoundedSemaphore can be released only as often as it was acquired",
            "write `async with` instead of `acquire()` and `release()`, and no `release()` inside of the block", "asyncio/locks.py",
        ),
        (
            "ValueError", r"^task_done\(\) called too many times",
            "scheduling/deadlock", "each `task_done()` is for one item that was put into the queue, and there are more calls than items",
            "call `task_done()` once for each item that was taken out with `get()`", "asyncio/queues.py",
        ),
        (
            "QueueEmpty", r"",
            "scheduling/future", "the queue was empty, and get_nowait does not wait",
            "write `await queue.get()`, which waits for an item", "asyncio/queues.py",
        ),
        (
            "QueueFull", r"",
            "scheduling/future", "the queue was full, and put_nowait does not wait",
            "write `await queue.put(…)`, which waits for a free place", "asyncio/queues.py",
        ),
        (
            "RuntimeError", r"^Timeout has already been entered",
            "scheduling/timeout", "a timeout limits one `async with` block, and this one was entered before",
            "call asyncio.timeout(…) again for the second block",
        ),
        (
            "RuntimeError", r"^TaskGroup .* (?:is finished|has not been entered|is shutting down)",
            "scheduling/task-group", "a TaskGroup takes tasks only inside of its `async with` block, until a task of it fails",
            "call its create_task inside of the block",
        ),
        (
            "ValueError", r"was created in a different Context",
            "scheduling/context", "each task has its own copy of the context: a task cannot reset a variable that another task has set",
            "call set() and reset() in the same task; a generator or a fixture may run its parts in different tasks",
        ),
        (
            "TypeError", r"^Passing coroutines is forbidden",
            "await/awaitable", "asyncio.wait takes tasks, so that its caller can tell which are done",
            "make tasks of the coroutines: `[asyncio.create_task(each) for each in …]`",
        ),
        (
            "RuntimeError", r"^generator didn't (stop|yield)",
            "async-with/protocol", "the function of a context manager must yield exactly once: this one didn't {0}",
            "`yield` exactly once on each path through the function",
        ),
        (
            "InvalidStateError", r"",
            "scheduling/future", "a result can be set once, and read only when the future is done",
            "await the future instead of asking for its result; check done() before setting it",
        ),
        (
            "CancelledError", r"",
            "scheduling/cancellation", "the awaited object was cancelled, and CancelledError is raised at each await",
            "find the call of cancel(); to wait for a task that may be cancelled, catch CancelledError around this await",
        ),
        # the compiler
        (
            "SyntaxError", r"^'await' outside async function",
            "syntax/await-outside-async-function", "`await` suspends the function around it, and this function is not a coroutine function",
            "write `async def`",
        ),
        (
            "SyntaxError", r"^'await' outside function",
            "syntax/await-outside-function", "`await` suspends the function around it, and there is no function here",
            "put it into an `async def` and run that with asyncio.run(); `minicoro repl` takes it as it is",
        ),
        (
            "SyntaxError", r"^'async (for|with)' outside async function",
            "syntax/async-{0}-outside-async-function", "`async {0}` awaits, and this function is no coroutine",
            "write `async def`",
        ),
        (
            "SyntaxError", r"^asynchronous comprehension outside of an asynchronous function",
            "syntax/asynchronous-comprehension-outside-async-function", "the comprehension awaits, and the function is no coroutine",
            "write `async def`",
        ),
        (
            "SyntaxError", r"^'yield from' inside async function",
            "syntax/yield-from-inside-async-function", "a coroutine delegates with `await`",
            "`await` a coroutine; `async for item in it: yield item` for an asynchronous iterable",
        ),
        (
            "SyntaxError", r"^'yield' outside function",
            "syntax/yield-outside-function", "`yield` suspends the function around it, and there is no function here",
            "put it into a function",
        ),
        (
            "SyntaxError", r"^'return' with value in async generator",
            "syntax/return-value-in-async-generator", "an asynchronous generator cannot return a value",
            "`return` without a value, and yield the value",
        ),
        (
            "SyntaxError", r"^'yield' inside (.*)",
            "syntax/yield-inside-comprehension", "a comprehension is a function of its own, and cannot contain `yield`",
            "write the loop out",
        ),
        (
            "RuntimeError", r"^(\w+)\(\) called while another coroutine is already waiting for incoming data",
            "scheduling/future", "two tasks read from one stream at the same time, and only one task may wait for its data",
            "let one task read, and pass what it reads to the others through queues; or put a Lock around each `{0}`",
        ),
        (
            "TypeError", r"^'[<>]=?' not supported between instances of '(?:coroutine' and '.*|.*' and 'coroutine)'",
            "call/suspendable", "the results of calls of a coroutine function were compared, and these are coroutines",
            "await what is compared; of a sort, await the keys first: `keys = {{x: await f(x) for x in items}}`, and give `key=keys.get`",
        ),
        # the forgotten await: any other use of the coroutine
        *[
            (kind, pattern, "call/suspendable", f"calling the function has made {made} object, not its result", advice)
            for made, advice in _FORGOTTEN.items()
            for kind, pattern in (
                ("AttributeError", rf"^'{made.split()[1]}' object has no attribute"), ("TypeError", rf"\b{made.split()[1]}\b(?! function)"),
            )
        ],
    ]
]  # fmt: skip


def why(error: BaseException, cancelled: "Finding | None" = None) -> list[Finding]:
    """Findings about an uncaught exception, about those in its group, or about those that led to it; perhaps none.

    cancelled: the canceller of the last task that ended by a cancellation, if it is known.
    """
    found: list[Finding] = []
    if isinstance(error, KeyboardInterrupt):
        return found  # the user has pressed Ctrl-C
    related = _related(error)
    if any([isinstance(one, KeyboardInterrupt) for one in related]):
        related = [one for one in related if type_name(type(one)) != "CancelledError"]
    for one in related:
        finding = _time_is_up(one) or _reason(one) or taken_for_result(one)
        if finding is not None and finding.rule == _CANCELLED and cancelled is not None:
            finding = cancelled
        if finding is not None and finding not in found:
            found.append(finding)
    star = _unstarred(error)
    if star is not None:
        found.insert(0, star)
    if not found:
        way = _way(error.__traceback__)
        if len(way) > 1:  # it went through an await
            found.append(_passed_through(error, way))
    return found[:_MOST]


def _time_is_up(error: BaseException) -> Finding | None:
    """For a TimeoutError: whether a timeout of asyncio has raised it, by cancelling its block."""
    led = error.__cause__ or error.__context__
    if type(error) is not TimeoutError or not isinstance(led, asyncio.CancelledError):
        return None
    stops = _stops(led.__traceback__)
    at = f", at {stops[-1].filename}:{stops[-1].line}" if stops else ""
    return Finding(
        f"why: the time was up: the object awaited here was cancelled{at}, and this raised TimeoutError",
        "scheduling/timeout",
        "catch TimeoutError around the timeout, or give it more time",
        _place(error.__traceback__),
    )


def _reason(error: BaseException) -> Finding | None:
    text = _text(error)
    for reason in REASONS:
        finding = reason.match(error, text)
        if finding is not None:
            raised = error.__cause__ if _is_converted(error) and error.__cause__ is not None else error
            finding.where = _syntax_place(error) if isinstance(error, SyntaxError) else _place(raised.__traceback__)
            if raised is not error and _ends_anext(raised):
                finding.advice = "end an asynchronous iterator with `raise StopAsyncIteration`"
            return finding
    return None


def _is_converted(error: BaseException) -> bool:
    """Whether the error is the conversion of a StopIteration that left a generator or coroutine."""
    return type(error) is RuntimeError and isinstance(error.__cause__, StopIteration | StopAsyncIteration)


def _ends_anext(error: BaseException) -> bool:
    """Whether an exception was raised in ``__anext__``."""
    stops = _stops(error.__traceback__)
    return bool(stops) and stops[-1].name == "__anext__"


def _text(error: BaseException) -> str:
    """The message of an exception, if it is plain text: no ``__str__`` of the program is called."""
    if isinstance(error, SyntaxError):
        return error.msg or ""
    args: Any = BaseException.args.__get__(error)  # type: ignore[attr-defined]
    return args[0] if args and type(args[0]) is str else ""


def _related(error: BaseException) -> list[BaseException]:
    """The exception, those in its group, and those that led to it; the nearest first."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting and len(found) < 100:
        one = waiting.pop(0)
        if any([one is each for each in found]):
            continue
        found.append(one)
        waiting += list(one.exceptions) if isinstance(one, BaseExceptionGroup) else []
        if _time_is_up(one) is not None or _is_converted(one):
            continue
        led = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        waiting += [] if led is None else [led]
    return found


@dataclass(frozen=True)
class _Stop:
    """A traceback entry of the program."""

    filename: str
    line: int
    name: str
    suspends: bool

    def __str__(self) -> str:
        source = linecache.getline(self.filename, self.line).strip()
        return f"{self.filename}:{self.line}, in {self.name}" + (f":  {source}" if source else "")


_AWAITS = 0x80 | 0x200  # CO_COROUTINE, CO_ASYNC_GENERATOR


def _stops(traceback: TracebackType | None) -> list[_Stop]:
    """Those entries, outermost first."""
    entries = [(frame.f_code, line) for frame, line in entries_of(traceback)]
    return [_Stop(code.co_filename, line, code.co_name, bool(code.co_flags & _AWAITS)) for code, line in entries]


def _raiser(error: BaseException) -> str:
    """The file in which an exception was raised, with slashes."""
    entry, file = error.__traceback__, ""
    while entry is not None:
        file, entry = entry.tb_frame.f_code.co_filename, entry.tb_next
    return file.replace("\\", "/")


def _place(traceback: TracebackType | None) -> str:
    stops = _stops(traceback)
    return str(stops[-1]) if stops else ""


def _syntax_place(error: SyntaxError) -> str:
    text = (error.text or "").strip()
    return f"{error.filename}:{error.lineno}" + (f":  {text}" if text else "")


def _way(traceback: TracebackType | None) -> list[_Stop]:
    """The coroutines and asynchronous generators that an exception went through, innermost first."""
    return [stop for stop in _stops(traceback)[::-1] if stop.suspends]


_TOO_DEEP = "end the recursion earlier, or write it as a loop: each `await` of a coroutine that awaits another one is a call more"


def _passed_through(error: BaseException, way: list[_Stop]) -> Finding:
    """An exception of the program itself that left coroutines."""
    names = ", then ".join([f"{stop.name} (line {stop.line})" for stop in way[:_MOST]])
    more = f", and {len(way) - _MOST} more" if len(way) > _MOST else ""
    return Finding(
        f"why: {type_name(type(error))} went through {names}{more}, and none of them caught it",
        "await/exception",
        _TOO_DEEP
        if isinstance(error, RecursionError)
        else "catch it with `try` around one of these awaits: an exception leaves an `await` as it leaves a call",
        _place(error.__traceback__),
    )


def _unstarred(error: BaseException) -> Finding | None:
    """For an uncaught group: an ``except`` around it that names the type of an exception inside of it."""
    if not isinstance(error, BaseExceptionGroup):
        return None
    inside = {type_name(kind) for each in _leaves(error) for kind in type(each).__mro__} - {
        "Exception",
        "BaseException",
        "object",
    }
    for stop in _stops(error.__traceback__)[::-1]:
        tries = tries_around(nodes_of(text_of(stop.filename)), stop.line)
        for clause in [clause for node in tries for clause in node.handlers]:
            for name in sorted(names_in(clause.type) & inside):
                return Finding(
                    f"why: a TaskGroup raises an exception group, and `except {name}` (line {clause.lineno}) "
                    f"does not look into a group for the {name} that is inside",
                    "exceptions/except-star",
                    f"write `except* {name}`",
                    str(stop),
                )
    return None


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for each in error.exceptions for leaf in _leaves(each)]
    return [error]

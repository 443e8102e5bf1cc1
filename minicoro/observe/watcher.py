"""The watcher: translates the engine's calls about generators, coroutines and asynchronous generators into events.

It refers to no object of the program and runs none of its code.
"""

import linecache
import weakref
from collections.abc import Callable
from sys import _getframe
from threading import local
from types import CodeType
from typing import Any

from minicoro.api import (
    RUNNING,
    THROW,
    Ended,
    Foreign,
    State,
    Suspendable,
    calling_place,
    is_suspendable,
    line_of,
    line_of_exit,
)
from minicoro.observe import finding
from minicoro.observe.expressions import Expressions
from minicoro.observe.frames import Frames
from minicoro.observe.naming import of_wait
from minicoro.observe.rows import StateRows, only_moves, rows_of
from minicoro.observe.stream import Numbers, Stream, guarded
from minicoro.observe.values import short
from minicoro.observe.waiting import driven, waits_for


class _Running(local):
    """The running objects of this thread, innermost last.

    closing: the id of the object that is about to be resumed by `close`.  outer: for the id of a delegate, the object that is
    suspended in it.  active: the objects whose frames may have changed since the last event.
    """

    def __init__(self) -> None:
        self.stack: list[Suspendable] = []
        self.active: tuple[Suspendable, ...] = ()
        self.closing = 0
        self.outer: dict[int, weakref.ref[Suspendable]] = {}


class Watcher:
    """Set by `minicoro.api.watch`; ``spec/events.md`` describes its events.

    with_variables: events have the changes in frames.
    """

    def __init__(self, stream: Stream, with_variables: bool = True) -> None:
        self.stream = stream
        self.numbers = Numbers()
        self.with_variables = with_variables
        self.running = _Running()
        self.current_task: Any = None  # set by `minicoro.observe.loop`: tells the stream which task is running
        self._functions: dict[int, tuple[int, CodeType]] = {}
        self._lines: dict[int, tuple[int, ...]] = {}
        self.frames = Frames(self.numbers)
        self._files: set[str] = set()
        self.expressions: Expressions | None = None
        if with_variables:
            stream.look = self._look

    def tell_expressions(self) -> Callable[[], None]:
        """Report each evaluation, too; returns a function that ends this."""
        self.expressions = Expressions(self.stream, self._inner, self._source)
        return self.expressions.begin()

    # What the engine calls.

    @guarded
    def created(self, o: Suspendable) -> None:
        """An object was made by a call."""
        filename, line = calling_place(_getframe(3).f_back)  # after the function that makes it
        self._tell_created(o, [filename, line] if filename else None)

    def _tell_created(self, o: Suspendable, at: list[Any] | None) -> int:
        function = self._function(o)
        number = self.numbers.new(o, weak=False)
        self.frames.begin(o)
        self._active(o)
        self.stream.emit(
            "created",
            object=number,
            kind=o.machine.kind.value,
            name=_name_of(o),
            function=function,
            at=at,
            by=self._inner(),
        )
        return number

    @guarded
    def closing(self, o: Suspendable) -> None:
        """An object is about to be resumed by `close`."""
        self.running.closing = id(o)

    @guarded
    def resumed(self, o: Suspendable, state: int, sent: object) -> None:
        """An object starts or is resumed."""
        if self.current_task is not None:
            self.current_task()
        number = self._number(o)
        outer = self._outer_of(o) or self._inner()
        self.running.stack.append(o)
        line = line_of_exit(o.machine.states[state].exit) if state else o.run.__code__.co_firstlineno
        self.frames.enters(o, state, line)
        value, how = sent, "send"
        if sent is THROW:
            value = o.error
            how = "close" if isinstance(value, GeneratorExit) else "throw"
        elif type(o.delegate) is Ended:  # an exception was thrown into the delegate, and has ended it
            value, how = StopIteration(o.delegate.value), "throw"
        ending, self.running.closing = self.running.closing == id(o), 0
        self.stream.emit(
            "resumed" if state else "started",
            object=number,
            how=how if state or how != "send" else None,
            value=None if value is None else short(value),
            ending=ending or None,
            state=state,
            line=line,
            by=outer,
        )

    @guarded
    def entered(self, o: Suspendable, number: int) -> None:
        """The running object enters a state."""
        self._function(o)
        line = self._lines[id(o.run.__code__)][number] or self.frames.left_line(o, number)
        self.frames.enters(o, number, line)
        self.stream.emit("entered", object=self._number(o), state=number, line=line or None)

    @guarded
    def suspended(self, o: Suspendable, value: object) -> None:
        """An object has suspended."""
        number = self._number(o)
        self._leave(o)
        self._active(o)
        inner = _driven(o.delegate)
        if is_suspendable(inner):
            self.running.outer[id(inner)] = weakref.ref(o)
        line = line_of(o)
        self.frames.stands(o, line)
        on = waits_for(o, value, self.numbers)
        if on and "object" not in on:
            on["name"] = of_wait(o, value)
        self.stream.emit(
            "suspended",
            object=number,
            state=o.state,
            line=line,
            value=None if value is None else short(value),
            on=on or None,
            kept=None if self.expressions is None else self.expressions.kept(o),
        )

    @guarded
    def returned(self, o: Suspendable, value: object) -> None:
        """An object has returned."""
        self._leave(o)
        self.stream.emit("returned", object=self._number(o), value=short(value))
        self._gone(o)

    @guarded
    def raised(self, o: Suspendable, error: BaseException) -> None:
        """An exception has left an object, which is closed by it."""
        self._leave(o)
        self.stream.emit("raised", object=self._number(o), error=short(error))
        self._gone(o)

    @guarded
    def closed(self, o: Suspendable) -> None:
        """An object was closed without running."""
        self.stream.emit("closed", object=self._number(o))
        self._gone(o)

    @guarded
    def dropped(self, o: Any) -> None:
        """A coroutine, or an awaitable of an asynchronous generator, was dropped before it started."""
        if not is_suspendable(o):
            return
        filename, line = calling_place(_getframe(2))
        at = [filename, line] if filename else None
        self.stream.emit("dropped", object=self._number(o), name=_name_of(o), at=at)
        self._gone(o)

    @guarded
    def line(self, filename: str, line: int) -> None:
        """A statement is about to run (on demand)."""
        if filename not in self._files:
            self._source(filename)
        self.stream.emit("line", file=filename, line=line, object=self._inner())

    # Bookkeeping.

    def _look(self) -> dict[str, Any] | None:
        """For the stream: the changes in the frames since the last event."""
        here = self.running
        active, here.active = here.active, tuple(here.stack[-1:])
        return self.frames.changes(here.stack, active)

    def _active(self, o: Suspendable) -> None:
        if self.stream.look is not None:
            self.running.active = (*self.running.active, o)

    def _number(self, o: Suspendable) -> int:
        """The number of the object; an object that was made before watching began is reported first."""
        return self.numbers.known(o) or self._tell_created(o, None)

    def _inner(self) -> int | None:
        stack = self.running.stack
        return self._number(stack[-1]) if stack else None

    def _outer_of(self, o: Suspendable) -> int | None:
        """The number of the object that is suspended in ``o`` and being resumed or thrown into."""
        reference = self.running.outer.pop(id(o), None)
        outer = None if reference is None else reference()
        if outer is None or outer.state != RUNNING or _driven(outer.delegate) is not o:
            return None
        return self._number(outer)

    def _leave(self, o: Suspendable) -> None:
        stack = self.running.stack
        while stack and any([each is o for each in stack]):  # the outer ones: their ends were not reported
            stack.pop()

    def _gone(self, o: Suspendable) -> None:
        self.running.outer.pop(id(o), None)
        self.numbers.forget(o)
        self.frames.forget(o)

    def _function(self, o: Suspendable) -> int:
        """The number of the object's function, which is reported once."""
        code = o.run.__code__
        key = id(code)
        if key not in self._functions:
            self._functions[key] = (len(self._functions) + 1, code)  # the reference keeps the id in use
            self._lines[key] = tuple([_first_line(state) for state in o.machine.states])
            lines = self._source(code.co_filename)
            rows = rows_of(finding.of_code(o.machine, code, lines), raw=True)
            self.stream.emit(
                "function",
                function=self._functions[key][0],
                name=code.co_qualname,
                kind=o.machine.kind.value,
                file=code.co_filename,
                line=code.co_firstlineno,
                states=[_plain(row) for row in rows],
            )
        return self._functions[key][0]

    def _source(self, filename: str) -> tuple[str, ...]:
        lines = tuple([line.rstrip("\n") for line in linecache.getlines(filename)])
        if filename not in self._files:
            self._files.add(filename)
            if lines:
                self.stream.emit("source", file=filename, text="\n".join(lines) + "\n")
        return lines


def _name_of(o: Suspendable) -> str:
    """The name of an object's function; for a text with top-level ``await``, that of the text, such as ``<input 3>``."""
    name: str = o.run.__qualname__
    return str(o.run.__code__.co_filename) if name == "<module>" else name


def _driven(delegate: Any) -> Any:
    """The suspended object behind the delegate of another one."""
    if type(delegate) is Foreign:
        delegate = delegate.iterator
    return driven(delegate)


def _first_line(state: State) -> int:
    """The line where a state begins, 0 if it is not in the source."""
    for step in state.steps:
        if 0 < step.lineno < finding.NOWHERE and not only_moves(step):
            return step.lineno
    return line_of_exit(state.exit)


def _plain(row: StateRows) -> dict[str, Any]:
    """A state as plain data for the readers of a trace."""
    plain: dict[str, Any] = {"state": row.number, "exit": [row.exit.line, row.exit.text]}
    if row.steps:
        plain["steps"] = [[step.line, step.text] for step in row.steps]
    if row.edges:
        plain["edges"] = [[edge.target, edge.label, edge.kind] for edge in row.edges]
    if row.suspends:
        plain["suspends"] = row.suspends
        plain["alive"] = list(row.alive)
    if row.ends:
        plain["ends"] = list(row.ends)
    if row.error is not None:
        plain["error"] = [row.error.target, row.keeps_error]
    return plain

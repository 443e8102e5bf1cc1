"""The watcher: what the runtime tells of generators, coroutines and asynchronous generators, made into events.

It keeps no object of the program alive and runs none of its code.
"""

import linecache
from threading import local
from types import FrameType
from typing import Any

from minicoro.observe import finding
from minicoro.observe.rows import StateRows, rows_of
from minicoro.observe.stream import Numbers, Stream
from minicoro.observe.values import short
from minicoro.observe.waiting import waits_for
from minicoro.records import replace
from minicoro.runtime.frames import activations, real_getframe
from minicoro.runtime.machine import State
from minicoro.runtime.performing import Assembly
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import Closing, Suspendable
from minicoro.runtime.unit import SUSPENDABLE, Unit, variables


class _Running(local):
    """What is running in this thread, innermost last.

    held: of objects whose delegate has been thrown into, what to tell if the exception comes to them.
    """

    def __init__(self) -> None:
        self.stack: list[Suspendable] = []
        self.held: dict[int, tuple[int, tuple[Any, ...], int | None]] = {}


class Watcher:
    """Installed as ``SHARED.watcher``; see ``spec/events.md`` for what it makes of what it is told.

    with_variables: events carry the variables that have changed.
    """

    def __init__(self, stream: Stream, with_variables: bool = True) -> None:
        self.stream = stream
        self.numbers = Numbers()
        self.with_variables = with_variables
        self.running = _Running()
        self.current_task: Any = None  # set by `minicoro.observe.loop`: tells the stream which task is running
        self._functions: dict[int, tuple[int, Unit]] = {}
        self._assemblies: dict[int, tuple[Assembly, Assembly]] = {}
        self._lines: dict[int, tuple[int, ...]] = {}
        self._shown: dict[int, dict[str, str]] = {}
        self._files: set[str] = set()

    # What the runtime calls.

    def created(self, o: Suspendable) -> None:
        """An object was made by a call."""
        if o.unit.kind not in SUSPENDABLE:
            return
        function = self._function(o.unit)
        o.assembly = self._watched(o.assembly)
        number = self.numbers.new(o, weak=False)
        filename, line = _place(real_getframe(2))
        self.stream.emit(
            "created",
            object=number,
            kind=o.unit.kind.value,
            name=o.names[1],
            function=function,
            at=[filename, line] if filename else None,
            by=self._inner(),
            vars=self._variables(o),
        )

    def resumed(self, o: Suspendable, first: bool, value: object, thrown: tuple[Any, ...] | None) -> None:
        """An object starts or goes on."""
        if self.current_task is not None:
            self.current_task()
        outer = self._inner()
        stack = self.running.stack
        if stack and stack[-1].delegate is None:
            self._release(stack[-1])  # its delegate has ended, and it drops what it kept
        stack.append(o)
        if thrown is not None and o.delegate is not None:
            # It goes to the delegate; this object runs only if that ends by it.
            self.running.held[id(o)] = (o.state, thrown, outer)
            return
        self._tell_resumed(o, first, value, thrown, outer)

    def _tell_resumed(
        self, o: Suspendable, first: bool, value: object, thrown: tuple[Any, ...] | None, outer: int | None
    ) -> None:
        number = self._number(o)
        how = "send"
        if thrown is not None:
            kind = thrown[0]
            exits = kind is GeneratorExit or issubclass(type(kind), GeneratorExit)
            how = "close" if exits else "throw"
            value = kind
        self.stream.emit(
            "started" if first else "resumed",
            object=number,
            how=None if first and how == "send" else how,
            value=None if value is None else short(value),
            ending=True if type(thrown) is Closing else None,
            state=o.state,
            line=o.unit.first_line if first else self._line(o),
            by=outer,
        )

    def entered(self, number: int) -> None:
        """The running object enters a state."""
        stack = self.running.stack
        if stack:
            o = stack[-1]
            self._release(o)
            line = self._lines[id(o.assembly)][number]
            self.stream.emit(
                "entered", object=self._number(o), state=number, line=line or None, vars=self._variables(o)
            )

    def stopped(self, o: Suspendable, value: object) -> None:
        """An object has suspended or returned."""
        if o.status is not Status.CLOSED and self.running.held.pop(id(o), None) is not None:
            self._leave(o)
            return  # its delegate took the exception and has suspended again
        self._release(o)
        self._leave(o)
        number = self._number(o)
        if o.status is Status.CLOSED:
            self.stream.emit("returned", object=number, value=short(value))
            self._gone(o)
            return
        self.stream.emit(
            "suspended",
            object=number,
            state=o.state,
            line=self._line(o),
            value=None if value is None else short(value),
            on=waits_for(o, value, self.numbers) or None,
            vars=self._variables(o),
        )

    def raised(self, o: Suspendable, error: BaseException) -> None:
        """An exception has left an object, which is closed by it."""
        self._release(o)
        self._leave(o)
        self.stream.emit("raised", object=self._number(o), error=short(error))
        self._gone(o)

    def closed(self, o: Suspendable) -> None:
        """An object was closed before it started."""
        self.stream.emit("closed", object=self._number(o))
        self._gone(o)

    def dropped(self, o: Suspendable) -> None:
        """A coroutine died before it started."""
        filename, line = _place(real_getframe(2))
        at = [filename, line] if filename else None
        self.stream.emit("dropped", object=self._number(o), name=o.names[1], at=at)
        self._gone(o)

    def line(self, filename: str, line: int) -> None:
        """A statement is about to run (on demand)."""
        self.stream.emit("line", file=filename, line=line, object=self._inner())

    # Bookkeeping.

    def _number(self, o: Suspendable) -> int:
        return self.numbers.known(o) or self.numbers.new(o, weak=False)

    def _inner(self) -> int | None:
        stack = self.running.stack
        return self._number(stack[-1]) if stack else None

    def _leave(self, o: Suspendable) -> None:
        stack = self.running.stack
        if stack and stack[-1] is o:
            stack.pop()

    def _release(self, o: Suspendable) -> None:
        """Tell of a resumption that was held back: the exception has come to the object itself."""
        held = self.running.held.pop(id(o), None)
        if held is not None:
            state, thrown, outer = held
            at, o.state = o.state, state
            self._tell_resumed(o, False, None, thrown, outer)
            o.state = at

    def _gone(self, o: Suspendable) -> None:
        self.numbers.forget(o)
        self._shown.pop(id(o), None)

    def _line(self, o: Suspendable) -> int | None:
        span = o.machine.states[o.state].span
        return None if span is None else span.line

    def _variables(self, o: Suspendable) -> dict[str, str | None] | None:
        """The variables that have changed since they were last told; None for one that is unbound now."""
        if not self.with_variables or o.frame is None:
            return None
        now = {name: short(value) for name, value in variables(o.unit, o.frame).items()}
        before = self._shown.get(id(o), {})
        self._shown[id(o)] = now
        changed: dict[str, str | None] = {name: value for name, value in now.items() if before.get(name) != value}
        changed.update([(name, None) for name in before if name not in now])
        return changed or None

    def _function(self, unit: Unit) -> int:
        """The number of the unit's function, which is told of once."""
        key = id(unit.code)
        if key not in self._functions:
            self._functions[key] = (len(self._functions) + 1, unit)  # the unit is kept, so that the id stays its own
            lines = self._source(unit.filename)
            rows = rows_of(finding.of_unit(unit, lines), raw=True)
            self.stream.emit(
                "function",
                function=self._functions[key][0],
                name=unit.qualname,
                kind=unit.kind.value,
                file=unit.filename,
                line=unit.first_line,
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

    def _watched(self, assembly: Assembly) -> Assembly:
        """The machine assembled with a first step in each state that tells of it."""
        key = id(assembly)
        if key not in self._assemblies:
            machine = assembly.machine
            states = [self._telling(number, state) for number, state in enumerate(machine.states)]
            watched = Assembly(replace(machine, states=tuple(states)), assembly.unit)
            self._assemblies[key] = (assembly, watched)
            self._lines[id(watched)] = tuple([_first_line(state) for state in machine.states])
        return self._assemblies[key][1]

    def _telling(self, number: int, state: State) -> State:
        return replace(state, steps=(lambda frame: self.entered(number), *state.steps))


def _first_line(state: State) -> int:
    for note in state.notes:
        if note.span is not None:
            return note.span.line
    return 0


def _place(start: FrameType) -> tuple[str, int]:
    found = activations(start, 1)
    if not found:
        return "", 0
    entry = found[0]
    if entry.host is not None:
        return entry.host.f_code.co_filename, entry.host.f_lineno
    assert entry.unit is not None
    return entry.unit.filename, entry.line


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
    if row.error is not None:
        plain["error"] = [row.error.target, row.keeps_error]
    return plain

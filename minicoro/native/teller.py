"""Translate the events of `sys.monitoring` into those of ``spec/events.md``, during a run and from a recording."""

from collections.abc import Callable
from types import CodeType
from typing import Any

from minicoro.api import Machine
from minicoro.native.monitoring import KINDS, SUSPENDS, delegates, is_program
from minicoro.native.states import Positions, States, of_source
from minicoro.observe.source import text_of
from minicoro.observe.waiting import frame_of, is_suspended

Emit = Callable[..., None]


class Teller:
    """Calls ``emit(name, **fields)`` for generators, coroutines and asynchronous generators, which it identifies by their
    frames.

    new_number: returns the next number.  with_states: make the machines from the sources, which takes time; without it, events
    have ``place`` (see `Position`) instead of ``state``.  A frame is given by its id;
    CPython keeps one frame object for a suspended function until the function has ended.
    """

    def __init__(self, emit: Emit, new_number: Callable[[], int], with_states: bool = True) -> None:
        self._emit = emit
        self._new_number = new_number
        self._with_states = with_states
        self.numbers: dict[int, int] = {}
        self._stacks: dict[int, list[int]] = {}
        self._inner: dict[
            int, int
        ] = {}  # by thread: the object whose suspension its awaiting object is about to pass on
        self._through: dict[int, list[str]] = {}  # by thread: the library's coroutines that have passed it on since
        self._functions: dict[CodeType, int] = {}
        self._states: dict[str, dict[tuple[str, int], States]] = {}
        self._files: set[str] = set()
        self._positions = Positions()

    def prepare(self, filename: str) -> None:
        """Make the machines of a file before it runs, so that this takes no time of the program."""
        if self._with_states:
            self._states[filename] = of_source(text_of(filename), filename)

    def meet(self, frame: int, code: CodeType, by: int | None = None, **told: Any) -> int:
        """The number of the object of a frame; a new object is reported."""
        number = self.numbers.get(frame)
        if number is None:
            function = self._function(code)
            number = self.numbers[frame] = self._new_number()
            kind = KINDS[code.co_flags & SUSPENDS]
            self._emit("created", object=number, kind=kind, name=code.co_qualname, function=function, by=by, **told)
        return number

    def began(self, thread: int, frame: int, code: CodeType, **told: Any) -> None:
        """An object runs for the first time."""
        by = self._running(thread)
        at = told.pop("at", None)
        number = self.meet(frame, code, by, at=at)
        line = code.co_firstlineno
        self._emit("started", object=number, state=0, line=line, by=by, **_in_frame(number, told))
        self._stacks[thread].append(number)

    def resumed(self, thread: int, frame: int, code: CodeType, offset: int, how: str, **told: Any) -> None:
        """An object is resumed.  how: as in the event."""
        by = self._running(thread)
        number = self.meet(frame, code)
        self._emit("resumed", object=number, how=how, by=by, **self._place(code, offset), **told)
        self._stacks[thread].append(number)

    def suspended(self, thread: int, frame: int, code: CodeType, offset: int, on: dict[str, Any], **told: Any) -> None:
        """An object has suspended.  on: the object that it waits for, if this is not an object of the program."""
        number = self.meet(frame, code)
        self._leave(thread, number)
        inner, through = self._inner.get(thread), self._through.get(thread)
        if not delegates(code, offset):
            on, through = {}, None
        elif inner is not None:
            on = {"object": inner}
        if on and through:
            on = {**on, "through": through[::-1]}
        self._emit("suspended", object=number, on=on, **self._place(code, offset), **_in_frame(number, told))
        self._inner[thread] = number
        self._through.pop(thread, None)

    def passed(self, thread: int, name: str) -> None:
        """A suspension has reached the next coroutine, which is of a library."""
        self._through.setdefault(thread, []).append(name)

    def ended(self, thread: int, frame: int, code: CodeType, event: str, **told: Any) -> None:
        """An object has ended; event: ``returned`` or ``raised``."""
        number = self.meet(frame, code)
        self._leave(thread, number)
        self.forget_suspension(thread)
        self._emit(event, object=number, **told)
        self.numbers.pop(frame, None)

    def running(self, thread: int) -> int | None:
        """The number of the innermost object that runs in a thread."""
        stack = self._stacks.get(thread)
        return stack[-1] if stack else None

    def forget_suspension(self, thread: int) -> None:
        """Code runs again: the next suspension is a new one."""
        self._inner.pop(thread, None)
        self._through.pop(thread, None)

    def _running(self, thread: int) -> int | None:
        self.forget_suspension(thread)
        stack = self._stacks.setdefault(thread, [])
        return stack[-1] if stack else None

    def _leave(self, thread: int, number: int) -> None:
        stack = self._stacks.setdefault(thread, [])
        if number in stack:
            del stack[stack.index(number) :]

    def at(self, link: Any) -> tuple[Machine, int] | None:
        """The machine and the state of a suspended object of the program that CPython runs; None for anything else."""
        frame = frame_of(link)
        if frame is None or not tells_of(frame.f_code):
            return None
        states = self._states_of(frame.f_code)
        number = states.at(self._positions.of(frame.f_code, frame.f_lasti)) if is_suspended(link) else 0
        return None if states.machine is None or number is None else (states.machine, number)

    def _states_of(self, code: CodeType) -> States:
        return self._states.get(code.co_filename, {}).get((code.co_qualname, code.co_firstlineno), _NONE)

    def _place(self, code: CodeType, offset: int) -> dict[str, Any]:
        place = self._positions.of(code, offset)
        line = place[0]
        if not self._with_states:
            return {"line": line, "place": list(place)}
        states = self._states_of(code)
        return {"state": states.at(place), "line": line}

    def _function(self, code: CodeType) -> int:
        number = self._functions.get(code)
        if number is None:
            self._tell_file(code.co_filename)
            number = self._functions[code] = len(self._functions) + 1
            states = self._states_of(code)
            self._emit(
                "function",
                function=number,
                name=code.co_qualname,
                kind=KINDS[code.co_flags & SUSPENDS],
                file=code.co_filename,
                line=code.co_firstlineno,
                states=states.rows,
            )
        return number

    def _tell_file(self, filename: str) -> None:
        if filename in self._files:
            return
        self._files.add(filename)
        text = text_of(filename)
        if text:
            self._emit("source", file=filename, text=text)
            if self._with_states and filename not in self._states:
                self._states[filename] = of_source(text, filename)


_NONE = States()


def tells_of(code: CodeType) -> bool:
    """Whether the objects of a function are reported."""
    return bool(code.co_flags & SUSPENDS) and is_program(code)


def origin(coroutine: Any) -> list[Any] | None:
    """File and line of the call that made a coroutine; None if CPython has not recorded it."""
    places = coroutine.cr_origin
    return None if not places else [places[0][0], places[0][1]]


def _in_frame(number: int, told: dict[str, Any]) -> dict[str, Any]:
    """The fields of an event, with the changed ``variables`` as the event's ``frames`` (spec/events.md)."""
    variables = told.pop("variables", None)
    return {**told, "frames": {str(number): {"vars": variables}}} if variables else told

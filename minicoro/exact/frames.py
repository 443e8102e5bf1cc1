"""``gi_frame``, ``cr_frame``, ``ag_frame``: the frame of an object that is suspended or just created.

The frame of a running object is the host's (see `host_frames`).
"""

from __future__ import annotations

import weakref
from types import CodeType, FrameType
from typing import Any

from ..compiled.linking import CO_NEWLOCALS, CO_OPTIMIZED, UNBOUND, maker_of
from ..core import objects
from ..core.engine import CLOSED, RUNNING, strip
from ..core.generators import Coroutine
from ..core.machine import shown_variables
from ..core.objects import MAKER, Suspendable
from ..core.versions import RULES
from . import host_frames, lifetimes
from .by_identity import ByIdentity
from .stand_ins import exchange
from .variables import Variables, set_saved


class SuspendedFrame:
    """The frame of an object while the host has no frame for it.  It does not keep the object alive."""

    __slots__ = ("__weakref__", "_last", "_of", "_run", "f_trace_lines", "f_trace_opcodes", "variables")
    f_trace: Any = None  # `tracing` makes it settable

    def __init__(self, o: Suspendable) -> None:
        self._of, self._run = weakref.ref(o), o.run
        self.variables: dict[Any, Any] = {}
        self._last: int | None = None  # the line at which an exception has ended the object
        objects.ending = keep_variables
        self.f_trace_lines, self.f_trace_opcodes = True, False

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return FrameType

    def _running(self) -> Any:
        """The host's frame while the object runs, else None."""
        o = self._of()
        return host_frames.running_frame(o) if o is not None and o.is_running() else None

    @property
    def f_code(self) -> CodeType:
        return vars(self._run).get(MAKER) or maker_of(self._run.__code__)

    @property
    def f_globals(self) -> dict[str, Any]:
        return self._run.__globals__  # type: ignore[no-any-return]

    @property
    def f_builtins(self) -> dict[str, Any]:
        return self._run.__builtins__  # type: ignore[no-any-return]

    @property
    def f_back(self) -> Any:
        """None, unless the frame runs or waits for a delegate into which an exception was thrown."""
        o = self._of()
        if o is None or not o.is_running():
            return None
        found = waiting_place(o)
        if found is None:
            running = self._running()
            return None if running is None else host_frames.shown(host_frames.back_of(running))
        frame, _, others = found
        return frame_of(others[0][0]) if others else host_frames.shown(host_frames.back_of(frame))

    if host_frames.HAS_GENERATOR:

        @property
        def f_generator(self) -> Any:
            """The object whose frame this is, or None if it was destroyed."""
            return self._of()

    @property
    def f_lineno(self) -> Any:
        o, running = self._of(), self._running()
        if running is not None:
            return host_frames.line_of(running)
        first: int = self._run.__code__.co_firstlineno
        if o is None or o.state == CLOSED:
            return first if self._last is None else self._last
        return host_frames.resumed_line(o, suspended_state(o), first)

    @f_lineno.setter
    def f_lineno(self, line: object) -> None:
        host_frames.set_line(host_frames.real_getframe(0), line)  # the host raises its own error

    @property
    def f_lasti(self) -> int:
        """The instruction at which the object is suspended; before it has begun or after its end, the first one of its line."""
        running, line, o, code = self._running(), self.f_lineno, self._of(), self._run.__code__
        if running is not None:
            return host_frames.f_lasti_seen(running)
        first = next(iter([start for start, _, found in code.co_lines() if found == line]), 0)
        suspension = None if o is None else host_frames.place_of(code, suspended_state(o))
        return first if suspension is None else suspension

    @property
    def f_locals(self) -> Any:
        """Rule: versions/write-through-locals"""
        if not self.f_code.co_flags & CO_NEWLOCALS:  # a module that suspends
            return self.f_globals
        running = self._running()
        if running is not None:
            return host_frames.f_locals_seen(running)
        o = self._of()
        if o is None or o.state == CLOSED:
            return self.variables
        if RULES.locals_write_through:
            return self.locals() if host_frames.is_own(host_frames.real_getframe(1)) else Variables(self)
        for name in [*self._run.__code__.co_varnames, *self._run.__code__.co_freevars]:
            self.variables.pop(name, None)
        self.variables.update(saved(self._of()))
        return self.variables

    def locals(self) -> dict[Any, Any]:
        """The variables, and the names that are no variables of the code."""
        return saved(self._of()) | self.variables

    def put(self, name: Any, value: object) -> None:
        """Set a variable or another name."""
        o = self._of()
        if o is None or not put(o, name, value):
            self.variables[name] = value

    def clear(self) -> None:
        """Rule: frame/clear: a running frame cannot be cleared; from 3.13 on, a suspended one cannot either.

        A just-created coroutine only gets its "never awaited" warning, and can still be awaited (until 3.14).
        """
        o: Any = self._of()
        if o is None or o.state == CLOSED:
            self.variables.clear()
            return
        if o.is_running():
            raise RuntimeError("cannot clear an executing frame")
        if o.state > 0:
            if RULES.clear_refused:
                article = "an" if RULES.clear_refused_in_an else "a"
                raise RuntimeError(f"cannot clear {article} suspended frame")
            o.close()
        elif type(o) is Coroutine:
            lifetimes.warn_unawaited(o)
            if not RULES.clear_ends_created:
                return
            o.finish()
        else:
            o.__del__()
        if o.state != CLOSED:
            o.finish()

    def __repr__(self) -> str:
        code = self.f_code
        return f"<frame at {id(self):#x}, file {code.co_filename!r}, line {self.f_lineno}, code {code.co_name}>"

    def __reduce_ex__(self, protocol: object) -> Any:
        raise TypeError("cannot pickle 'frame' object")


def keep_variables(o: Suspendable) -> None:
    """Keep the variables and the line of an ending object in its frame, if a reference to the frame exists."""
    frame = kept_frame(o)
    if frame is None:
        return
    is_compiled = o.saved is None or isinstance(o.saved, tuple)
    running = host_frames.running_frame(o) if is_compiled and o.state == RUNNING else None
    if running is None:
        frame._last = o.saved.instruction(o.saved.template.resuming_code)[1] if o.state == RUNNING else frame.f_lineno
        frame.variables |= saved(o)
    else:
        frame._last = host_frames.line_of_error(running)
        frame.variables |= host_frames.variables(running, shown_variables)


def waiting_place(o: Suspendable) -> tuple[FrameType, int, host_frames.Waiting] | None:
    """The interpreter's frame in which the frame of ``o`` waits for a delegate, the state of ``o``, and the next outer objects there."""
    frame: FrameType | None = host_frames.real_getframe(1)
    while frame is not None:
        waiting = host_frames.waiting(frame)
        for place, (found, state) in enumerate(waiting):
            if found is o:
                return frame, state, waiting[place + 1 :]
        frame = host_frames.back_of(frame)
    return None


def suspended_state(o: Suspendable) -> int:
    """The state in which the object is suspended, also while its delegate handles a thrown exception."""
    found = waiting_place(o) if o.is_running() else None
    return o.state if found is None else found[1]


def saved(o: Suspendable | None) -> dict[str, Any]:
    """The program's variables of a suspended object, in the order of its code object."""
    if o is None:
        return {}
    if o.saved is not None and not isinstance(o.saved, tuple):  # walked
        return shown_variables(o.saved.own())
    kept = dict(zip(o.machine.saved.get(suspended_state(o), ()), o.saved or (), strict=False))
    for name, cell in zip(o.run.__code__.co_freevars, o.run.__closure__ or (), strict=True):
        try:
            kept[name] = cell.cell_contents
        except ValueError:
            continue
    code = o.run.__code__
    names = dict.fromkeys([*code_of(o).co_varnames, *code.co_varnames, *code.co_cellvars, *code.co_freevars])
    found = shown_variables({name: kept[name] for name in names if name in kept})
    return {name: value for name, value in found.items() if value is not UNBOUND}


def put(o: Suspendable, name: str, value: object) -> bool:
    """Set a variable of a suspended object; False: it has no variable of this name.  Rule: comprehension/source"""
    if name == ".0" and o.machine.name == "<genexpr>" and RULES.expression_keeps_source:
        return True
    if o.saved is not None and not isinstance(o.saved, tuple):  # walked
        o.saved.put(name, value)
        return True
    code = o.run.__code__
    if name in code.co_freevars:
        o.run.__closure__[code.co_freevars.index(name)].cell_contents = value
        return True
    return isinstance(o.saved, tuple) and set_saved(o, suspended_state(o), name, value)


def code_of(o: Suspendable) -> Any:
    """``gi_code`` and its like: the code object of the function that was called."""
    return vars(o.run).get(MAKER) or maker_of(o.run.__code__)


_frames: ByIdentity[weakref.ref[SuspendedFrame]] = ByIdentity()
"""The frames by their objects, so that ``gi_frame`` is always the same object."""


def kept_frame(o: Suspendable) -> SuspendedFrame | None:
    """The frame of an object that the program has got before, if it still refers to it."""
    found = _frames.get(o)
    return None if found is None else found()


def frame_of(o: Suspendable) -> Any:
    """``gi_frame`` and its like; None if the object is closed.  Rule: lifecycle/attributes"""
    if o.state == CLOSED:
        return None
    if o.state == RUNNING:
        running = host_frames.running_frame(o)
        if running is not None:
            return running
    found = kept_frame(o)
    if found is None:
        found = SuspendedFrame(o)
        _frames[o] = weakref.ref(found)
    return found


def clear_walked() -> None:
    """Let ``clear`` of a walked function's frame also drop the variables, which the walker's frames below it refer to."""
    host_clear: Any = vars(FrameType)["clear"]

    def clear(self: FrameType, /) -> None:
        found = host_frames.activation(self) if self.f_code.co_flags & CO_OPTIMIZED else None
        try:
            host_clear(self)
        except RuntimeError as error:
            strip(error)
            raise
        if found is not None and "$self" not in found.temporaries:  # if it is, this frame's object goes on
            for values in (found.temporaries, found.variables, found.cells):
                while values and RULES.frees_last_first:
                    values.popitem()
                values.clear()

    clear.__qualname__, clear.__doc__ = "frame.clear", host_clear.__doc__
    exchange(FrameType, "clear", clear)


def install() -> None:
    SuspendedFrame.__name__ = SuspendedFrame.__qualname__ = "frame"
    SuspendedFrame.__module__ = "builtins"
    objects.frame_of = frame_of
    objects.code_of = code_of
    host_frames.install()

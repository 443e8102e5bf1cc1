"""``sys.settrace`` and ``sys.setprofile``: a program's trace function gets the events that CPython sends.

Plain code is traced by the host.  No events are sent for the interpreter's frames and for the functions that make objects.
A machine is entered once a resumption, as a CPython generator is; its events are filtered by a `Watch`.
(spec/positions.md)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from opcode import opmap
from types import (
    CodeType,
    CoroutineType,
    FrameType,
    GeneratorType,
    SimpleNamespace,
    TracebackType,
    WrapperDescriptorType,
)
from typing import Any, TypeVar

from ..compiled.linking import SUSPENDABLE_FLAGS, host_names, is_machine
from ..core import engine, objects
from ..core.async_generators import Asend, AsyncGenerator, Athrow
from ..core.classes import ABSENT, looked_up
from ..core.engine import CLOSED, THROW
from ..core.errors import set_traceback, traceback_of
from ..core.generators import CoroutineWrapper, Generator
from ..core.line_table import line_at
from ..core.machine import Delegate, is_hidden, shown_variables
from ..core.versions import HOST
from . import host_frames, monitoring
from .by_identity import ByIdentity
from .frames import SuspendedFrame, saved
from .host_frames import has_own_variables, is_maker, is_own, variable
from .stand_ins import Builtin, exchange, replace
from .tracebacks import is_own as is_own_entry
from .variables import host_code, locals_of, set_unloaded, unloaded

Function = TypeVar("Function", bound=Callable[..., Any])
_real_settrace, _real_gettrace = sys.settrace, sys.gettrace
_real_setprofile, _real_getprofile = sys.setprofile, sys.getprofile
_f_trace: Any = vars(FrameType)["f_trace"]
_DRIVERS: list[CodeType] = []
"""The code objects of the functions that a machine calls to resume a delegate."""
_FOREIGN: list[CodeType] = []
"""The code object of the function that resumes a `Foreign` delegate."""
_LOADS: CodeType = vars(sys.modules["_frozen_importlib"])["_call_with_frames_removed"].__code__
"""The code object of the host's function that runs a module.  The interpreter's loader has it call ``compile``, too, as without a ``.pyc``."""
walked: Any = None
"""The module `minicoro.tools.walked_tracing`, if a program may be walked: it traces walked frames."""


class Local:
    """A (local) trace function for the host, which calls the program's: ``function``."""

    __slots__ = ("function",)

    def __init__(self, function: Any) -> None:
        self.function = function


NOTHING: Mapping[str, Any] = {}


def guarded(function: Any, frame: FrameType, event: str, arg: Any, others: Mapping[str, Any] = NOTHING) -> Any:
    """Call a trace function for a machine's frame.  others: more variables that the frame is to have.

    Until 3.12 the host afterwards sets the frame's variables from ``f_locals``, so hidden variables must be put back into it.
    """
    found = locals_of(frame)
    if others:
        found.update(others)
    if HOST.locals_write_through:
        return function(frame, event, arg)
    hidden = {name: value for name, value in found.items() if is_hidden(name)}
    waiting = shown_variables(unloaded(host_code(frame), found))
    host_frames.hide(found)
    found.update(waiting)
    try:
        return function(frame, event, arg)
    finally:
        changed = {name: found[name] for name in waiting if found.get(name, waiting[name]) is not waiting[name]}
        for name, value in changed.items():
            set_unloaded(frame, name, value)
        found.update({**hidden, **changed})


def told(function: Any, frame: FrameType, event: str, arg: Any) -> Any:
    """Call a trace or profile function."""
    code = host_code(frame)
    if has_own_variables(code) or (walked is not None and host_frames.is_walked(code)):
        return guarded(function, frame, event, arg)
    return function(frame, event, arg)


SUSPENDED: ByIdentity[tuple[Any, Mapping[str, Any]]] = ByIdentity()
"""Of objects that were traced until they suspended: the local trace function, and the additions to ``f_locals``.

In CPython the object's one frame keeps both, also through untraced resumptions.
"""
UNTRACED: tuple[Any, Mapping[str, Any]] = (None, NOTHING)
FRAMES: ByIdentity[int] = ByIdentity()
"""Of the same objects: the identity of the frame that the host had for the last resumption."""


def added(frame: FrameType) -> dict[str, Any]:
    """What has been put into ``f_locals`` that is none of the code's variables, as pdb's ``__return__``."""
    code, found = host_code(frame), locals_of(frame)
    known = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
    return {name: found[name] for name in found if name not in known}


class Watch(Local):
    """The host's local trace function of a machine's frame: it calls the program's, ``function``.

    line: the line of the last event.  place: the state and the host instruction at that event.  at_start: the frame may still
    be at the resumption, whose code has the line of the suspension.  goes_back: the following code is the next round of a loop
    or the beginning, so a line event is sent even for the same line.
    """

    __slots__ = ("at_start", "goes_back", "line", "o", "place")

    def __init__(self, function: Any, frame: FrameType, line: int | None) -> None:
        super().__init__(function)
        self.line, self.place = line, (0, False, 0)
        self.at_start = self.goes_back = False
        self.o = variable(frame, "$o")  # None when the frame has ended

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        guarded(self.handle, frame, event, arg)
        return self

    def handle(self, frame: FrameType, event: str, arg: Any) -> None:
        line = frame.f_lineno
        if event == "line":
            if line is None or self._is_repeated(frame, line):
                return
            self.line, self.place = line, self.place_in(frame)
        elif event == "exception":
            arg = as_in_for(frame, arg)
            if line is None or arg is None:
                return
            self.line, arg = line, (arg[0], arg[1], without_own(arg[2]))
        self.tell(frame, event, shown_item(self.o, arg) if event == "return" else arg)
        if event == "exception" and HOST.throw_tells_line and self._is_thrown_into(frame):
            self.tell(frame, "line", None)  # of CLEANUP_THROW
        if event == "return":
            if self.o is not None and self.o.state > 0 and self.function is not None:
                SUSPENDED[self.o] = self.function, added(frame)
                FRAMES[self.o] = id(frame)
            _ended(self.o, frame, arg)

    def _is_thrown_into(self, frame: FrameType) -> bool:
        """Whether the exception was thrown into a frame that waits for a delegate."""
        label = variable(frame, "$state")
        if self.o is None or label is None or variable(frame, "$sent") is not THROW:
            return False
        states = self.o.machine.states
        return 0 <= label < len(states) and isinstance(states[label].exit, Delegate)

    def place_in(self, frame: FrameType) -> tuple[int, bool, int]:
        """The state, whether its exit is being continued, and the host instruction."""
        label = variable(frame, "$state")
        if self.o is None or label is None:
            return 0, False, frame.f_lasti
        count = len(self.o.machine.states)
        return label % count, label < count, frame.f_lasti

    def _is_repeated(self, frame: FrameType, line: int) -> bool:
        """Whether this line event of the host only says that the machine is still in the same line."""
        at_start, self.at_start = self.at_start, False
        if line != self.line:
            self.goes_back = False
            return False
        before, self.place = self.place, self.place_in(frame)
        if at_start:
            return True
        goes_back, self.goes_back = self.goes_back, False
        # An event in the line of the instruction before it reports a jump back: a loop in one line.
        return not goes_back and self.place > before and line_at(host_code(frame), frame.f_lasti - 2) != line

    def tell(self, frame: FrameType, event: str, arg: Any) -> None:
        """Call the program's function, if the frame has one; at code without a line it sees the line of the last event."""
        if self.function is None:
            return
        if event != "line":
            self.at_start = False
        outer, host_frames.traced = host_frames.traced, (frame, self.line)
        found = locals_of(frame)
        if event == "return" and self.o is not None and self.o.state > 0:
            host_frames.unset = {name: value for name, value in saved(self.o).items() if name not in found}
            found.update(host_frames.unset)
        try:
            result = self.function(frame, event, arg)
        finally:
            host_frames.traced = outer
            for name in host_frames.unset:
                if HOST.locals_write_through:
                    found[name] = None  # a view has no deletion
                else:
                    found.pop(name, None)
            host_frames.unset = {}
        if result is not None:
            self.function = result


def replace_kept_frame(function: Any, before: int | None, frame: FrameType) -> None:
    """A debugger that keeps the frame of an object gets the frame of its next resumption: in CPython it is the same one.

    (``stopframe`` of `bdb`: the frame in which ``next`` stops again)  before: the identity of the frame of the last one, if it was traced.
    """
    kept = getattr(getattr(function, "__self__", None), "__dict__", {})
    for name, value in list(kept.items()):
        if id(value) == before and type(value) is FrameType and host_code(value) is host_code(frame):
            kept[name] = frame


def without_own(traceback: TracebackType | None) -> TracebackType | None:
    """The traceback of an exception that was raised by a call, without the interpreter's entries after the first one."""
    if traceback is not None:
        entry = traceback.tb_next
        while entry is not None and is_own_entry(entry):
            entry = entry.tb_next
        if entry is not traceback.tb_next:
            traceback.tb_next = entry
    return traceback


def _delegating(frame: FrameType) -> tuple[FrameType | None, CodeType | None]:
    """The machine's frame around a frame, and the outermost of the interpreter's code between them; both may be None."""
    outer, last = host_frames.back_of(frame), None
    while outer is not None and is_own(outer):
        last, outer = host_code(outer), host_frames.back_of(outer)
    return (outer if outer is not None and is_machine(host_code(outer)) else None), last


def _ended(o: Any, frame: FrameType, value: object) -> None:
    """Send the event for the delegate's StopIteration to the delegating frame, as CPython does."""
    outer, last = _delegating(frame)
    if o is None or outer is None or (o.state != CLOSED and not o.item):
        return
    if (variable(frame, "$state") or 0) < 0:  # it has raised
        return
    if variable(outer, "$d") is not o if last is None else last not in _DRIVERS:
        return
    if o.item and HOST.silent_item:
        return
    if last is None and o.state == CLOSED and hasattr(o, "ag_frame"):  # resumed directly: no exception is raised
        tell_stop(outer, StopAsyncIteration())
        return
    if o.state == CLOSED and (
        hasattr(o, "ag_frame") or (value is None and HOST.silent_end and not hasattr(o, "cr_await"))
    ):
        return
    tell_stop(outer, StopIteration() if value is None else StopIteration(value))


def tell_stop(
    frame: FrameType, stop: StopIteration | StopAsyncIteration, traceback: TracebackType | None = None
) -> None:
    watch = _f_trace.__get__(frame)
    if type(watch) is Watch and watch.function is not None:
        watch.place = watch.place_in(frame)
        watch.tell(frame, "exception", (type(stop), stop, traceback))


def _foreign(frame: FrameType, event: str, arg: Any) -> Any:
    """The local trace function of a function that drives a `Foreign` delegate."""
    outer, _ = _delegating(frame)
    if event == "exception" and arg[0] is StopIteration and outer is not None:
        stop = arg[1] if isinstance(arg[1], StopIteration) else StopIteration(arg[1])
        if not ends_silently(type(locals_of(frame)["self"].iterator), stop.value):
            tell_stop(outer, stop, arg[2] and arg[2].tb_next)
    return _foreign


# An item of an asynchronous generator, as a trace or profile function gets it; it shows nothing, as in CPython.
ItemShown: Any = type("async_generator_wrapped_value", (), {"__slots__": (), "__module__": "builtins"})


def shown_item(o: Any, value: Any) -> Any:
    """The value of a frame's return event: the item that an asynchronous generator has yielded is wrapped."""
    return ItemShown() if type(o) is AsyncGenerator and o.item else value


def ends_silently(kind: type, value: object) -> bool:
    """Whether CPython tells no StopIteration of a foreign iterator of this class that has ended with ``value``.

    A class of C code signals an end without a value in its slot ``tp_iternext``, and raises no exception, unless it has a
    method ``send`` of its own.
    """
    if HOST.silent_item:
        return kind is not CoroutineType and kind is not GeneratorType
    if value is not None or type(looked_up(kind, "__next__")) is not WrapperDescriptorType:
        return False
    if kind is GeneratorType:
        return HOST.silent_end
    return _NAME.__get__(kind) == CoroutineWrapper.__name__ or looked_up(kind, "send") is ABSENT


_NAME: Any = vars(type)["__name__"]


def as_in_for(frame: FrameType, arg: Any) -> Any:
    """The argument of an exception event.  The end of an interpreted generator in a ``for`` has no traceback in CPython.

    If the generator has returned None, there is no event at all: None.
    """
    if arg[0] is not StopIteration or arg[2] is None or host_code(frame).co_code[frame.f_lasti] != opmap["FOR_ITER"]:
        return arg
    entry = arg[2] if arg[2].tb_next is None else arg[2].tb_next  # whether that of this frame is there already
    if host_code(entry.tb_frame) is not Generator.__next__.__code__:
        return arg
    return None if arg[1].value is None else (*arg[:2], None)


class Plain(Local):
    """The host's local trace function of plain code; it hides the StopIteration of a generator in a ``for``, as CPython does."""

    __slots__ = ()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        if event == "exception":
            arg = as_in_for(frame, arg)
            if arg is None:
                return self
        result = told(self.function, frame, event, arg)
        if result is not None:
            self.function = result
        return self


def leave_at_start(o: Any, frame: FrameType, error: BaseException) -> None:
    """Let an exception of the trace function leave the frame of an object that was about to be resumed: the object ends."""
    engine.strip(error)
    if not host_frames.is_walked(host_code(frame)):  # the host's entry of a machine has no line
        line = host_frames.line_of_resumption(frame) or host_code(frame).co_firstlineno
        set_traceback(error, TracebackType(traceback_of(error), frame, frame.f_lasti, line))
    if o is None:
        return
    kept = saved(o)
    o.finish()
    if not HOST.locals_write_through:
        locals_of(frame).update(kept)  # the host sets the frame's variables from this dict


class Tracer(Local):
    """The host's trace function while the program's is ``function``."""

    __slots__ = ()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = host_code(frame)
        if code is _LOADS and "compile" in getattr(host_frames.back_of(frame), "f_globals", ()):
            return None  # called by the interpreter's loader
        if host_frames.is_passed(code):
            if walked is not None and code in walked.CALLS:
                walked.told(frame)
            return _foreign if code in _FOREIGN else None
        if is_maker(code):
            return None
        if walked is not None and host_frames.is_walked(code):
            try:
                return walked.begun(self.function, frame, event, arg)
            except BaseException as error:
                if is_machine(code):
                    leave_at_start(variable(frame, "$o"), frame, error)
                raise
        if not is_machine(code):
            try:
                function = told(self.function, frame, event, arg)
            except BaseException as error:
                engine.strip(error)  # at the end of the process the host shows all entries
                raise
            return None if function is None else Plain(function)
        watch = Watch(None, frame, host_frames.line_of_resumption(frame))
        kept, others = SUSPENDED.pop(watch.o) or UNTRACED
        replace_kept_frame(self.function, FRAMES.pop(watch.o), frame)
        if event == "call" and watch.o is not None:  # the host's frame has the variables only after this event
            others = {**others, **saved(watch.o)}
        if kept is not None:
            watch.function = kept
            _f_trace.__set__(frame, watch)
        try:
            watch.function = guarded(self.function, frame, event, arg, others) or kept
        except BaseException as error:
            leave_at_start(watch.o, frame, error)
            raise
        state = 0 if watch.o is None else watch.o.state
        if watch.o is not None:
            watch.at_start, watch.goes_back = True, state == 0 or watch.o.machine.states[state].exit.target <= state
        return watch if watch.function is not None or _is_awaited_by_traced(frame) else None


def _is_awaited_by_traced(frame: FrameType) -> bool:
    """Whether the frame around this one is a machine's that is traced: it gets an event for the end of its delegate (`_ended`)."""
    outer, _ = _delegating(frame)
    watch = None if outer is None else _f_trace.__get__(outer)
    return type(watch) is Watch and watch.function is not None


_METHODS = frozenset(["send", "throw", "close", "asend", "athrow", "aclose"])
"""Methods that CPython has written in C."""


class Profiler:
    """As `Tracer`, for ``sys.setprofile``, which gets only call and return events.

    A method of the interpreter called by the program is reported as a C function.  called: the frames of running methods and
    asynchronous generators, with the method or the object.
    """

    __slots__ = ("called", "function")

    def __init__(self, function: Any) -> None:
        self.function = function
        self.called: list[tuple[FrameType, Any]] = []

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Any:
        code = host_code(frame)
        if is_own(frame):
            self._report_as_c(frame, event, arg)
            return
        # A walker's frame: it calls the program's functions in a frame of `CALLING`, which takes them from a list.
        if host_frames.is_passed(code):
            if event[:2] == "c_" and code.co_names == host_frames.CALLING:
                if frame.f_lasti >= 2 * code.co_code[::2].index(opmap["CALL_FUNCTION_EX"]):
                    told(self.function, host_frames.shown(frame), event, arg)
            return
        if walked is not None and host_frames.is_walked(code):
            if event[:2] == "c_" or (code.co_flags & SUSPENDABLE_FLAGS and not is_machine(code)):
                return
        if is_maker(code):
            return
        if event[0] == "c" and event != "call" and frame.f_lineno is None:  # a C call by the interpreter
            return
        if event == "call" and HOST.profile_tells_thrown and is_machine(host_code(frame)):
            if variable(frame, "$sent") is THROW:
                arg = variable(frame, "$o").error
        if is_machine(code) and code.co_flags & SUSPENDABLE_FLAGS:
            if event == "call":
                self.called.append((frame, variable(frame, "$o")))
            elif event == "return" and self.called and self.called[-1][0] is frame:
                arg = shown_item(self.called.pop()[1], arg)
        told(self.function, frame, event, arg)

    def _report_as_c(self, frame: FrameType, event: str, arg: Any) -> None:
        """Report an event of an interpreter's frame as one of a C function, if the program has called it."""
        caller = host_frames.back_of(frame)
        if caller is None:
            return
        if event == "call":
            code, name = host_code(frame), host_code(frame).co_name
            is_method = name in _METHODS and host_names(code)[:1] == ("self",)
            passed = host_frames.is_passed(host_code(caller)) and host_code(caller).co_names != host_frames.CALLING
            if (is_method or code is Builtin.__call__.__code__) and not passed:
                called = locals_of(frame)["self"]
                callee = getattr(called, name) if is_method else called
                self.called.append((frame, callee))
                told(self.function, host_frames.shown(caller), "c_call", callee)
        elif event == "return" and self.called and self.called[-1][0] is frame:
            callee = self.called.pop()[1]
            has_failed = arg is None and callee.__name__ in ("send", "throw") and callee.__self__.state == CLOSED
            told(self.function, host_frames.shown(caller), "c_exception" if has_failed else "c_return", callee)


def untraced(function: Function) -> Function:
    """Make a function of the interpreter run without calls of the program's trace and profile functions."""

    def call(*args: Any, **keywords: Any) -> Any:
        tracer, profiler = _real_gettrace(), _real_getprofile()
        if type(profiler) is not Profiler:  # one of C code cannot be set again
            profiler = None
        if tracer is None and profiler is None:
            return function(*args, **keywords)
        if profiler is not None:
            _real_setprofile(None)
        if tracer is not None:
            _real_settrace(None)
        try:
            return function(*args, **keywords)
        finally:
            if tracer is not None:
                _real_settrace(tracer)
            if profiler is not None:
                _real_setprofile(profiler)

    return call  # type: ignore[return-value]


def settrace(caller: FrameType, function: Any, /) -> None:
    if function is not None:
        if walked is not None:
            walked.watch()
        trace_again(function, caller)
    _real_settrace(None if function is None else Tracer(function))


def _owner(frame: FrameType) -> Any:
    """The object of a machine's frame, or its activation if it is walked."""
    return (walked and host_frames.activation(frame)) or variable(frame, "$o")


def trace_again(function: Any, frame: FrameType | None) -> None:
    """Give this frame and the outer ones the trace functions of earlier frames of their objects, if untraced resumptions came between."""
    while frame is not None:
        if is_machine(host_code(frame)) and _f_trace.__get__(frame) is None:
            owner = _owner(frame)
            kept, _ = SUSPENDED.pop(owner) or UNTRACED
            replace_kept_frame(function, FRAMES.pop(owner), frame)
            if kept is not None:
                _set_f_trace(frame, kept)
        frame = host_frames.back_of(frame)


def gettrace(caller: FrameType, /) -> Any:
    found = _real_gettrace()
    return found.function if type(found) is Tracer else found


def setprofile(caller: FrameType, function: Any, /) -> None:
    _real_setprofile(None if function is None else Profiler(function))


def getprofile(caller: FrameType, /) -> Any:
    found = _real_getprofile()
    return found.function if type(found) is Profiler else found


def _get_f_trace(frame: FrameType) -> Any:
    found = _f_trace.__get__(frame)
    return found.function if isinstance(found, Local) else found


def _get_suspended(frame: SuspendedFrame) -> Any:
    """``f_trace`` of a suspended object: what traces its next resumption."""
    running = frame._running()
    return (SUSPENDED.get(frame._of()) or UNTRACED)[0] if running is None else _get_f_trace(running)


def _set_suspended(frame: SuspendedFrame, function: Any = None) -> None:
    o, running = frame._of(), frame._running()
    if running is not None:
        _set_f_trace(running, function)
    elif o is not None and o.state != CLOSED:
        SUSPENDED[o] = function, (SUSPENDED.get(o) or UNTRACED)[1]


def _set_f_trace(frame: FrameType, function: Any) -> None:
    owner = _owner(frame) if is_machine(host_code(frame)) else None
    if owner is not None:
        SUSPENDED[owner], FRAMES[owner] = (function, NOTHING), id(frame)
    if function is not None and not isinstance(function, Local):
        found = _f_trace.__get__(frame)
        if walked is not None and host_frames.is_walked(host_code(frame)):
            function = walked.unstepped(function, frame)
        elif isinstance(found, Local):
            found.function = function
            if isinstance(found, Watch):  # the program may have gone on untraced since the last event
                found.line = frame.f_lineno or found.line
            return
        else:
            function = Watch(function, frame, frame.f_lineno) if is_machine(host_code(frame)) else Plain(function)
    _f_trace.__set__(frame, function)


def adjust_debugger(module: Any) -> None:
    """Let ``bdb`` be told by ``sys.settrace`` always.

    From 3.14 on ``breakpoint()`` and ``python -m pdb`` take ``sys.monitoring``, whose events are those of the host's code.
    """
    if hasattr(module, "_MonitoringTracer"):
        acts = {"start_trace": sys.settrace, "stop_trace": partial(sys.settrace, None)}
        others = ("update_local_events", "disable_current_event", "restart_events")
        acts |= dict.fromkeys(others, lambda: None)  # there are no events of single code objects
        module._MonitoringTracer = partial(SimpleNamespace, **acts)


def is_tracing() -> bool:
    """Whether a trace function is set in this thread."""
    return _real_gettrace() is not None


def local_of(frame: FrameType) -> Any:
    """The host's local trace function of a frame."""
    return _f_trace.__get__(frame)


def is_watching() -> bool:
    """Whether a trace or profile function or a tool is told of ends; CPython then runs each frame that it closes."""
    return _real_gettrace() is not None or _real_getprofile() is not None or monitoring.is_unwinding()


def install() -> None:
    """Call the program's trace and profile functions through those of this file."""
    objects.is_watching = is_watching
    _DRIVERS.extend([f.__code__ for f in (engine.resume_delegate, Asend.run, Athrow.run, CoroutineWrapper.run)])
    _FOREIGN.append(engine.Foreign.run.__code__)  # the code object as `warned` has renamed it
    replace(sys, settrace=settrace, gettrace=gettrace, setprofile=setprofile, getprofile=getprofile)
    SuspendedFrame.f_trace = property(_get_suspended, _set_suspended, _set_suspended)
    exchange(FrameType, "f_trace", property(_get_f_trace, _set_f_trace, _f_trace.__delete__))

"""``sys.settrace`` for the program: what the host's tracer sees of our closures, told as events of the program.

While the program has a trace function, the host traces us.  Its events are turned into those that CPython would
give: a synthesised function, `engine.resume`, a module or class body are calls and returns; a placed closure says
which line runs; the closures of loops jump backwards where the program's loops do.  The frames handed over are
`GuestFrame` and `LibraryFrame` objects, so that ``bdb`` and ``pdb`` are the host's own.  While no trace function is
set, nothing of this runs.
"""

from __future__ import annotations

import sys
from _thread import _local  # not threading's: that a program has not imported threading shows at its end

from minicoro.runtime import frames
from minicoro.runtime.frames import TRACE, TRACED_LINE, frame_of
from minicoro.runtime.library_frames import LibraryFrame
from minicoro.runtime.positions import PLACED, entry_line
from minicoro.runtime.positions import SILENT as SILENT_ENTRY
from minicoro.runtime.status import Status
from minicoro.runtime.traceback import guest_traceback, innermost_passes, is_ours, leaves
from minicoro.runtime.tracing_roles import BACKWARD, CATCHING, HEADS, SILENT, STARTS, WORK
from minicoro.runtime.unit import UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit

    TraceFunction = Callable[..., Any]

_real_settrace = sys.settrace
_DELEGATION = "Assembly._delegate.<locals>.send"
_SPECIALISED = "make.<locals>.run"
_THROWN = ("Assembly._delegate.<locals>.throw", "Assembly._delegate.<locals>.fail")
_GENERATOR_NEXT = "Generator.__next__"


class _Thread(_local):
    """What a thread traces with.  hidden: how deep it is in work of ours that is none of the program's."""

    function: TraceFunction | None = None
    hidden = 0


_THREAD = _Thread()


class Watch:
    """The tracing of one activation: the host's local trace function of every host frame that belongs to it.

    unit, frame, owner: the activation, once it is announced; before, the host frame has not made it.
    line: the one reported last.  pending: one that runs on when the operands on other lines have been evaluated.
    error: the exception on its way out that has been reported.
    fresh: a host frame that has only just begun.  last: the closure that has ended last.
    """

    __slots__ = ("entry", "error", "frame", "fresh", "last", "line", "owner", "pending", "unit")

    unit: Unit
    frame: Frame

    def __init__(self) -> None:
        self.entry = True
        self.owner: Any = None
        self.line: int | None = None
        self.pending: int | None = None
        self.error: BaseException | None = None
        self.fresh: FrameType | None = None
        self.last = ""

    def stand_for(self, host: FrameType) -> bool:
        """Take over the activation of an entry; False if the host frame has not made it yet."""
        code = host.f_code
        found = frames.standing_for(host, code)
        if found is None or (code.co_name == "resume" and "frame" not in host.f_locals):
            return False
        self.unit, self.frame, self.owner = found
        self.entry = False
        return True

    def announce(self, host: FrameType) -> None:
        """Report the call, once its variables stand in the frame."""
        if not self.stand_for(host):
            return
        owner, line = self.owner, self.unit.first_line
        if self.unit.kind in (UnitKind.MODULE, UnitKind.EVAL):
            line = 0  # CPython begins these before their first line
        if owner is not None and host.f_locals["status"] is not Status.CREATED:
            span = owner.state_span()
            line = line if span is None else span.line
            self.line = line
        function = _THREAD.function
        if function is not None:
            self.tell(function, "call", None, line)

    def tell(self, function: TraceFunction, event: str, arg: object, line: int) -> None:
        """Call the program's trace function; what it gives is the frame's own from then on."""
        frame = self.frame
        shown = frame_of(self.unit, frame, self.owner)
        frames.refresh_locals(self.unit, frame)
        frame[TRACED_LINE] = line
        try:
            result = function(shown, event, arg)
        except BaseException:
            _THREAD.function = None
            raise
        finally:
            frame.pop(TRACED_LINE, None)
            frames.write_back_locals(self.unit, frame)
        if result is not None:
            frame[TRACE] = result

    def report(self, event: str, arg: object, line: int) -> None:
        """An event inside the frame, if it has a trace function."""
        function = self.frame.get(TRACE)
        if function is not None and _THREAD.function is not None:
            self.tell(function, event, arg, line)

    def see(self, line: int, again: bool = False) -> None:
        """The control is at ``line``; ``again``: it has jumped backwards to get there."""
        self.pending = None
        self.error = None
        if line != self.line or again:
            self.line = line
            if self.frame.get(frames.TRACE_LINES, True):
                self.report("line", None, line)

    def flush(self) -> None:
        """The operation whose operands stand on other lines is carried out."""
        if self.pending is not None:
            self.see(self.pending)

    def begin(self, host: FrameType, code: CodeType) -> None:
        """A closure of this activation begins."""
        name = code.co_qualname
        host.f_trace_lines = name in BACKWARD
        if host.f_trace_lines:
            self.fresh = host
        line = entry_line(code) if code.co_name == PLACED else SILENT_ENTRY
        if line != SILENT_ENTRY:
            self.see(line, name in HEADS and self.last not in STARTS)

    def __call__(self, host: FrameType, event: str, arg: Any) -> Watch:
        if event == "line":
            self._jump(host)
        elif event == "exception":
            self._exception(host, *arg)
        elif event == "return":
            self._end(host, arg)
        return self

    def _is_own(self, host: FrameType, error: BaseException) -> bool:
        """Whether a placed closure has raised an error that it catches: it has looked up a variable."""
        name = host.f_code.co_qualname
        if name == _SPECIALISED and isinstance(error, KeyError):
            unbound = host.f_locals.get("unbound")
            return unbound is not None and unbound(self.frame, error) is not None
        return name in CATCHING and isinstance(error, KeyError | ValueError)

    def _jump(self, host: FrameType) -> None:
        if self.fresh is host:
            self.fresh = None
        elif not self.entry:
            code = host.f_code
            line = code.co_firstlineno if code.co_name == PLACED else self.line
            if line is not None:
                self.see(line, again=True)

    def _end(self, host: FrameType, result: Any) -> None:
        code = host.f_code
        if code.co_name == PLACED:
            if self.error is None:
                self._leave(host, code, result)
            elif code.co_qualname in _THROWN and sys.version_info >= (3, 13):
                # CPython 3.13 cleans up after what was thrown into a delegate, on the line of the `await`.
                self.report("line", None, code.co_firstlineno)
        elif self.entry or not frames.is_entry(code):
            return
        else:
            if self.error is None:
                self.flush()
            ended = self.unit.first_line if self.line is None else self.line
            self.report("return", None if self.error is not None else result, ended)

    def _leave(self, host: FrameType, code: CodeType, result: Any) -> None:
        """A placed closure has come to its end: the one around it runs on, on its own line."""
        self.flush()
        if self.frame.get(frames.TRACE_OPCODES):
            self.report("opcode", None, code.co_firstlineno)
        self.last = code.co_qualname
        if code.co_qualname == _DELEGATION and result != -1:
            self._delegate_ended(host, code)
        around = host.f_back
        while around is not None and around.f_code.co_name != PLACED and not frames.is_entry(around.f_code):
            around = around.f_back
        if around is None or around.f_code.co_name != PLACED:
            return
        outer = around.f_code
        if outer.co_qualname not in SILENT and outer.co_firstlineno != self.line:
            self.pending = outer.co_firstlineno

    def _delegate_ended(self, host: FrameType, code: CodeType) -> None:
        """As in CPython: the end of what is awaited shows as its StopIteration."""
        local = host.f_locals
        value, delegate = local["value"], local["delegate"]
        if sys.version_info < (3, 12) and value is None and not hasattr(type(delegate), "cr_await"):
            return
        stop = StopIteration() if value is None else StopIteration(value)
        self.report("exception", (StopIteration, stop, None), code.co_firstlineno)

    def _exception(self, host: FrameType, kind: type, error: BaseException, traceback: Any) -> None:
        code = host.f_code
        if self.entry:
            return
        if code.co_name != PLACED and not frames.is_entry(code):
            return
        if error is self.error or self._is_own(host, error):
            return
        if kind is StopIteration and _silent_stop(host, error, traceback):
            return
        self.pending = None
        self.error = error
        if innermost_passes(traceback) or leaves(traceback):
            return
        line = code.co_firstlineno if code.co_name == PLACED else self.line or self.unit.first_line
        self.line = line
        shown = guest_traceback(self.unit, self.frame, traceback, line)
        before = error.__traceback__
        error.__traceback__ = shown
        try:
            self.report("exception", (kind, error, shown), line)
        finally:
            error.__traceback__ = before


def _silent_stop(host: FrameType, error: Any, traceback: Any) -> bool:
    """Whether a generator of the program has ended under a ``for``, of which CPython tells nothing."""
    if traceback is None or traceback.tb_frame is host:
        return False
    return traceback.tb_frame.f_code.co_qualname == _GENERATOR_NEXT and error.value is None


class _LibraryWatch:
    """The host's local trace function of a library's frame: calls the program's with what the program may see."""

    __slots__ = ("function",)

    def __init__(self, function: TraceFunction) -> None:
        self.function = function

    def __call__(self, host: FrameType, event: str, arg: Any) -> Any:
        function = _tell_library(self.function, host, event, arg)
        if function is not None:
            self.function = function
        return host.f_trace


def _tell_library(function: TraceFunction, host: FrameType, event: str, arg: Any) -> Any:
    try:
        return function(LibraryFrame.of(host), event, arg)
    except BaseException:
        _THREAD.function = None
        raise


def _hide(host: FrameType, event: str, arg: object) -> Any:
    """The local trace function of work of ours: it ends."""
    if event == "return":
        _THREAD.hidden -= 1
    return _hide


def _on_call(host: FrameType, event: str, arg: object) -> Any:
    """The host's global trace function while the program has one."""
    if _THREAD.hidden or _THREAD.function is None:
        return None
    code = host.f_code
    if not is_ours(code):
        return _library_call(host)
    if code.co_qualname in WORK:
        _THREAD.hidden += 1
        host.f_trace_lines = False
        return _hide
    watch = watch_of(host.f_back)
    if frames.is_entry(code):
        if watch is not None and not watch.entry:
            watch.flush()
        host.f_trace_lines = False
        return Watch()
    if watch is None or watch.entry:
        return None
    watch.begin(host, code)
    return watch


def _library_call(host: FrameType) -> Any:
    watch = watch_of(host.f_back)
    if watch is not None and not watch.entry:
        watch.flush()
    assert _THREAD.function is not None
    function = _tell_library(_THREAD.function, host, "call", None)
    return host.f_trace if function is None else _LibraryWatch(function)


def watch_of(host: FrameType | None) -> Watch | None:
    """The tracing of the activation that a host frame of ours belongs to; made if it began before."""
    at = host
    while at is not None and is_ours(at.f_code) and at.f_code.co_name != frames.BOTTOM:
        found: Any = at.f_trace
        if type(found) is Watch:
            if found.entry and frames.is_entry(at.f_code):
                found.announce(at)
            return found
        if frames.is_entry(at.f_code):
            watch = Watch()
            if not watch.stand_for(at):
                return None
            _attach(at, watch)
            return watch
        at = at.f_back
    return None


def _attach(host: FrameType, watch: Watch) -> None:
    host.f_trace_lines = host.f_code.co_qualname in BACKWARD
    host.f_trace = watch


def _attach_running(host: FrameType | None) -> None:
    """Watch the activations that run already: their frames may have a trace function."""
    while host is not None:
        code = host.f_code
        if code.co_name == frames.BOTTOM:
            return
        if is_ours(code):
            watch = watch_of(host)
            if watch is not None:
                if watch.line is None and code.co_name == PLACED:
                    watch.line = code.co_firstlineno
                _attach(host, watch)
        host = host.f_back


def settrace(function: TraceFunction | None, /) -> None:
    """``sys.settrace`` of the program."""
    _THREAD.function = function
    if function is None:
        _real_settrace(None)
        return
    _attach_running(frames.real_getframe(1))
    _real_settrace(_on_call)


def gettrace() -> TraceFunction | None:
    """``sys.gettrace`` of the program."""
    return _THREAD.function


def install() -> None:
    """Give the program a ``sys.settrace`` of its own."""
    sys.settrace = settrace
    sys.gettrace = gettrace
    LibraryFrame.watching = _LibraryWatch

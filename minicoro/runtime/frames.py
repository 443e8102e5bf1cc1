"""The program's frames as it sees them: ``sys._getframe()``, ``gi_frame``, ``f_back``, ``f_locals``.

The host's stack is the truth about what is running: a synthesised function, `engine.resume`, a module or class body
stands for one frame of the program each, and the innermost placed closure above it says where that frame is.
"""

from __future__ import annotations

import sys
from _thread import get_ident
from _weakref import ref
from types import FrameType

from minicoro.late import late
from minicoro.runtime.chains import between, drive
from minicoro.runtime.kind import KINDS, Kind
from minicoro.runtime.positions import PLACED
from minicoro.runtime.status import Status
from minicoro.runtime.traceback import is_ours, let_go, runs_function, tidy_error
from minicoro.runtime.type_names import type_name
from minicoro.runtime.unit import NAMESPACE, UnitKind, variables
from minicoro.runtime.views import Variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame, Unit

LOCALS = ".locals"
"""In a frame: the dict that ``locals()`` and ``f_locals`` have given (until 3.12).  It stays with the frame, and what it shows
with it, until somebody asks again: what has ended is kept so by a traceback."""

FRAME_KEY = "$frame object"
"""In a frame: a weak reference to the object that shows it, so that it is the same each time it is asked for."""

BOTTOM = "run_program"
"""The function under which the program runs: what lies below it on the host's stack is ours."""

TRACE, TRACE_LINES, TRACE_OPCODES = ".trace", ".trace lines", ".trace opcodes"
"""In a frame that is traced: its own trace function, and whether that is told of lines and of opcodes."""

TRACED_LINE = ".traced line"
"""In a frame whose trace function is running: the line that it is told."""

real_getframe = sys._getframe
real_current_frames = sys._current_frames

_TIDY = tidy_error.__code__
_DROPPING = (_TIDY, let_go.__code__)
_DRIVE = drive.__code__

_NAMED = frozenset({UnitKind.MODULE, UnitKind.EVAL, UnitKind.CLASS})


NATIVE_FRAME = FrameType


class GuestFrame(metaclass=Kind):
    """A frame of the program, as a frame object.  ``isinstance(frame, types.FrameType)`` holds."""

    __slots__ = ("__weakref__", "_code", "_reference", "_unit", "_variables")

    def begin(self, unit: Unit, frame: Frame, owner: Any) -> None:
        """Show this activation; the program itself cannot make a frame."""
        self._unit = unit
        self._variables = frame
        self._code: CodeType = unit.code if owner is None else owner.code
        self._reference = None if owner is None else ref(owner)  # a frame does not keep its coroutine alive

    @property
    def _owner(self) -> Any:
        return None if self._reference is None else self._reference()

    @property
    def f_code(self) -> CodeType:
        return self._code

    @property
    def f_globals(self) -> dict[str, Any]:
        return self._unit.globals

    @property
    def f_builtins(self) -> dict[str, Any]:
        found: dict[str, Any] = late("minicoro.oldlower.context", "builtins_of")(self._unit.globals)
        return found

    @property
    def f_locals(self) -> Any:
        """Rule: versions/write-through-locals"""
        if self._unit.kind in _NAMED:
            return namespace_locals(self._unit, self._variables, Variables)
        if sys.version_info >= (3, 13):
            return Variables(self._unit, self._variables)
        return local_variables(self._unit, self._variables)

    @property
    def f_back(self) -> Any:
        found = _locate(self._variables)
        return None if found is None else found[1]

    @property
    def f_lineno(self) -> int:
        if TRACED_LINE in self._variables:
            line: int = self._variables[TRACED_LINE]
            return line
        found = _locate(self._variables)
        if found is not None:
            return found[0]
        owner = self._owner
        if owner is not None and owner.status in (Status.SUSPENDED, Status.DELEGATING):
            span: Span | None = owner.state_span()
            if span is not None:
                return span.line
        return self._unit.first_line

    @f_lineno.setter
    def f_lineno(self, line: int) -> None:
        """A line is a place in a tree of closures here, and cannot be jumped to."""
        raise ValueError("can't jump: an interpreted frame goes on where it is")

    @property
    def f_trace(self) -> Any:
        return self._variables.get(TRACE)

    @f_trace.setter
    def f_trace(self, function: Any) -> None:
        self._variables[TRACE] = function

    @f_trace.deleter
    def f_trace(self) -> None:
        self._variables.pop(TRACE, None)

    @property
    def f_lasti(self) -> int:
        """No instruction: there are none.  Who looks for a position (``inspect``) takes ``f_lineno`` then."""
        return -1

    @property
    def f_trace_lines(self) -> bool:
        return bool(self._variables.get(TRACE_LINES, True))

    @f_trace_lines.setter
    def f_trace_lines(self, wanted: bool) -> None:
        self._variables[TRACE_LINES] = wanted

    @property
    def f_trace_opcodes(self) -> bool:
        """Whether the trace function is told of instructions: of each closure that ends, which comes nearest."""
        return bool(self._variables.get(TRACE_OPCODES, False))

    @f_trace_opcodes.setter
    def f_trace_opcodes(self, wanted: bool) -> None:
        self._variables[TRACE_OPCODES] = wanted

    def is_shown_by(self, shadow: FrameType) -> bool:
        """Whether ``shadow``, the frame of a traceback's entry, stands for the same activation."""
        if not any([shadow.f_code is code for code in self._unit.shadows.values()]):
            return False
        shown: Any = shadow.f_locals
        return not isinstance(shown, Variables) or shown.is_of(self._variables)

    def clear(self) -> None:
        """Rule: frame/clear: a running frame cannot be cleared; from 3.13 a suspended one neither.

        A coroutine that has not begun is only told to be one that was never awaited, and can still be.
        """
        owner = self._owner
        if owner is None:
            if _locate(self._variables) is not None:
                raise RuntimeError("cannot clear an executing frame")
            self._variables.clear()
            return
        if owner.standing() is Status.RUNNING:
            raise RuntimeError("cannot clear an executing frame")
        if owner.status in (Status.SUSPENDED, Status.DELEGATING):
            if sys.version_info >= (3, 13):
                raise RuntimeError("cannot clear a suspended frame")
            owner.close()
        elif owner.status is Status.CREATED:
            if type(owner) is KINDS.coroutine:
                late("minicoro.runtime.finalising", "warn_unawaited")(owner)
                return
            owner.__del__()
        if owner.status is not Status.CLOSED:
            owner.finish()

    def __repr__(self) -> str:
        code = self.f_code
        return f"<frame at {id(self):#x}, file {code.co_filename!r}, line {self.f_lineno}, code {code.co_name}>"


def frame_of(unit: Unit, frame: Frame, owner: Any = None) -> GuestFrame:
    """The object that shows an activation: the same one as long as somebody holds it."""
    reference = frame.get(FRAME_KEY)
    found = None if reference is None else reference()
    if found is None:
        found = object.__new__(GuestFrame)
        found.begin(unit, frame, owner)
        frame[FRAME_KEY] = ref(found)
    return found


def namespace_locals(unit: Unit, frame: Frame, view: Callable[[Unit, Frame], Any]) -> Any:
    """The locals of a module's or class's frame, as they are; but not while a comprehension of its own runs in it.

    Then 3.12 shows a copy with the comprehension's variables, and 3.13 these alone, as ``view`` shows them.

    Rule: versions/inlined-comprehensions
    """
    namespace = frame.get(NAMESPACE, unit.globals)
    inlined = variables(unit, frame) if unit.signature.varnames else {}
    inlined = {name: value for name, value in inlined.items() if name in unit.signature.varnames}
    if not inlined:
        return namespace
    return view(unit, frame) if sys.version_info >= (3, 13) else {**namespace, **inlined}


def local_variables(unit: Unit, frame: Frame) -> dict[str, object]:
    """What ``locals()`` gives in a function: until 3.12 the same dict each time, brought up to date."""
    if sys.version_info >= (3, 13):
        return variables(unit, frame)
    shown: dict[str, object] = frame.setdefault(LOCALS, {})
    now = variables(unit, frame)
    signature = unit.signature
    for name in [*signature.varnames, *signature.cellvars, *signature.freevars]:
        if name not in now:
            shown.pop(name, None)
    shown.update(now)
    return shown


def refresh_locals(unit: Unit, frame: Frame) -> None:
    """Bring the dict that ``f_locals`` has given up to date, before a trace function looks at it (until 3.12)."""
    if LOCALS in frame:
        local_variables(unit, frame)


def write_back_locals(unit: Unit, frame: Frame) -> None:
    """Until 3.12: what a trace function writes there goes into the variables."""
    shown = frame.get(LOCALS)
    if shown is None:
        return
    signature = unit.signature
    cells = {*signature.cellvars, *signature.freevars}
    for name in {*signature.varnames, *cells}:
        if name in cells:
            _write_cell(frame[name], name, shown)
        elif name in shown:
            frame[name] = shown[name]
        else:
            frame.pop(name, None)


def _write_cell(cell: Any, name: str, shown: dict[str, object]) -> None:
    if name in shown:
        cell.cell_contents = shown[name]
    else:
        cell.cell_contents = None
        del cell.cell_contents


class Activation:
    """One entry of the program's stack: a frame of the program (unit, frame) or of a library (host).

    code: of the placed closure that says where a frame of the program is; None at its very start.
    """

    __slots__ = ("code", "frame", "host", "line", "owner", "unit")

    def __init__(
        self,
        unit: Unit | None,
        frame: Frame | None,
        code: CodeType | None,
        line: int,
        owner: Any = None,
        host: FrameType | None = None,
    ) -> None:
        self.unit = unit
        self.frame = frame
        self.code = code
        self.line = line
        self.owner = owner
        self.host = host

    def shown(self) -> Any:
        """The frame object for the program."""
        if self.host is not None:
            return late("minicoro.runtime.library_frames", "LibraryFrame").of(self.host)
        assert self.unit is not None and self.frame is not None
        return frame_of(self.unit, self.frame, self.owner)


def activations(start: FrameType | None, most: int = 1 << 30) -> list[Activation]:
    """The program's stack seen from the host's frame ``start``, innermost first."""
    found: list[Activation] = []
    placed: CodeType | None = None
    left: Activation | None = None
    at = start
    while at is not None and len(found) < most:
        code = at.f_code
        if code.co_name == BOTTOM:
            break
        if not is_ours(code):
            if left is not None:
                found.append(left)
                left = None
            if not code.co_filename.startswith("<frozen importlib"):
                found.append(Activation(None, None, None, at.f_lineno, None, at))
            placed = None
        elif code.co_name == PLACED:
            placed = code if placed is None else placed
        elif code is _DRIVE:
            # A root whose tip is running: those in between, and then the root itself, stand where they await.
            root = at.f_locals["o"]
            found += [_link(link) for link in reversed(between(root))]
            placed = root.assembly.sends[root.state].__code__
        elif code in _DROPPING:
            # What dies with the old traceback, or with what is left behind, dies where the error was raised.
            placed = at.f_locals.get("placed") if placed is None else placed
            left = _left(at, placed) if code is _TIDY else None
        else:
            entry = _activation(at, code, placed)
            if entry is not None:
                if left is not None and not _same(left, entry):
                    found.append(left)  # its error is tidied at its border: its frame is gone from the host's stack
                found.append(entry)
                placed = left = None
        at = at.f_back
    if left is not None and len(found) < most:
        found.append(left)
    return found


def _link(o: Any) -> Activation:
    """The activation of an object in the middle of a running chain of awaits, which no host frame stands for."""
    code = o.assembly.sends[o.state].__code__
    return Activation(o.unit, o.frame, code, code.co_firstlineno, o)


def _left(at: FrameType, placed: CodeType | None) -> Activation | None:
    """The program's frame whose error is being tidied; None if its variables are not to be had."""
    local = at.f_locals
    unit, frame = local["unit"], local["frame"]
    if frame is None:
        return None
    if unit.kind in _NAMED and NAMESPACE not in frame:
        frame = {NAMESPACE: frame}
    return Activation(unit, frame, placed, unit.first_line if placed is None else placed.co_firstlineno)


def _same(left: Activation, entry: Activation) -> bool:
    """Whether both are the same frame of the program."""
    assert left.frame is not None and entry.frame is not None
    if left.frame is entry.frame:
        return True
    return NAMESPACE in entry.frame and left.frame.get(NAMESPACE) is entry.frame[NAMESPACE]


def _activation(at: FrameType, code: CodeType, placed: CodeType | None) -> Activation | None:
    """The program's frame that a host frame of ours stands for, if it stands for one."""
    found = standing_for(at, code)
    if found is None:
        return None
    unit, frame, owner = found
    return Activation(unit, frame, placed, unit.first_line if placed is None else placed.co_firstlineno, owner)


def is_entry(code: CodeType) -> bool:
    """Whether a host frame of this code of ours stands for a frame of the program."""
    if runs_function(code):
        return True
    name = code.co_name
    if name == "resume":
        return code.co_filename.endswith("engine.py")
    return name in ("run_class", "run_module") and code.co_filename.endswith("modules.py")


def standing_for(at: FrameType, code: CodeType) -> tuple[Unit, Frame, Any] | None:
    """The unit, frame and owner of the activation that a host frame of ours stands for; None before it is made."""
    if runs_function(code):
        return at.f_locals["unit"], at.f_locals["frame"], None
    if code.co_name == "resume" and code.co_filename.endswith("engine.py"):
        owner = at.f_locals["o"]
        if owner.frame is None:
            return None
        return owner.unit, owner.frame, owner
    if code.co_name in ("run_class", "run_module") and is_entry(code):
        local = at.f_locals
        unit, frame = local["unit"], local.get("frame")
        if frame is None:
            return None
        return unit, frame, None
    return None


def guest_stack(most: int = 1 << 30, skip: int = 0) -> list[Any]:
    """Frame objects of the program's stack, innermost first."""
    entries = activations(real_getframe(1), most + skip)
    return [entry.shown() for entry in entries[skip:]]


def _locate(frame: Frame) -> tuple[int, Any] | None:
    """The current line of a running activation and the frame behind it; None if it is not running in any thread."""
    found = _locate_in(real_getframe(1), frame)
    if found is None:
        stacks = real_current_frames()
        del stacks[get_ident()]  # it holds this very frame, which would hold it
        for stack in stacks.values():
            found = found or _locate_in(stack, frame)
    return found


def _locate_in(stack: FrameType, frame: Frame) -> tuple[int, Any] | None:
    entries = activations(stack)
    for index, entry in enumerate(entries):
        if entry.frame is frame:
            behind = entries[index + 1].shown() if index + 1 < len(entries) else None
            return entry.line, behind
    return None


def getframe(depth: int = 0, /) -> Any:
    """``sys._getframe`` for a process in which the program is interpreted: none of our frames is seen."""
    if not isinstance(depth, int):
        raise TypeError(f"'{type_name(depth)}' object cannot be interpreted as an integer")
    entries = activations(real_getframe(1), max(depth, 0) + 1)
    if len(entries) <= max(depth, 0):
        raise ValueError("call stack is not deep enough")
    return entries[max(depth, 0)].shown()

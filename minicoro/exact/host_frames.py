"""The host's frame objects as a program should see them: without the interpreter's frames and variables.

A machine runs in a real host frame, so ``sys._getframe()``, tracebacks, trace functions and ``inspect`` get real frames.
Attributes of the host's frame type are replaced.  ``f_back`` skips the interpreter's frames.  ``f_code`` is the code object of
the program's function, not that of its machine.  ``f_locals`` omits the variables whose names begin with ``$``.  ``f_lineno``
is right also at the start of a resumption.  ``f_lineno`` and ``f_lasti`` of a walked frame come from its activation.  The
interpreter's own code still gets the host's values.
(spec/positions.md)
"""

from __future__ import annotations

import dis
import os
import sys
from collections.abc import Callable
from functools import partial
from opcode import opmap
from operator import index
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, MethodType, TracebackType
from typing import Any

from ..compiled.linking import CO_OPTIMIZED, SUSPENDABLE_FLAGS, decoded_exit, host_names, is_machine, maker_of
from ..core import objects, operations
from ..core.engine import CLOSED, LONG, RUNNING
from ..core.errors import context_of, line_of_entry, set_traceback, traceback_of
from ..core.generators import CoroutineWrapper
from ..core.line_table import line_at
from ..core.machine import Machine, is_hidden
from ..core.objects import Suspendable
from ..core.versions import HOST, RULES
from ..fast import chains
from ..quiet import Quiet
from .by_identity import ByIdentity
from .stand_ins import exchange, replace
from .tracebacks import PACKAGE
from .variables import Variables, host_code, in_order, locals_of, unloaded

real_getframe = sys._getframe
_real_current_frames = sys._current_frames
back_of: Callable[[FrameType], FrameType | None] = vars(FrameType)["f_back"].__get__
"""The next outer host frame."""
host_line: Callable[[FrameType], int | None] = vars(FrameType)["f_lineno"].__get__
"""The line of a host frame; None: the current code has no line."""
set_line: Callable[[FrameType, object], None] = vars(FrameType)["f_lineno"].__set__
"""Set the next line of a host frame that is traced (a jump)."""
_lasti: Callable[[FrameType], int] = vars(FrameType)["f_lasti"].__get__

BOTTOM = "run_program"
"""The interpreter's function that runs the program: for the program, there is no frame outside of it."""

Waiting = list[tuple[Suspendable, int]]
"""Objects whose frames wait, the innermost first, each with its state."""
WAITING: dict[CodeType, Callable[[Any], Waiting]] = {}
"""Functions of the interpreter that throw into a delegate while outer frames wait; each with a function that finds these objects in
its variables."""
_THROW: CodeType

WALKER = os.path.join(PACKAGE, "walk") + os.sep
CALLING = ("pop", "$given")
"""``co_names`` of a frame in which walked code makes a call."""
WARNING = ("$warn",)
"""``co_names`` of a frame that gives a warning its place."""
ACTIVATION = "$activation"
"""The variable of a walked frame without parameters for its activation."""

UNSHARED = 3
"""The references to the dict of a frame's variables if no one else has it: the frame's, the variable's, the argument's."""


def variable(frame: FrameType, name: str) -> Any:
    """One variable of a host frame; None: unbound.  The dict that the program may have got before is not changed."""
    return variables(frame, lambda found: found.get(name))


def variables(frame: FrameType, wanted: Callable[[Any], Any]) -> Any:
    """The result of ``wanted`` for the dict of all variables of a host frame."""
    found = locals_of(frame)
    value = wanted(found)
    if not HOST.locals_write_through:
        if sys.getrefcount(found) <= UNSHARED:
            code = host_code(frame)  # the dict would keep the variables' values alive; what a debugger has added stays
            for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars):
                found.pop(name, None)
        else:
            hide(found)
    return value


def hide(found: dict[str, Any]) -> None:
    """Remove the interpreter's variables from a dict of ``f_locals`` (until 3.12)."""
    for name in [name for name in found if is_hidden(name)]:
        del found[name]


def is_own(frame: FrameType) -> bool:
    """Whether a frame runs the interpreter's own code, which gets the host's values; walked code counts as the program's."""
    file = host_code(frame).co_filename
    return file.startswith(PACKAGE) and not file.startswith(WALKER)


def is_passed(code: CodeType) -> bool:
    """Whether frames of this code are never shown: the interpreter's, also those that have the place of code of the program."""
    return code.co_filename.startswith(PACKAGE) or code.co_names in (CALLING, WARNING)


def is_walked(code: CodeType) -> bool:
    """Whether this is the code of a walked function, class or module: it has a method of the walker as a constant."""
    return MethodType in map(type, code.co_consts)


def activation(frame: FrameType) -> Any:
    """The activation of a walked frame; None: the frame is not walked, or its module or class has ended."""
    if not is_walked(host_code(frame)):
        return None
    if host_code(frame).co_flags & CO_OPTIMIZED:  # a function
        names = host_code(frame).co_varnames
        found = variable(frame, ACTIVATION if ACTIVATION in names else names[0])
        if found is None and is_machine(host_code(frame)):
            found = getattr(variable(frame, "$o"), "saved", None)  # the stub has just been entered
        return found if hasattr(found, "instruction") else None
    # A module or class: the walker's functions that it has called have the activation in a variable ``a``.
    for innermost in [real_getframe(1), *_real_current_frames().values()]:
        inner, found = innermost, None
        while inner is not None and inner is not frame:
            walked = host_code(inner).co_filename.startswith(WALKER) and "a" in host_code(inner).co_varnames
            found = (variable(inner, "a") or found) if walked else found if is_passed(host_code(inner)) else None
            inner = back_of(inner)  # type: ignore[assignment]
        if inner is not None:
            return found
    return None


def has_own_variables(code: CodeType) -> bool:
    """Whether this code performs a machine, including that of a plain function (a test mode)."""
    return "$o" in host_names(code)


def is_maker(code: CodeType) -> bool:
    """Whether this is the code of a function that only makes an object with a machine."""
    if not code.co_flags & SUSPENDABLE_FLAGS or is_machine(code):
        return False
    return Machine in map(type, code.co_consts)


def performing(code: CodeType) -> CodeType:
    """The code of the machine of a function that makes objects; other code objects unchanged."""
    inner = [each for each in code.co_consts if type(each) is CodeType and is_machine(each)] if is_maker(code) else []
    return inner[0] if inner else code


def waiting(frame: FrameType) -> Waiting:
    """The objects whose frames wait inside of an interpreter's frame."""
    found_in = WAITING.get(host_code(frame))
    try:
        return [] if found_in is None else found_in(locals_of(frame))
    except KeyError:  # the variables are not bound yet
        return []


def _waiting_in_chain(found: Any) -> Waiting:
    links, state = found["self"].links, found["state"]
    return [(o, state if o.state == RUNNING else o.state) for o in reversed(links[:-1])]


def shown(frame: FrameType | None) -> Any:
    """This frame, or else the next outer frame of the program.

    Rule: frame/throwing: until 3.13 the frame that throws into a delegate of another class is not among the outer frames.
    """
    while frame is not None:
        code = host_code(frame)
        if not is_passed(code):
            return frame
        if code in WAITING:
            found = waiting(frame)
            if found and not (RULES.throw_leaves_out_caller and code is _THROW):
                return objects.frame_of(found[0][0])
        if code.co_name == BOTTOM:
            return None
        frame = back_of(frame)
    return None


def outer_of(frame: Any) -> Any:
    """The next outer frame of the program."""
    return shown(back_of(frame)) if type(frame) is FrameType else frame.f_back


_real_generator: Any = vars(FrameType).get("f_generator")
HAS_GENERATOR = _real_generator is not None
"""Whether frames have ``f_generator`` (3.14)."""


def generator_of(frame: FrameType) -> Any:
    """``f_generator``: the generator, coroutine or asynchronous generator that runs in a frame, or None.

    Rule: frame/generator
    """
    if is_machine(host_code(frame)):
        return variable(frame, "$o")
    return _real_generator.__get__(frame)


def f_back_seen(frame: FrameType) -> Any:
    """``f_back``; None for the frame of an object that is suspended or has ended.  Rule: frame/back

    On some hosts the frame of an ended object keeps its last caller.  An object has ended if ``$o`` is still bound (it has
    returned) or the label is negative (it has raised).
    """
    if is_machine(host_code(frame)) and not is_executing(frame):
        o, label = variable(frame, "$o"), variable(frame, "$state")
        has_ended = o is not None or (label is not None and label < 0)
        if not (has_ended and HOST.keeps_caller):
            return None
    return shown(back_of(frame))


def is_executing(frame: FrameType) -> bool:
    """Whether a frame that performs a machine is on the stack of a thread."""
    o = variable(frame, "$o")
    return (o is not None and o.state == RUNNING) or on_stacks(lambda each: each is frame) is not None


def f_code_seen(frame: FrameType) -> CodeType:
    """``f_code``: the code object of the program's function, also in a frame that performs the function's machine."""
    code = host_code(frame)
    if not is_machine(code):
        return code
    o = variable(frame, "$o")
    walked = activation(frame) if o is None else None
    if walked is not None:  # the stub is ending
        o = walked.temporaries.get("$self")
    return objects.code_of(o) if hasattr(o, "run") else walked_maker(code) or maker_of(code)


def walked_maker(code: CodeType) -> CodeType | None:
    """For code that resumes a walked function: the code object of this function, if it still exists."""
    for constant in code.co_consts if is_machine(code) and is_walked(code) else ():
        if type(constant) is objects.Reference:
            return constant()
    return None


def all_variables(frame: FrameType) -> Any:
    """``f_locals`` for the interpreter's own code: all variables, also those that are saved in the object."""
    found = locals_of(frame)
    others = unloaded(host_code(frame), found) if has_own_variables(host_code(frame)) else None
    return {**found, **others} if others else found


def f_locals_seen(frame: FrameType) -> Any:
    """``f_locals``: until 3.12 an updated dict; from 3.13 on a view that can set variables."""
    walked = activation(frame)
    if walked is not None and host_code(frame).co_flags & CO_OPTIMIZED:
        if RULES.locals_write_through:
            return Variables(walked)
        is_comprehending = type(walked.node) is type(walked)
        return Variables(walked).copy() if is_comprehending else walked.locals()
    found = locals_of(frame)
    if not has_own_variables(host_code(frame)):
        return found
    others = unloaded(host_code(frame), found)
    if HOST.locals_write_through:
        return Variables(frame) if RULES.locals_write_through else Variables(frame).copy()
    o = found.get("$o")
    if o is not None and is_machine(host_code(frame)) and o.state >= 0:
        suspended: Any = objects.frame_of(o)
        others = suspended.f_locals  # at the "call" event the host's frame does not have its variables yet
    ordered = in_order(host_code(frame), {**found, **others, **(unset if frame is traced[0] else {})})
    found.clear()
    found.update(ordered)
    return found


traced: tuple[FrameType | None, int | None] = (None, None)
"""The frame that is being traced, and its line for the trace function, if the host has none."""
unset: dict[str, Any] = {}
"""The variables of a traced frame that suspends in a handler: the host's frame has them no longer."""


def entry_of_error(frame: FrameType) -> TracebackType | None:
    """The traceback entry of this frame for the exception by which a machine is leaving a state."""
    error, steps = _about_to_be_handled(frame) or sys.exception(), 0
    while error is not None and steps < LONG:
        entry = traceback_of(error)
        if entry is not None and entry.tb_frame is frame:
            return entry
        error, steps = context_of(error), steps + 1
    return None


def line_of_error(frame: FrameType) -> int | None:
    """The line at which the exception was raised by which a machine is leaving a state."""
    entry = entry_of_error(frame)
    return None if entry is None else line_of_entry(entry)


def _about_to_be_handled(frame: FrameType) -> BaseException | None:
    """The exception that a machine is going to handle, or that leaves it, while the values that it drops are being destroyed."""
    o, label = variable(frame, "$o"), variable(frame, "$state")
    if o is not None and label is not None and label < 0:
        return variable(frame, "$left")  # type: ignore[no-any-return]
    if o is None or not label or not o.caught or label < len(o.machine.states):
        return None
    handling = o.machine.states[label - len(o.machine.states)].handling
    found = o.caught.get(handling[0]) if handling else None
    return found if isinstance(found, BaseException) else None


def line_of(frame: FrameType) -> int | None:
    """``f_lineno``; at the start of a resumption, the line of the suspension.

    ``$state`` of a machine with n states: 0 to n - 1: it goes on at the exit of this state; n to 2n - 1: it is in state ``$state`` - n;
    negative: an exception leaves it (`linking.decoded_exit`).
    """
    code = host_code(frame)
    if frame is traced[0] and is_walked(code):
        return traced[1]
    walked, line = activation(frame), host_line(frame)
    if walked is not None:
        return walked.instruction(code)[1]  # type: ignore[no-any-return]
    if line is not None and (line != code.co_firstlineno or not begins(frame)):
        return line
    if frame is traced[0] and line is None:
        return traced[1]
    if not is_machine(code):
        return line
    o, label = variable(frame, "$o"), variable(frame, "$state")
    if line is None:
        found = line_of_error(frame)
        if found is not None:
            return found
        if label is not None and label < -1:
            return line_at(code, decoded_exit(label)[0])
        if o is not None and label is not None and label >= len(o.machine.states):
            ended = variable(frame, "$ended")  # at the end of an ``except`` clause, where its exception dies
            line = ended[1] if ended and ended[0] == label else line_before(frame)
    return resumed_line(o, label, line)


def begins(frame: FrameType) -> bool:
    """Whether a host frame has just been entered.  The first line may also be one of its body, as in a lambda."""
    code, place = host_code(frame), _lasti(frame)
    return place <= 0 or code.co_code[place] == opmap["RESUME"]


def line_before(frame: FrameType) -> int | None:
    """The line before a machine's code without a line, as the host's compiler gives its own additions the preceding line."""
    found, reached = None, _lasti(frame)
    for start, _, line in host_code(frame).co_lines():
        if start > reached:
            break
        found = line or found
    return found


def line_shown(frame: Any) -> int | None:
    """``f_lineno`` as the program sees it, for the interpreter's own code."""
    return line_of(frame) if type(frame) is FrameType else frame.f_lineno


def f_lasti_seen(frame: FrameType) -> int:
    """``f_lasti``; of a walked frame, the instruction that stands for the evaluated node.

    At the start of a resumption it is the RESUME that ``co_code`` shows after the suspension.
    """
    walked = activation(frame)
    if walked is not None:
        return walked.instruction(host_code(frame))[0]  # type: ignore[no-any-return]
    code, place = host_code(frame), _lasti(frame)
    if not is_machine(code):
        return place
    if place in suspensions(code):
        return place + 2 * HOST.suspends_at_resume
    o = variable(frame, "$o")
    suspension = None if o is None else place_of(code, o.state)
    return place if suspension is None else suspension + 2


def place_of(code: CodeType, state: int) -> int | None:
    """The instruction of a machine's code at which an object is suspended in a state; None: it is not suspended."""
    found = [place for place, number in suspensions(code).items() if number == state]
    return found[0] if state > 0 and found else None


def suspensions(code: CodeType) -> dict[int, int]:
    """Of a machine's code, the instructions that return at a suspension, each with the state that it has stored before."""
    kept = _SUSPENSIONS.get(code)
    if kept is not None:
        return kept
    found: dict[int, int] = {}
    number = state = CLOSED
    for each in dis.get_instructions(code):
        if each.opname.startswith("LOAD_") and type(each.argval) is int:
            number = each.argval
        elif each.opname == "STORE_ATTR" and each.argval == "state":
            state = number
        elif each.opname.startswith("RETURN_") and state >= 0:
            found[each.offset] = state
    _SUSPENSIONS[code] = found
    return found


_SUSPENSIONS: ByIdentity[dict[int, int]] = ByIdentity()


def host_operation() -> str:
    """The name of the instruction at which the host's frame is that has called the caller; "OWN": the interpreter's own code."""
    frame = real_getframe(2)
    return "OWN" if is_own(frame) else dis.opname[host_code(frame).co_code[frame.f_lasti]]


def awaited_seen(awaited: Callable[[Any], Any], o: Any) -> Any:
    """``cr_await`` of a coroutine of the host: not the wrapper by which the host's ``await`` drives the program's coroutine."""
    found = awaited(o)
    return found._coroutine if type(found) is CoroutineWrapper else found


def begin_traceback(error: BaseException, frame: Any = None) -> None:
    """Add a traceback entry for a frame, by default the program's current frame (``PyTraceBack_Here``)."""
    frame = frame or shown(real_getframe(1))
    if type(frame) is FrameType:
        walked = activation(frame)
        line = host_line(frame)
        entry = None if line else entry_of_error(frame)
        place = (entry.tb_lasti, entry.tb_lineno) if entry else (frame.f_lasti, line or line_before(frame) or 0)
        if walked is not None:
            place = walked.instruction(host_code(frame))
        set_traceback(error, TracebackType(traceback_of(error), frame, *place))


def line_of_resumption(frame: FrameType) -> int | None:
    """The line of a machine whose host frame has just been entered."""
    return resumed_line(variable(frame, "$o"), None, host_code(frame).co_firstlineno)


def resumed_line(o: Any, state: int | None, line: int | None) -> int | None:
    """The line of the suspension at which a machine is resumed."""
    if o is None:
        return line
    number = o.state if state is None else state
    if 0 < number < len(o.machine.states):
        node = getattr(o.machine.states[number].exit, "node", None)
        return getattr(node, "lineno", line)
    return o.run.__code__.co_firstlineno if line is None else line


def running_frame(o: Suspendable) -> FrameType | None:
    """The host frame in which a running object runs, in any thread."""
    code = o.run.__code__
    return on_stacks(lambda frame: host_code(frame) is code and variable(frame, "$o") is o)


def on_stacks(is_wanted: Callable[[FrameType], bool]) -> FrameType | None:
    """The first host frame that is wanted: of this thread, then of any thread; None if there is none."""
    for found in [real_getframe(1), *_real_current_frames().values()]:
        frame: FrameType | None = found
        while frame is not None:
            if is_wanted(frame):
                return frame
            frame = back_of(frame)
    return None


def getframe(caller: FrameType, depth: int = 0, /) -> Any:
    """``sys._getframe``: the program's frames; for the interpreter's own code, the host's."""
    if is_own(caller):
        return real_getframe(depth + 2)
    frame: Any = shown(caller)
    count = index(depth)
    while frame is not None and count > 0:
        frame = outer_of(frame)
        count -= 1
    if frame is None:
        raise ValueError("call stack is not deep enough")
    return frame


def module_name(caller: FrameType, depth: int = 0) -> Any:
    """``sys._getframemodulename`` for the program's frames (3.12)."""
    try:
        return getframe(caller, depth).f_globals.get("__name__")
    except ValueError:
        return None


def current_frames(caller: FrameType) -> dict[int, Any]:
    """``sys._current_frames`` for the program's frames."""
    found = {thread: shown(frame) for thread, frame in _real_current_frames().items()}
    return {thread: frame for thread, frame in found.items() if frame is not None}


def show(kind: type, name: str, shown_as: Callable[[Any], Any], own: Callable[[Any], Any] | None = None) -> None:
    """Let programs see ``shown_as(o)`` as an attribute of a host type; the interpreter's own code gets the host's value.

    own: returns another value for the interpreter's own code.
    """
    host = vars(kind)[name]  # it sets the attribute, or raises the host's error
    for_own = own or host.__get__

    def get(o: Any) -> Any:
        return for_own(o) if is_own(real_getframe(1)) else shown_as(o)

    exchange(kind, name, property(get, host.__set__, host.__delete__, host.__doc__))


def install() -> None:
    """Replace the attributes of the frame type, and the functions of ``sys`` that return frames."""
    global _THROW
    _THROW = Suspendable.throw_at_suspension.__code__
    WAITING[_THROW] = lambda found: [(found["self"], found["state"])]
    WAITING[chains.Chain._run.__code__] = _waiting_in_chain
    WAITING[objects.throw_outwards.__code__] = lambda found: found["outer"][::-1]
    objects.host_operation = host_operation
    show(FrameType, "f_locals", f_locals_seen, all_variables)
    show(FrameType, "f_back", f_back_seen)
    show(FrameType, "f_code", f_code_seen)
    show(FrameType, "f_lineno", line_of)
    show(FrameType, "f_lasti", f_lasti_seen)
    for kind, name in (CoroutineType, "cr_await"), (AsyncGeneratorType, "ag_await"):
        show(kind, name, partial(awaited_seen, vars(kind)[name].__get__))
    if HAS_GENERATOR:
        show(FrameType, "f_generator", generator_of)
    with Quiet():  # makes the host forget the type's cached attributes
        sys._clear_type_cache()
    if RULES.group_has_traceback:
        operations.grouped = begin_traceback
    replace(sys, _getframe=getframe, _current_frames=current_frames, _getframemodulename=module_name)

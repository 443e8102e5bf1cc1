"""`linked` replaces the marks in emitted code by the objects that this code uses.

These objects are constants of its code object, independent of the names in the program.
"""

from __future__ import annotations
import __future__

import sys
import weakref
from collections.abc import Callable
from types import CodeType, TracebackType
from typing import Any

from ..core import engine, events, objects
from ..core.async_generators import make_async_generator, underway
from ..core.errors import set_traceback, traceback_of
from ..core.line_table import line_at
from ..core.machine import Kind, Machine
from ..core.operations import HELPERS
from .positions import ESCAPED, MARK


class UNBOUND:
    """The saved value of a variable that was unbound where its frame suspended."""


FLAGS = {Kind.GENERATOR: 0x20, Kind.COROUTINE: 0x80, Kind.ASYNC_GENERATOR: 0x200}
"""CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR."""
CO_OPTIMIZED, CO_NEWLOCALS, CO_NESTED = 0x1, 0x2, 0x10
"""As in `inspect`, whose import takes a tenth of a start."""

SUSPENDABLE_FLAGS = 0x20 | 0x80 | 0x200
host_names: Callable[[CodeType], tuple[str, ...]] = vars(CodeType)["co_varnames"].__get__
"""``co_varnames`` as the host has it."""
FUTURES: int = sum({getattr(__future__, feature).compiler_flag for feature in __future__.all_feature_names})
"""The flags of all future statements."""

FUNCTION = MARK + "Function"
"""The constant that is replaced by a weak reference to the function object; see `register`."""

_MAKERS: dict[int, weakref.ref[CodeType]] = {}
"""By the ``id`` of a machine, the code object of the function that makes its objects.

No WeakValueDictionary, whose methods are Python code: a trace function of the program would be told of them.
"""


def _note_maker(machine: Machine, code: CodeType) -> None:
    number = id(machine)

    def forget(reference: weakref.ref[CodeType]) -> None:
        if _MAKERS.get(number) is reference:
            del _MAKERS[number]

    _MAKERS[number] = weakref.ref(code, forget)


def register(function: Any) -> Any:
    """The innermost decorator of a function that may be renamed: its code object gets a weak reference to the function."""
    constants = [objects.Reference(function) if c == FUNCTION else c for c in function.__code__.co_consts]
    function.__code__ = noted(function.__code__.replace(co_consts=tuple(constants)))
    return function


def is_machine(code: CodeType) -> bool:
    """Whether this is the code of a function that performs a machine."""
    return host_names(code)[:1] == ("$o",)


def noted(code: CodeType) -> CodeType:
    """Remember ``code`` for `maker_of` if it is of a function that makes objects; return it."""
    for constant in code.co_consts if code.co_flags & SUSPENDABLE_FLAGS and not is_machine(code) else ():
        if type(constant) is Machine:
            _note_maker(constant, code)
    return code


def machine_of(code: CodeType) -> Machine | None:
    """The machine that this code performs, or None."""
    for constant in code.co_consts if is_machine(code) else ():
        if type(constant) is Machine:
            return constant
    return None


def maker_of(code: CodeType) -> CodeType:
    """The code object whose arguments and variables are shown for this one: for a machine's code, that of the function."""
    machine = machine_of(code)
    found = None if machine is None else _MAKERS.get(id(machine))
    return (None if found is None else found()) or code


def named(run: Any, function: Any) -> Any:
    """Give the performing function the current names and code object of the program's function.  Rule: lifecycle/names"""
    found = None if type(function) is str else function()  # a string: the function was never registered
    if found is not None:
        run.__name__, run.__qualname__ = found.__name__, found.__qualname__
        run.__dict__[objects.MAKER] = found.__code__  # `vars` is the program's: a call more
    return run


def alive(delegate: Any) -> bool:
    """Whether dropping a delegate, or an operand of ``await``, may run code of the program."""
    return id(type(delegate)) not in objects.DELEGATES or delegate.state >= 0


class Plain:
    """The object for a plain function that is performed as a machine and never suspends."""

    __slots__ = ("caught", "delegate", "machine", "raised", "state")
    saved = None

    def __init__(self, machine: Machine) -> None:
        self.caught: dict[str, Any] = {}
        self.machine, self.state = machine, engine.RUNNING
        self.raised = self.delegate = None

    def finish(self) -> None:
        """The function has ended."""

    def convert(self, error: BaseException, at_start: bool) -> None:
        """A plain function raises every exception unchanged."""


class LIMITS:
    """high: the host's recursion limit while the machines of a deep chain handle a RecursionError: this needs more calls.

    is_high: the limit is still high, because the stack was nearly full afterwards.
    """

    high = sys.getrecursionlimit()
    is_high = False
    set = sys.setrecursionlimit


def handler_label(o: Any, label: int, error: BaseException) -> int:
    """`engine.handler_of` for labels.  Returns the label at which to go on: that of the handler, or again ``label``.

    If the exception leaves the frame, it returns a negative number, which `decoded_exit` decodes.  A negative label: a resumption
    was refused, because another thread performs the object.
    """
    if label < 0:
        return -1
    if type(error) is UnboundLocalError:
        _correct_place(error)
    count = len(o.machine.states)
    number = label % count
    found = engine.handler_of(o, number, error)
    if found < 0:
        entry = traceback_of(error)
        return -1 if entry is None else -2 * (entry.tb_lasti + 1) - (found == engine.COVERED)
    return label if found == number else found + count


def _correct_place(error: UnboundLocalError) -> None:
    """Move the traceback entry of an unbound variable from the instruction of a temporary to the instruction after it.

    3.11 joins a store or load with the load after it, and this load raises in the place of the first instruction.
    """
    entry = traceback_of(error)
    if entry is None or entry.tb_next is not None:
        return
    code, at = entry.tb_frame.f_code, entry.tb_lasti
    operation, variable = code.co_code[at : at + 2]
    if operation in FAST and code.co_varnames[variable].startswith("$"):
        line = line_at(code, at + 2)
        if line is not None:
            set_traceback(error, TracebackType(None, entry.tb_frame, at + 2, line))


def _storing(given: object) -> None:
    stored = given  # noqa: F841


FAST = _storing.__code__.co_code[2], _storing.__code__.co_code[4]
"""On 3.11, the numbers of LOAD_FAST and STORE_FAST: the instructions of `_storing` after RESUME."""


def decoded_exit(label: int) -> tuple[int, bool]:
    """Decode the label of a frame that an exception has left: the raising instruction, and whether a handler had caught it."""
    return -label // 2 - 1, -label % 2 == 1


def depth(o: Any, label: int) -> int:
    """The number of exceptions that are being handled in a state."""
    return len(engine.handled(o, label % len(o.machine.states)))


def inside(o: Any, label: int, level: int, error: BaseException) -> bool:
    """Whether a state is to run inside of the host's handler of ``error``, the exception handled at this level."""
    errors = engine.handled(o, label % len(o.machine.states))
    return len(errors) >= level and errors[level - 1] is error


def prepare_rehandling(o: Any, label: int, level: int) -> BaseException:
    """The exception handled at this level, to be raised again for entering its handler."""
    return engine.prepare_reraise(o, engine.handled(o, label % len(o.machine.states))[level], engine.REHANDLE)


LINKED: dict[str, Any] = {
    **HELPERS,
    "PrepareRehandling": prepare_rehandling,
    "Alive": alive,
    "BaseException": BaseException,
    "HandlerLabel": handler_label,
    "HandlerLabelAtLimit": handler_label,
    "Depth": depth,
    "Emptied": objects.emptied,
    "Inside": inside,
    "MakeAsyncGenerator": make_async_generator,
    "Int": int,
    "IsCurrent": engine.is_current,
    "IsRehandling": engine.is_rehandling,
    "Limits": LIMITS,
    "MakePlain": Plain,
    "NameError": NameError,
    "Named": named,
    "Next": next,
    "Shared": objects.SHARED,
    "RecursionError": RecursionError,
    "Register": register,
    "PrepareReraise": engine.prepare_reraise,
    "UndoReraise": engine.undo_reraise,
    "StopAsyncIteration": StopAsyncIteration,
    "SystemError": SystemError,
    "Take": engine.take,
    "TellCreated": events.created,
    "TellEntered": events.entered,
    "TellResumed": events.resumed,
    "TellReturned": events.returned,
    "TellSuspended": events.suspended,
    "Throw": engine.THROW,
    "Exhausted": engine.EXHAUSTED,
    "Type": type,
    "UnboundLocal": engine.unbound_local,
    "Unbound": UNBOUND,
    "Underway": underway,
}
"""The objects for constants that begin with `MARK`."""


def linked(code: CodeType, machines: list[Machine]) -> CodeType:
    """``code`` with objects in the place of the constants that begin with `MARK`.

    A code object must not refer to an object that refers to it: the garbage collector does not visit code objects.  So only
    objects of the interpreter, and machines, are linked.
    """
    constants: list[Any] | None = None
    for index, constant in enumerate(code.co_consts):
        kind, found = type(constant), constant
        if kind is CodeType:
            found = linked(constant, machines)
        elif kind is tuple:
            texts = tuple(
                [MARK + c[len(ESCAPED) :] if type(c) is str and c.startswith(ESCAPED) else c for c in constant]
            )
            found = constant if texts == constant else texts
        elif kind is str and constant.startswith(ESCAPED):
            found = MARK + constant[len(ESCAPED) :]
        elif kind is str and constant.startswith(MARK) and constant != FUNCTION:
            name = constant[len(MARK) :].removeprefix("plain ")
            found = machines[int(name)] if name.isdecimal() else LINKED[name]
        if found is not constant:
            constants = constants or list(code.co_consts)
            constants[index] = found
    return code if constants is None else noted(code.replace(co_consts=tuple(constants)))


def mapped(code: CodeType, change: Callable[[CodeType], CodeType]) -> CodeType:
    """``code`` and all code objects in it, changed by ``change`` from the inside out."""
    constants = tuple([mapped(c, change) if type(c) is CodeType else c for c in code.co_consts])
    if any([new is not old for new, old in zip(constants, code.co_consts, strict=True)]):
        code = code.replace(co_consts=constants)
    return change(code)

"""Code objects as a program should see them: without the interpreter's variables.

Attributes of the host's code type are replaced.  ``co_varnames`` and ``co_nlocals`` of the function that makes objects are those
of the program's function.  Its ``co_positions`` and ``co_lines`` are those of the machine's code, whose instructions frames and
tracebacks name; ``dis`` shows these instructions.  The interpreter's own code still gets the host's values.
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from functools import partial, wraps
from types import CodeType, FrameType
from typing import Any

from ..compiled.linking import host_names, maker_of
from ..core.engine import strip
from ..core.machine import is_hidden, shown_variables
from . import host_frames
from .stand_ins import exchange
from .tracebacks import PACKAGE
from .variables import host_code


def _variables(code: CodeType, reader: FrameType) -> tuple[str, ...]:
    """``co_varnames``; of a machine's code and of the code that makes its objects, the variables of the program's function.

    A reader that also reads the instructions, as libraries do that pickle functions, gets the variables of these instructions.
    """
    names = host_names(code)
    if "co_code" in host_code(reader).co_names or not any([is_hidden(name) for name in names]):
        return names
    return tuple(shown_variables(dict.fromkeys(host_names(maker_of(code)))))


def _instructions(host: Callable[[CodeType], bytes], code: CodeType) -> bytes:
    """``co_code``.  A reader that also reads ``f_lasti``, as trace functions do that ask how a frame ends, gets what that counts.

    There a return of a machine that suspends is shown as the two instructions that CPython has in its place.
    """
    machine, reader = host_frames.performing(code), host_code(host_frames.real_getframe(2))
    if machine is code or {"f_lasti", "tb_lasti"}.isdisjoint(reader.co_names):
        return host(code)
    shown = bytearray(host(machine))
    for place in host_frames.suspensions(machine):
        shown[place : place + 4] = dis.opmap["YIELD_VALUE"], 0, dis.opmap["RESUME"], 1
    return bytes(shown)


def _table(name: str) -> Any:
    """``co_positions`` or ``co_lines``.  ``dis`` gets the positions of the instructions that it reads."""
    host: Any = vars(CodeType)[name]

    def table(code: CodeType) -> Any:
        reader = host_frames.real_getframe(1)
        is_of_dis = name == "co_positions" and reader.f_globals.get("__name__") == "dis"
        gets_own = is_of_dis or host_code(reader).co_filename.startswith(PACKAGE)
        return host(code if gets_own else host_frames.performing(code))

    table.__name__ = name
    return table


def _of_machine(read: Any) -> Any:
    """A function of ``dis`` that reads the instructions that ``f_lasti`` counts: those of the machine's code.

    `pdb` looks for the line of the first statement, which is in the code that makes the object (see `compiled.functions.maker`).
    """

    @wraps(read)
    def reading(x: Any, *args: Any, **options: Any) -> Any:
        try:
            of_function = host_frames.real_getframe(1).f_globals.get("__name__") == "pdb"
            return read(x if of_function else host_frames.performing(_code_of(x)), *args, **options)
        except BaseException as error:
            strip(error)
            raise

    return reading


_code_of: Any = vars(dis)["_get_code_object"]


def install() -> None:
    """Replace the attributes of the code type."""
    for name in ("co_positions", "co_lines"):
        exchange(CodeType, name, _table(name))
    caller = partial(host_frames.real_getframe, 2)
    host_frames.show(CodeType, "co_varnames", lambda code: _variables(code, caller()))
    host_frames.show(CodeType, "co_nlocals", lambda code: len(_variables(code, caller())))
    host_frames.show(CodeType, "co_code", partial(_instructions, vars(CodeType)["co_code"].__get__))
    for reader in (dis.get_instructions, dis.disassemble):
        setattr(dis, reader.__name__, _of_machine(reader))

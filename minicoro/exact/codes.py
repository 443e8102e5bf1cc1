"""Code objects as a program should see them: without the interpreter's variables.

Attributes of the host's code type are replaced.  ``co_varnames`` and ``co_nlocals`` of the function that makes objects are those
of the program's function.  Its ``co_positions`` and ``co_lines`` are those of the machine's code, whose instructions frames and
tracebacks name.  The interpreter's own code still gets the host's values.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

from ..compiled.linking import maker_of
from ..core.machine import is_hidden, shown_variables
from . import host_frames
from .stand_ins import exchange
from .tracebacks import PACKAGE
from .variables import host_code

_real: dict[str, Any] = {
    name: vars(CodeType)[name] for name in ("co_varnames", "co_nlocals", "co_positions", "co_lines")
}


def _variables(code: CodeType) -> tuple[str, ...]:
    return tuple(shown_variables(dict.fromkeys(_real["co_varnames"].__get__(maker_of(code)))))


def _is_seen(code: CodeType) -> bool:
    """Whether program code reads an attribute of the code of a machine, or of a function that makes its objects.

    A reader that also reads the instructions, as libraries do that pickle functions, gets the variables of these instructions.
    """
    reader = host_code(host_frames.real_getframe(2))
    if reader.co_filename.startswith(PACKAGE) or "co_code" in reader.co_names:
        return False
    return any([is_hidden(name) for name in _real["co_varnames"].__get__(code)])


def variables_of(code: CodeType) -> tuple[str, ...]:
    """``co_varnames``"""
    return _variables(code) if _is_seen(code) else _real["co_varnames"].__get__(code)


def number_of_variables(code: CodeType) -> int:
    """``co_nlocals``"""
    return len(_variables(code)) if _is_seen(code) else _real["co_nlocals"].__get__(code)


def _table(name: str) -> Any:
    """``co_positions`` or ``co_lines``.  ``dis`` gets those of the instructions that it reads."""

    def table(code: CodeType) -> Any:
        reader = host_frames.real_getframe(1)
        gets_own = host_code(reader).co_filename.startswith(PACKAGE) or reader.f_globals.get("__name__") == "dis"
        return _real[name](code if gets_own else host_frames.performing(code))

    table.__name__ = name
    return table


def install() -> None:
    """Replace the attributes of the code type."""
    for name in ("co_positions", "co_lines"):
        exchange(CodeType, name, _table(name))
    exchange(CodeType, "co_varnames", property(variables_of))
    exchange(CodeType, "co_nlocals", property(number_of_variables))

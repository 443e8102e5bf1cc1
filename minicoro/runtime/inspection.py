"""From an object of the program to the machine behind it."""

from types import CodeType
from typing import Any

from minicoro.runtime.machine import Machine
from minicoro.runtime.suspendable import Suspendable
from minicoro.runtime.unit import SUSPENDABLE, Unit


def unit_of(code: CodeType) -> Unit | None:
    """The unit behind a code object; None for a native one."""
    for constant in code.co_consts:
        if isinstance(constant, Unit):
            return constant
    return None


def machine_of(value: Any) -> Machine:
    """See `minicoro.machine`."""
    if isinstance(value, Suspendable):
        return value.machine
    function = getattr(value, "__func__", value)
    code = function if isinstance(function, CodeType) else getattr(function, "__code__", None)
    unit = unit_of(code) if isinstance(code, CodeType) else None
    if unit is None:
        raise TypeError(f"{value!r} is not of an interpreted program")
    if unit.kind not in SUSPENDABLE:
        raise TypeError(f"{value!r} is a plain function: it suspends nowhere and has no machine")
    return unit.states()

"""Which function a suspended object came from.

A generator's ``__name__`` is its function's at the time of the call, which ``functools.wraps`` may have changed.
The host does not tell running code its function, so the functions of suspendable units are remembered, weakly,
by the cells they close over: those are what tells two functions of one code object apart.
"""

from __future__ import annotations

from _weakref import ref

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FunctionType

    from minicoro.runtime.unit import Unit

_functions: dict[tuple[int, int], ref[FunctionType]] = {}


def _key(unit: Unit, first_cell: object) -> tuple[int, int]:
    return (id(unit), id(first_cell))


def remember(unit: Unit, function: FunctionType) -> None:
    """Let `names_of` find ``function`` when its unit is called."""
    closure = function.__closure__
    key = _key(unit, closure[0] if closure else None)

    def forget(reference: ref[FunctionType]) -> None:
        if _functions.get(key) is reference:
            del _functions[key]

    _functions[key] = ref(function, forget)


def names_of(unit: Unit, cell: object) -> tuple[str, str]:
    """``__name__`` and ``__qualname__`` for an object of this unit; ``cell``: the first it closes over."""
    reference = _functions.get(_key(unit, cell))
    function = None if reference is None else reference()
    if function is None:
        return unit.name, unit.qualname
    return function.__name__, function.__qualname__

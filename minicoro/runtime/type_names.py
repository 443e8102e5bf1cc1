"""The name of a type as CPython's errors have it (``tp_name``)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_IMMUTABLE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE: a type that is written in C
_name: Any = type.__dict__["__name__"].__get__


def type_name(value: object) -> str:
    """That of the value's type."""
    return name_of(type(value))


def name_of(kind: type) -> str:
    """A type that is written in C bears its module's name too, unless that is ``builtins``; no metaclass is asked."""
    name: str = _name(kind)
    if not kind.__flags__ & _IMMUTABLE or kind.__module__ == "builtins":
        return name
    return f"{kind.__module__}.{name}"

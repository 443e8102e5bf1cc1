"""Classes as CPython's own code sees them: no method of a metaclass runs, whatever it defines (``_PyType_Lookup``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

ABSENT: Any = object()

mro_of: Callable[[type], tuple[type, ...]] = vars(type)["__mro__"].__get__
"""The MRO, in which methods of a class are looked up."""
dict_of: Callable[[type], Mapping[str, Any]] = vars(type)["__dict__"].__get__
"""The attributes that a class itself defines."""


def looked_up(kind: type, name: str) -> Any:
    """The attribute of a class, not bound to anything; `ABSENT` if neither the class nor a base has it."""
    for ancestor in mro_of(kind):
        attributes = dict_of(ancestor)
        if name in attributes:
            return attributes[name]
    return ABSENT


def is_subtype(kind: type, ancestor: type) -> bool:
    """Whether a class is ``ancestor`` or inherits from it (``PyType_IsSubtype``)."""
    return any([each is ancestor for each in mro_of(kind)])

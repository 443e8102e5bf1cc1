"""``f_locals`` of a frame of the program from 3.13 on: CPython's FrameLocalsProxy (PEP 667) without our variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Variables:
    """A live view of a frame's variables.  Rule: versions/write-through-locals

    Names that the code does not know can be set, for those who look; none can be removed.
    """

    __slots__ = ("_frame",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def copy(self) -> dict[Any, object]:
        """A dict of its own."""
        found = self._frame.locals() if is_walked(self._frame) else self._frame.f_locals
        return {name: found[name] for name in found if type(name) is not str or name[:1] != "$"}

    def __getitem__(self, name: Any) -> object:
        found = self.copy()
        if name in found:
            return found[name]
        raise KeyError(f"local variable '{name!r}' is not defined")

    def __setitem__(self, name: Any, value: object) -> None:
        if is_walked(self._frame):
            self._frame.put(name, value)
        else:
            self._frame.f_locals[name] = value

    def __delitem__(self, name: Any) -> None:
        raise TypeError("cannot remove variables from FrameLocalsProxy")

    def __reduce_ex__(self, protocol: object) -> Any:
        raise TypeError("cannot pickle 'FrameLocalsProxy' object")

    def __eq__(self, other: object) -> Any:
        if isinstance(other, Variables):
            return self._frame is other._frame
        return self.copy() == other if isinstance(other, dict) else NotImplemented

    def __or__(self, other: Any) -> Any:
        return self.copy() | _merged(other) if isinstance(other, dict | Variables) else NotImplemented

    def __ror__(self, other: Any) -> Any:
        return _merged(other) | self.copy() if isinstance(other, dict | Variables) else NotImplemented

    def __ior__(self, other: Any) -> Any:
        if not isinstance(other, dict | Variables):
            return NotImplemented
        self.update(other)
        return self

    def update(self, other: Any, /) -> None:
        if not isinstance(other, dict | Variables):
            raise TypeError("update() argument must be dict or another FrameLocalsProxy")
        for name, value in _merged(other).items():
            self[name] = value

    def setdefault(self, name: Any, default: object = None, /) -> object:
        if name not in self.copy():
            self[name] = default
        return self[name]


def is_walked(frame: Any) -> bool:
    """Whether the variables are those of an activation of the walker, not of a frame."""
    return hasattr(frame, "temporaries")


def _merged(other: Any) -> dict[Any, object]:
    return other.copy() if isinstance(other, Variables) else other


def _as_dict(name: str) -> Any:
    """A method that does what that of a dict does with a copy, and gives a list where that gives a view."""

    def method(self: Variables, *args: object) -> Any:
        found = self.copy()
        if name in ("__iter__", "__reversed__"):
            return getattr(list(found), name)()
        found = getattr(found, name)(*args)
        return list(found) if name in ("keys", "values", "items") else found

    method.__name__ = name
    return method


for _name in ("__contains__", "__iter__", "__len__", "__repr__", "__reversed__", "get", "items", "keys", "values"):
    setattr(Variables, _name, _as_dict(_name))
Variables.__name__ = Variables.__qualname__ = "FrameLocalsProxy"
Variables.__module__ = "builtins"
Mapping.register(Variables)

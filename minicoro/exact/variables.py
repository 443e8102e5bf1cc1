"""``f_locals`` of a frame of the program from 3.13 on: CPython's FrameLocalsProxy (PEP 667) without our variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Variables:
    """A live view of a frame's variables.  Rule: versions/write-through-locals

    Names that the code does not know can be set, for those who look; none can be removed.
    """

    __slots__ = ("_frame",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def _host(self) -> Any:
        """What gives the variables, ours among them: read by our own code, it hides nothing."""
        return self._frame.f_locals

    def copy(self) -> dict[Any, object]:
        """A dict of its own."""
        found = self._frame.f_locals
        return {name: found[name] for name in found if type(name) is not str or name[:1] != "$"}

    def __getitem__(self, name: Any) -> object:
        found = self.copy()
        if name in found:
            return found[name]
        raise KeyError(f"local variable '{name!r}' is not defined")

    def __setitem__(self, name: Any, value: object) -> None:
        self._frame.f_locals[name] = value

    def __delitem__(self, name: Any) -> None:
        raise TypeError("cannot remove variables from FrameLocalsProxy")

    def __contains__(self, name: Any) -> bool:
        return name in self.copy()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.copy())

    def __reversed__(self) -> Iterator[Any]:
        return iter(self.keys()[::-1])

    def __repr__(self) -> str:
        return repr(self.copy())

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

    def get(self, name: Any, default: object = None, /) -> object:
        return self.copy().get(name, default)

    def keys(self) -> list[Any]:
        return list(self.copy())

    def values(self) -> list[object]:
        return list(self.copy().values())

    def items(self) -> list[tuple[Any, object]]:
        return list(self.copy().items())

    def update(self, other: Any, /) -> None:
        if not isinstance(other, dict | Variables):
            raise TypeError("update() argument must be dict or another FrameLocalsProxy")
        for name, value in other.items():
            self[name] = value

    def setdefault(self, name: Any, default: object = None, /) -> object:
        if name not in self:
            self[name] = default
        return self[name]


def _merged(other: Any) -> dict[Any, object]:
    return other.copy() if isinstance(other, Variables) else other  # type: ignore[no-any-return]


Variables.__name__ = Variables.__qualname__ = "FrameLocalsProxy"
Variables.__module__ = "builtins"
Mapping.register(Variables)

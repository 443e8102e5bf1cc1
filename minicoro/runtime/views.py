"""What ``f_locals`` of a frame of the program is: a live view of an activation's variables."""

from __future__ import annotations

import sys
from _collections_abc import Mapping, MutableMapping
from types import CellType

from minicoro.runtime.unit import variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit

_EXTRA = ".extra"
"""In a frame: what has been set in ``f_locals`` under names that are no variables of the code."""


def _shown(unit: Unit, frame: Frame) -> dict[Any, object]:
    extra: dict[Any, object] = frame.get(_EXTRA, {})
    return variables(unit, frame) | extra


def _put(unit: Unit, frame: Frame, name: Any, value: object) -> None:
    hash(name)
    signature = unit.signature
    held = frame.get(name)
    if isinstance(held, CellType) and (name in signature.cellvars or name in signature.freevars):
        held.cell_contents = value
    elif name in signature.varnames or name in signature.cellvars:
        frame[name] = value
    else:
        frame.setdefault(_EXTRA, {})[name] = value


if sys.version_info >= (3, 13):

    class Variables:
        """A live view of an activation's variables, as ``frame.f_locals`` shows them: CPython's FrameLocalsProxy (PEP 667).

        Names that the code does not know can be set, for those who look; none can be removed.
        """

        __slots__ = ("_frame", "_unit")
        __hash__ = None  # type: ignore[assignment]

        def __init__(self, unit: Unit, frame: Frame) -> None:
            self._unit = unit
            self._frame = frame

        def is_of(self, frame: Frame) -> bool:
            """Whether this is a view of ``frame``."""
            return self._frame is frame

        def copy(self) -> dict[Any, object]:
            """A dict of its own."""
            return _shown(self._unit, self._frame)

        def __getitem__(self, name: Any) -> object:
            found = self.copy()
            if name in found:
                return found[name]
            raise KeyError(f"local variable '{name!r}' is not defined")

        def __setitem__(self, name: Any, value: object) -> None:
            _put(self._unit, self._frame, name, value)

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

else:

    class _View(MutableMapping[str, object]):
        """No variable is deleted: the host asks for that when it merges its own unset ones."""

        __slots__ = ()
        _unit: Unit
        _frame: Frame

        def is_of(self, frame: Frame) -> bool:
            """Whether this is a view of ``frame``."""
            return self._frame is frame

        def copy(self) -> dict[str, object]:
            """A dict of its own."""
            return _shown(self._unit, self._frame)

        def __getitem__(self, name: str) -> object:
            return self.copy()[name]

        def __setitem__(self, name: str, value: object) -> None:
            _put(self._unit, self._frame, name, value)

        def __delitem__(self, name: str) -> None:
            self._frame.get(_EXTRA, {}).pop(name, None)

        def clear(self) -> None:
            self._frame.pop(_EXTRA, None)

        def popitem(self) -> tuple[str, object]:
            item = self.copy().popitem()
            del self[item[0]]
            return item

        def __iter__(self) -> Iterator[str]:
            return iter(self.copy())

        def __len__(self) -> int:
            return len(self.copy())

        def __reversed__(self) -> Iterator[str]:
            return reversed(self.copy())

        def __or__(self, other: Any) -> dict[str, object]:
            found: dict[str, object] = self.copy() | other
            return found

        def __ror__(self, other: Any) -> dict[str, object]:
            found: dict[str, object] = other | self.copy()
            return found

        def __ior__(self, other: Any) -> Any:
            self.update(other)
            return self

        def __repr__(self) -> str:
            return repr(self.copy())

    class Variables(_View, dict[str, object]):  # type: ignore[misc]  # whose operators are overloaded
        """A live view of an activation's variables, for frames in tracebacks.

        It is a dict, too: 3.12 looks for ``self`` in its storage, to suggest ``self.name``.
        """

        __slots__ = ("_frame", "_unit")

        def __init__(self, unit: Unit, frame: Frame) -> None:
            self._unit = unit
            self._frame = frame
            if "self" in frame:
                found = variables(unit, frame)
                if "self" in found:
                    dict.__setitem__(self, "self", found["self"])

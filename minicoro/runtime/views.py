"""What ``f_locals`` of a frame of the program is: a live view of an activation's variables."""

from __future__ import annotations

import sys
from _collections_abc import MutableMapping
from types import CellType

from minicoro.runtime.unit import variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit

EXTRA = ".extra"
"""In a frame: what has been set in ``f_locals`` under names that are no variables of the code."""


class _View(MutableMapping[str, object]):
    """What both kinds of `Variables` do."""

    __slots__ = ()
    _unit: Unit
    _frame: Frame

    def __getitem__(self, name: str) -> object:
        return self._all()[name]

    def __setitem__(self, name: str, value: object) -> None:
        signature = self._unit.signature
        held = self._frame.get(name)
        if isinstance(held, CellType) and (name in signature.cellvars or name in signature.freevars):
            held.cell_contents = value
        elif name in signature.varnames or name in signature.cellvars:
            self._frame[name] = value
        else:
            self._frame.setdefault(EXTRA, {})[name] = value

    def is_of(self, frame: Frame) -> bool:
        """Whether this is a view of ``frame``."""
        return self._frame is frame

    def _all(self) -> dict[str, object]:
        extra: dict[str, object] = self._frame.get(EXTRA, {})
        return variables(self._unit, self._frame) | extra

    def __delitem__(self, name: str) -> None:
        """For a variable nothing: the host asks for this when it merges unset slots; ``del`` deletes variables."""
        self._frame.get(EXTRA, {}).pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._all())

    def copy(self) -> dict[str, object]:
        """A dict of its own."""
        return self._all()

    def __or__(self, other: Any) -> dict[str, object]:
        found: dict[str, object] = self._all() | other
        return found

    def __ror__(self, other: Any) -> dict[str, object]:
        found: dict[str, object] = other | self._all()
        return found

    def __ior__(self, other: Any) -> Any:
        self.update(other)
        return self

    def __repr__(self) -> str:
        return repr(self._all())


if sys.version_info >= (3, 13):

    class Variables(_View):
        """A live view of an activation's variables, as ``frame.f_locals`` shows them.

        PEP 667: names that the code does not know can be set, for those who look.
        """

        __slots__ = ("_frame", "_unit")

        def __init__(self, unit: Unit, frame: Frame) -> None:
            self._unit = unit
            self._frame = frame

else:

    class Variables(_View, dict[str, object]):  # type: ignore[misc]  # whose operators are overloaded
        """As from 3.13 on, and a dict: 3.12 looks for ``self`` in its storage, to suggest ``self.name``."""

        __slots__ = ("_frame", "_unit")

        def __init__(self, unit: Unit, frame: Frame) -> None:
            self._unit = unit
            self._frame = frame
            if "self" in frame:
                found = variables(unit, frame)
                if "self" in found:
                    dict.__setitem__(self, "self", found["self"])

"""Attributes that the program may read and not write."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


class Shown(property):
    """A property whose errors are those of an attribute that is written in C."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def _refuse(self, o: object) -> NoReturn:
        raise AttributeError(f"attribute '{self.name}' of '{type(o).__name__}' objects is not writable")

    def __set__(self, o: object, value: object) -> None:
        self._refuse(o)

    def __delete__(self, o: object) -> None:
        self._refuse(o)


if TYPE_CHECKING:
    shown = property
else:
    shown = Shown

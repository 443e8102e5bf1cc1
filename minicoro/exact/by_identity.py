"""A table by the identity of its keys, which it does not keep alive.

The ``WeakKeyDictionary`` of the library is written in Python: a trace function of the program would be told of its methods.
Those of this class are the interpreter's code, whose frames are never shown.
"""

from __future__ import annotations

from typing import Generic, TypeVar
from weakref import ref

V = TypeVar("V")


class ByIdentity(Generic[V]):
    """Values by the identity of objects that can be weakly referenced; an entry goes when its object is destroyed."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[int, tuple[ref[object], V]] = {}

    def get(self, key: object) -> V | None:
        """The value for an object, or None."""
        found = self._entries.get(id(key))
        return found[1] if found is not None and found[0]() is key else None

    def pop(self, key: object) -> V | None:
        """Remove the entry of an object; returns its value, or None."""
        found = self.get(key)
        if found is not None:
            del self._entries[id(key)]
        return found

    def __setitem__(self, key: object, value: V) -> None:
        number = id(key)

        def forget(gone: ref[object]) -> None:
            if number in self._entries and self._entries[number][0] is gone:
                del self._entries[number]

        self._entries[number] = ref(key, forget), value

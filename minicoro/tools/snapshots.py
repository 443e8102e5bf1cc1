"""Snapshots: the state of a suspended object, saved so that the same object can be set back to it."""

from __future__ import annotations

from types import CellType, FunctionType
from typing import Any

from minicoro.core.async_generators import Asend, Athrow
from minicoro.core.engine import Foreign
from minicoro.core.generators import CoroutineWrapper
from minicoro.tools.forking import SLOTS, Forking, check, copied_by, translate
from minicoro.tools.frames import KINDS, is_suspendable

_IDENTICAL = (*KINDS, Asend, Athrow, CoroutineWrapper, Foreign, CellType, FunctionType)
"""Objects whose identity is kept when a snapshot is restored; iterators of the host are replaced by their copies."""


class Snapshot:
    """The state of a suspended object and of its chain of delegates; `restore` sets them back to it, once.

    Only frames are restored: the objects that their variables refer to stay as later steps have changed them.
    Raises CannotForkError for a frame that cannot be copied.
    """

    def __init__(self, o: Any) -> None:
        check(o)
        self._runs: list[tuple[Any, Any]] = []
        self._forking = Forking()
        copied_by(self._forking, o)
        # An object that ends lets go of its function, which has the cells of the captured variables.
        self._runs = [(each, each.run) for each, _ in self._forking.copies.values() if is_suspendable(each)]

    def forget(self) -> None:
        """Drop the snapshot, without running any code of the program."""
        self._forking.abandon()
        self._runs.clear()

    def __del__(self) -> None:
        if hasattr(self, "_forking"):
            self.forget()

    def restore(self) -> None:
        """Set the object and its delegates back to the saved state.  ValueError if one of them is running."""
        copies = self._forking.copies
        for original, _ in copies.values():
            if is_suspendable(original) and original.is_running():
                raise ValueError(f"{original!r} is running")
        originals = {id(copied): original for original, copied in copies.values() if type(original) in _IDENTICAL}
        for original, run in self._runs:
            original.run = run
        for original, copied in copies.values():
            if type(original) is CellType:
                _refill(original, copied, originals)
            elif type(original) in (Asend, Athrow):
                original.stage, original.state = copied.stage, copied.state
            elif type(original) is Foreign:
                was_shown = original.shown is original.iterator
                original.iterator = originals.get(id(copied.iterator), copied.iterator)
                original.shown = original.iterator if was_shown else original.shown
                original.state = copied.state
            elif is_suspendable(original):
                _put_back(original, copied, originals)
        self.forget()


def _put_back(original: Any, copied: Any, originals: dict[int, Any]) -> None:
    if original.chain is not None:
        original.leave_chain()
    for name in SLOTS[type(original)]:
        if name not in ("run", "machine") and hasattr(copied, name):
            value = getattr(copied, name)
            setattr(original, name, originals.get(id(value), value))
    translate(copied, original, *[lambda value: originals.get(id(value), value)] * 2)


def _refill(original: CellType, copied: CellType, originals: dict[int, Any]) -> None:
    try:
        value = copied.cell_contents
    except ValueError:
        original.cell_contents = None
        del original.cell_contents
        return
    original.cell_contents = originals.get(id(value), value)

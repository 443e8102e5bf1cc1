"""Going back: what a suspended object was, kept so that the same object can be put there again."""

from __future__ import annotations

from types import CellType, FunctionType

from minicoro.runtime.async_generator import Asend, Athrow
from minicoro.runtime.forking import SLOTS, CannotForkError, Forking, copied_by, translate
from minicoro.runtime.frames import FRAME_KEY
from minicoro.runtime.generator import CoroutineWrapper
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import Suspendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.unit import Frame

_IDENTICAL = (Suspendable, Asend, Athrow, CoroutineWrapper, CellType, FunctionType)
"""What stays the object it was when a snapshot is restored; of the host's iterators the copy takes the place."""


class Snapshot:
    """The state of a suspended object and of all that it waits in; `restore` puts it back, once.

    Only frames go back: what their variables refer to is as the steps since have left it.
    Raises CannotForkError for a frame that cannot be copied.
    """

    def __init__(self, o: Any) -> None:
        if not isinstance(o, Suspendable):
            raise CannotForkError(f"{o!r} is not a suspended object of an interpreted program", o)
        self._forking = Forking()
        copied_by(self._forking, o)
        self._frames: dict[int, Frame | None] = {
            key: original.frame
            for key, (original, _) in self._forking.copies.items()
            if isinstance(original, Suspendable)
        }

    def forget(self) -> None:
        """Let go of it; nothing of the program runs because of that."""
        self._forking.abandon()

    def __del__(self) -> None:
        if hasattr(self, "_forking"):
            self.forget()

    def restore(self) -> None:
        """Put the object, and what it waited in, back to what they were.  ValueError if one of them is running."""
        copies = self._forking.copies
        for original, _ in copies.values():
            if isinstance(original, Suspendable) and original.standing() is Status.RUNNING:
                raise ValueError(f"{original!r} is running")
        originals = {id(copied): original for original, copied in copies.values() if isinstance(original, _IDENTICAL)}
        for original, copied in copies.values():
            if isinstance(original, CellType):
                _refill(original, copied, originals)
            elif isinstance(original, Asend | Athrow):
                original.stage = copied.stage
            elif isinstance(original, Suspendable):
                self._put_back(original, copied, originals)
        self.forget()

    def _put_back(self, original: Any, copied: Any, originals: dict[int, Any]) -> None:
        if original.chain is not None:
            original.chain.leave(original)
        for name in SLOTS[type(original)]:
            if hasattr(copied, name):
                value = getattr(copied, name)
                setattr(original, name, originals.get(id(value), value))
        kept = self._frames[id(original)]
        if kept is not None:  # the same dict again: a frame object may be showing it
            shown = kept.get(FRAME_KEY)
            kept.clear()
            kept.update(copied.frame)
            translate(kept, lambda value: originals.get(id(value), value))
            if shown is not None:
                kept[FRAME_KEY] = shown
        original.frame = kept


def _refill(original: CellType, copied: CellType, originals: dict[int, Any]) -> None:
    try:
        value = copied.cell_contents
    except ValueError:
        original.cell_contents = None
        del original.cell_contents
        return
    original.cell_contents = originals.get(id(value), value)

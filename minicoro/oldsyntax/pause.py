"""The host's collector of cycles, at rest while a tree grows."""

from __future__ import annotations

import gc

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType


class Pause:
    """No collection inside the ``with`` block.

    A tree is thousands of objects that all live on and hold no cycle: the collector would look at them again and
    again for nothing, and the larger the tree the longer (of 4,000 lines, two thirds of the time to parse them).
    """

    def __enter__(self) -> None:
        self.was_on = gc.isenabled()
        gc.disable()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.was_on:
            gc.enable()

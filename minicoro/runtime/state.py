"""The little that all units of a running program share."""

from minicoro.runtime.errors import InternalError


class Shared:
    """Process-wide state of a run.

    depth: how many more guest frames may be entered before the exact count is looked at (see `depth.py`).
    limit: the program's ``sys.getrecursionlimit()``.
    force_machine: lower every function to a machine, for tests: nothing may change.
    """

    __slots__ = ("depth", "force_machine", "limit")

    def __init__(self) -> None:
        self.limit = 1000
        self.depth = self.limit
        self.force_machine = False


SHARED = Shared()

__all__ = ["SHARED", "InternalError", "Shared"]

"""The host's warnings, kept from the program."""

import warnings
from _thread import get_ident
from typing import Any


class Quiet:
    """In a ``with`` block: no warning of this thread is shown.  told: whether there was one.

    The program must not notice. After `warnings.catch_warnings`, which counts as a change of the filters, its warnings
    would be shown once more.
    """

    def __init__(self) -> None:
        self.told = False
        self._thread = get_ident()
        self._filter: Any = None
        self._filters: list[Any] = []

    def match(self, _message: str) -> bool:
        """A filter asks its pattern, which is this object, whether it applies to a message."""
        if get_ident() != self._thread:
            return False
        self.told = True
        return True

    def __enter__(self) -> "Quiet":
        host: Any = warnings
        self._filters = host._get_filters() if hasattr(host, "_get_filters") else host.filters  # 3.14: of the context
        self._filter = "ignore", self, Warning, None, 0
        self._filters.insert(0, self._filter)
        return self

    def __exit__(self, *_: Any) -> None:
        if self._filter in self._filters:  # else another thread has reset the filters
            self._filters.remove(self._filter)
        self._filter = None  # or both would be a cycle

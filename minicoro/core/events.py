"""Events: what happens to suspendable objects, for tracers, debuggers and diagrams.

Without a watcher, `watcher` is None and `engine.run` makes one test.  The compiled engine makes these calls only in machines
that are emitted to be watched.  A watcher is an object with the methods of `Watcher`.  It must not raise; `minicoro.observe`
catches the exceptions of its readers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Watcher(Protocol):
    """Receives the events.  ``o`` is the object; during the call its ``state`` is as the event says."""

    def created(self, o: Any) -> None:
        """A call has made the object."""

    def resumed(self, o: Any, state: int, sent: object) -> None:
        """The frame continues in ``state``.  sent: the value, or `engine.THROW` (then ``o.error`` is raised there)."""

    def entered(self, o: Any, number: int) -> None:
        """The running frame enters the state ``number``."""

    def suspended(self, o: Any, value: object) -> None:
        """The frame has suspended and yielded ``value``."""

    def returned(self, o: Any, value: object) -> None:
        """The frame has returned ``value``."""

    def raised(self, o: Any, error: BaseException) -> None:
        """An exception has left the frame."""

    def closed(self, o: Any) -> None:
        """The object was closed without running: it was just created, or no handler could see GeneratorExit."""

    def dropped(self, o: Any) -> None:
        """A just-created coroutine, or the just-created awaitable of an asynchronous generator, was destroyed."""

    def closing(self, o: Any) -> None:
        """GeneratorExit is about to be raised in the object, by ``close()`` or because the object is being destroyed."""

    def line(self, filename: str, line: int) -> None:
        """A statement is about to run, in code that was compiled with line events."""


watcher: Watcher | None = None
"""The current watcher; set it with `watch`."""


def watch(new: Watcher | None) -> None:
    """Make ``new`` the watcher; None: no watcher."""
    global watcher
    watcher = new


def created(o: Any) -> Any:
    """Notify the watcher of a new object, and return the object."""
    if watcher is not None:
        watcher.created(o)
    return o


def _notifier(method: str) -> Callable[..., None]:
    """A function that calls this method of the watcher, if there is one."""

    def notify(*given: Any) -> None:
        if watcher is not None:
            getattr(watcher, method)(*given)

    return notify


resumed, entered, suspended = _notifier("resumed"), _notifier("entered"), _notifier("suspended")
returned, raised, closing = _notifier("returned"), _notifier("raised"), _notifier("closing")
closed, dropped, line = _notifier("closed"), _notifier("dropped"), _notifier("line")

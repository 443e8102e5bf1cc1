"""Events: what happens to suspendable objects, for everything that looks.

Nobody looks: `watcher` is None, and `engine.run` makes one test.  The compiled engine has these calls only in machines that
are emitted to be watched.  A watcher gives the methods of `Watcher`; what it raises is its own affair (see
``minicoro.observe``), and must not come out here.
"""

from __future__ import annotations

from typing import Any, Protocol


class Watcher(Protocol):
    """What is told.  ``o`` is the object; while it is told of, its ``state`` is as the event says."""

    def created(self, o: Any) -> None:
        """A call has made the object."""

    def resumed(self, o: Any, state: int, sent: object) -> None:
        """The object's frame goes on in ``state``; ``sent`` is the value, or `engine.THROW`: ``o.error`` is raised there."""

    def entered(self, o: Any, number: int) -> None:
        """The running frame begins a state."""

    def suspended(self, o: Any, value: object) -> None:
        """The frame has suspended and gives ``value``."""

    def returned(self, o: Any, value: object) -> None:
        """The frame has returned ``value``."""

    def raised(self, o: Any, error: BaseException) -> None:
        """An exception has left the frame."""

    def closed(self, o: Any) -> None:
        """The object was closed before anything of it ran, or where nothing could see it."""

    def dropped(self, o: Any) -> None:
        """A coroutine, or the awaitable of a method of an asynchronous generator, that has not started is gone."""

    def closing(self, o: Any) -> None:
        """The object is about to be resumed because it is closed: by ``close()``, or because nobody refers to it."""

    def line(self, filename: str, line: int) -> None:
        """A statement is about to run, in code that was compiled to tell so."""


watcher: Watcher | None = None
"""Who is told; set it by `watch`."""


def watch(new: Watcher | None) -> None:
    """Have another one told from now on; None: nobody."""
    global watcher
    watcher = new


def created(o: Any) -> Any:
    """Tell of a new object, and give it."""
    if watcher is not None:
        watcher.created(o)
    return o


def resumed(o: Any, state: int, sent: object) -> None:
    if watcher is not None:
        watcher.resumed(o, state, sent)


def entered(o: Any, number: int) -> None:
    if watcher is not None:
        watcher.entered(o, number)


def suspended(o: Any, value: object) -> None:
    if watcher is not None:
        watcher.suspended(o, value)


def returned(o: Any, value: object) -> None:
    if watcher is not None:
        watcher.returned(o, value)


def raised(o: Any, error: BaseException) -> None:
    if watcher is not None:
        watcher.raised(o, error)


def closed(o: Any) -> None:
    if watcher is not None:
        watcher.closed(o)


def dropped(o: Any) -> None:
    if watcher is not None:
        watcher.dropped(o)


def closing(o: Any) -> None:
    if watcher is not None:
        watcher.closing(o)


def line(filename: str, number: int) -> None:
    if watcher is not None:
        watcher.line(filename, number)

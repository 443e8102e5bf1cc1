"""A notebook between its cells: background tasks go on, in the kernel's own loop.

The session's loop is not the kernel's, and a loop cannot run inside of another.  But the kernel's can call: when the
session's has something ready, when its next timer is due, and when a file that it waits for can be read.  Each call is
one round of the session's loop.
"""

import asyncio
import asyncio.events
from typing import Any

from minicoro.repl.running import Running

_POLL = 0.02
"""Seconds between rounds where the kernel's loop cannot wait for files."""


class BetweenCells:
    """Lets ``running`` go on while ``kernel``, a loop, runs; each cell that has ended calls `go_on`."""

    def __init__(self, running: Running, kernel: asyncio.AbstractEventLoop) -> None:
        self._running = running
        self._kernel = kernel
        self._call: asyncio.Handle | None = None
        self._file = _selector_file(running.loop)
        self._watches = False

    def go_on(self) -> None:
        """Wait for what is to happen next, if anything is."""
        self.pause()
        running = self._running
        if running.held or running.loop.is_closed():
            return
        delay = self._delay()
        if self._file is not None:  # also what wakes the loop from another thread comes by it
            try:
                self._kernel.add_reader(self._file, self._round)
                self._watches = True
            except (NotImplementedError, OSError):
                self._file = None
        if self._file is None and asyncio.all_tasks(running.loop):
            delay = _POLL if delay is None else min(delay, _POLL)
        if delay is not None:
            self._call = self._kernel.call_later(delay, self._round)

    def pause(self) -> None:
        """Wait for nothing."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
        if self._watches and self._file is not None:
            self._kernel.remove_reader(self._file)
            self._watches = False

    def _delay(self) -> float | None:
        """In how many seconds something is to run; None if nothing is."""
        running = self._running
        if running.ready():
            return 0
        timers = running.timers()
        return max(0.0, timers[0].when() - running.loop.time()) if timers else None

    def _round(self) -> None:
        """One round of the session's loop; what leaves it, such as a SystemExit, is not to end the kernel."""
        self.pause()
        asyncio.events._set_running_loop(None)
        try:
            self._running.one_round()
        except BaseException as error:
            self._running.loop.call_exception_handler({"message": "a background task has raised", "exception": error})
        finally:
            asyncio.events._set_running_loop(self._kernel)
        self.go_on()


def _selector_file(loop: Any) -> int | None:
    """The descriptor that can be read when a file can that the loop waits for; None if it has none."""
    ask = getattr(getattr(loop, "_selector", None), "fileno", None)
    return None if ask is None else int(ask())

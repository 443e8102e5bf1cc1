"""A notebook between its cells: background tasks continue, driven by the kernel's own loop.

The session has a loop of its own, and a loop cannot run inside of another one.  But the kernel's loop can call a function: when
the session's loop has a ready callback, when its next timer is due, and when a file that it watches can be read.  Each call is
one round of the session's loop.
"""

import asyncio
import asyncio.events
from typing import Any

from minicoro.repl.running import Running

_POLL = 0.02
"""Seconds between rounds if the kernel's loop cannot wait for files."""


class BetweenCells:
    """Continues ``running`` while ``kernel``, a loop, runs; each cell that has ended calls `go_on`."""

    def __init__(self, running: Running, kernel: asyncio.AbstractEventLoop) -> None:
        self._running = running
        self._kernel = kernel
        self._call: asyncio.Handle | None = None
        self._file = _selector_file(running.loop)
        self._watches = False

    def go_on(self) -> None:
        """Wait for the next callback, timer or file of the session's loop, if there is one."""
        self.pause()
        running = self._running
        if running.held or running.loop.is_closed():
            return
        delay = self._delay()
        if self._file is not None:  # a wake-up from another thread uses it, too
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
        """Stop waiting."""
        if self._call is not None:
            self._call.cancel()
            self._call = None
        if self._watches and self._file is not None:
            self._kernel.remove_reader(self._file)
            self._watches = False

    def _delay(self) -> float | None:
        """The seconds until the next callback or timer; None if there is none."""
        running = self._running
        if running.ready():
            return 0
        timers = running.timers()
        return max(0.0, timers[0].when() - running.loop.time()) if timers else None

    def _round(self) -> None:
        """One round of the session's loop; an exception that leaves it, such as SystemExit, must not end the kernel."""
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
    """The file descriptor that is readable when a file that the loop watches is readable; None if the selector has none."""
    ask = getattr(getattr(loop, "_selector", None), "fileno", None)
    return None if ask is None else int(ask())

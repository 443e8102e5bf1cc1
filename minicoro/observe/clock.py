"""Virtual time: an event loop's clock that stands still while there is work, and jumps to the next timer."""

import asyncio.base_events
from typing import Any


class VirtualTime:
    """One clock for all loops of the process, from 0.  Sockets and threads still take the time that they take."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def install(self) -> None:
        """Make it the time of every asyncio loop."""
        clock = self.time
        loops: Any = asyncio.base_events.BaseEventLoop
        loops.time = lambda loop: clock()

    def prepare(self, loop: Any) -> None:
        """Before a round of ``loop``: let its waiting for a timer be a jump."""
        selector = getattr(loop, "_selector", None)
        if selector is not None and not isinstance(selector, _Jumping):
            loop._selector = _Jumping(selector, self)


class _Jumping:
    """A selector that waits for timers by moving the clock, after a look at what else has happened."""

    def __init__(self, selector: Any, clock: VirtualTime) -> None:
        self._inner = selector
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout <= 0:
            return self._inner.select(timeout)
        found = self._inner.select(0)
        if not found:
            self._clock.now += timeout
        return found

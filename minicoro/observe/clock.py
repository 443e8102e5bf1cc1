"""Virtual time: an event loop's clock that does not move while there is work, and jumps to the next timer."""

import asyncio.base_events
from typing import Any, ClassVar


class VirtualTime:
    """One clock for all loops of the process, from 0.  Sockets and threads still take real time.

    installed: that of this process, if one was installed.
    """

    installed: "ClassVar[VirtualTime | None]" = None

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def install(self) -> None:
        """Make it the clock of every asyncio loop."""
        VirtualTime.installed = self
        clock = self.time
        loops: Any = asyncio.base_events.BaseEventLoop
        loops.time = lambda loop: clock()

    def prepare(self, loop: Any) -> None:
        """Called before a round of ``loop``: makes its wait for a timer a jump."""
        selector = getattr(loop, "_selector", None)
        if selector is not None and not isinstance(selector, _Jumping):
            loop._selector = _Jumping(selector, self)


class _Jumping:
    """A selector that moves the clock instead of waiting for timers, after checking for other events."""

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

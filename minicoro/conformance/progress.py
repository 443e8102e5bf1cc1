"""A progress bar on standard error: Rich's if it is installed, a plain one otherwise, none if nobody looks."""

import sys
import time
from typing import Any, Protocol

WIDTH = 30


class Bar(Protocol):
    """What is told how far a run has come."""

    def step(self, name: str, count: int) -> None: ...
    def close(self) -> None: ...


class Quiet:
    """For output that goes to a file."""

    def step(self, name: str, count: int) -> None:
        pass

    def close(self) -> None:
        pass


class Plain:
    """A line that is written over, at most ten times a second."""

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._shown = 0.0

    def step(self, name: str, count: int) -> None:
        self._done += count
        if time.monotonic() - self._shown > 0.1 or self._done == self._total:
            self._shown = time.monotonic()
            filled = WIDTH * self._done // self._total
            bar = "#" * filled + "." * (WIDTH - filled)
            print(f"\r[{bar}] {self._done}/{self._total} {name[-40:]:40}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        print("\r" + " " * (WIDTH + 60) + "\r", end="", file=sys.stderr, flush=True)


class WithRich:
    """Rich's bar."""

    def __init__(self, total: int, progress: Any) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=total)
        progress.start()

    def step(self, name: str, count: int) -> None:
        self._progress.update(self._task, advance=count, description=name[-40:])

    def close(self) -> None:
        self._progress.stop()


def bar(total: int) -> Bar:
    """The best bar that there is for this terminal."""
    if not sys.stderr.isatty():
        return Quiet()
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        return Plain(total)
    return WithRich(total, Progress(console=Console(stderr=True), transient=True))

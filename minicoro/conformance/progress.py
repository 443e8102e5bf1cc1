"""A progress bar on standard error: Rich's if Rich is installed, else the runner's plain one; none if it is not a terminal."""

import sys
from typing import Any

from minicoro.conformance.runner import Bar, Plain, Quiet


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
    """The best available bar for this terminal."""
    if not sys.stderr.isatty():
        return Quiet()
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        return Plain(total)
    return WithRich(total, Progress(console=Console(stderr=True), transient=True))

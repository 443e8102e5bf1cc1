"""`minicoro run --explain`: a diagnosis on standard error, after the program has ended as without this option."""

import atexit
import sys

from minicoro.cli import ending
from minicoro.cli.command_line import Program
from minicoro.observe import tracing
from minicoro.observe.explain import UNNEEDED, Explain
from minicoro.observe.screen import fitting, folded
from minicoro.observe.stream import Stream


class Explanation:
    """Watches the program, and reports its findings at the end; for an uncaught exception, its cause.

    stuck_after: see `minicoro.observe.explain.Explain`.
    """

    def __init__(self, stuck_after: float = 0.0) -> None:
        self._error_output = sys.stderr  # the program may set another
        self._explain = Explain(self._write, stuck_after)
        self._stream: Stream | None = None

    def begin(self, program: Program) -> None:
        """Start watching; must be called before the program's first line, so that it ends after the program's own exit
        functions.
        """
        options = tracing.TraceOptions(variables=False, output=False)
        self._stream = tracing.start([self._explain], options, program.words)
        self._stream.unneeded = UNNEEDED
        atexit.register(self._end)

    def uncaught(self, error: BaseException) -> None:
        """Report the cause of an exception that has ended the program, and whose traceback has been shown."""
        self._explain.uncaught(error)

    def _end(self) -> None:
        """Called when the program has ended, with its threads and exit functions."""
        if self._stream is not None:
            tracing.stop(self._stream, "the program ended")
        if self._explain.fault is not None:
            ending.die(self._explain.fault, "explaining", "the program has run to its end")

    def _write(self, text: str) -> None:
        if self._error_output is None:
            return
        try:
            file = self._error_output
            file.write(fitting(folded(text, file), file.encoding or "utf-8"))
            file.flush()
        except (OSError, ValueError):  # the stream is closed, or nobody reads it any more
            self._error_output = None

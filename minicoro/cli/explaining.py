"""`minicoro run --explain`: a diagnosis on standard error, when the program has ended as it would have ended anyway."""

import atexit
import sys

from minicoro.cli import ending
from minicoro.cli.command_line import Program
from minicoro.observe import tracing
from minicoro.observe.explain import Explain
from minicoro.observe.screen import fitting
from minicoro.observe.stream import Stream


class Explanation:
    """Watches the program, says at its end what it has found; of an error that nobody caught, why.

    stuck_after: as `minicoro.observe.explain.Explain` has it.
    """

    def __init__(self, stuck_after: float = 0.0) -> None:
        self._error_output = sys.stderr  # the program may set another
        self._explain = Explain(self._write, stuck_after)
        self._stream: Stream | None = None

    def begin(self, program: Program) -> None:
        """Watch from here on; to be called before the program's first line, so that it is the last to leave."""
        options = tracing.TraceOptions(variables=False, output=False)
        self._stream = tracing.start([self._explain], options, program.words)
        atexit.register(self._end)

    def uncaught(self, error: BaseException) -> None:
        """Say why an error has ended the program, whose traceback has been shown."""
        self._explain.uncaught(error)

    def _end(self) -> None:
        """The program is over, with its threads and what it has left to do at the exit."""
        if self._stream is not None:
            tracing.stop(self._stream, "the program ended")
        if self._explain.fault is not None:
            ending.die(self._explain.fault, "explaining", "the program has run to its end")

    def _write(self, text: str) -> None:
        if self._error_output is None:
            return
        try:
            self._error_output.write(fitting(text, self._error_output.encoding or "utf-8"))
            self._error_output.flush()
        except (OSError, ValueError):  # nobody reads it any more, or the program has closed it
            self._error_output = None

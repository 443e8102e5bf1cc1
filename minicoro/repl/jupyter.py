"""Jupyter: after ``%load_ext minicoro``, cells that begin with ``%%minicoro`` are interpreted.

They use the notebook's own variables.  The cells have an event loop of their own; between cells the kernel's loop drives it
(`minicoro.repl.between_cells`).
"""

import asyncio
import asyncio.events
import builtins
import contextvars
import sys
from typing import Any

from minicoro.repl import inline_view
from minicoro.repl.between_cells import BetweenCells
from minicoro.repl.errors import program_part
from minicoro.repl.session import Session, is_command

USAGE = """\
%%minicoro [--trace]

Run the cell with minicoro.  Top-level await works, and so do its commands, each on a line of its own (%help).
Background tasks go on between cells.
--trace tells what coroutines and tasks do meanwhile, and shows it in the viewer, to step through.
"""


class Cells:
    """The cells of one notebook: a session with its variables."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._session: Session | None = None
        self._between: BetweenCells | None = None

    def session(self) -> Session:
        """The session, which begins with the first cell."""
        if self._session is None:
            from minicoro.repl.starting import interpreting

            self._session = Session(self._shell.user_ns, interpreting())
        return self._session

    def run(self, line: str, cell: str) -> None:
        """Run a cell; the notebook shows its exception."""
        options = line.split()
        unknown = [word for word in options if word != "--trace"]
        if unknown:
            print(f"%%minicoro: unknown option: {unknown[0]}\n{USAGE}", file=sys.stderr, end="")
            return
        outside = asyncio.events._get_running_loop()
        task = None if outside is None else asyncio.current_task(outside)
        if outside is not None and task is not None:
            asyncio.tasks._leave_task(outside, task)  # from 3.14 on a thread has one current task, whatever its loop
        asyncio.events._set_running_loop(None)  # the kernel's loop waits meanwhile
        failed: BaseException | None = None
        try:
            self._run(cell, "--trace" in options)
        except BaseException as error:
            failed = error.with_traceback(program_part(error))
        finally:
            asyncio.events._set_running_loop(outside)
            if outside is not None and task is not None:
                asyncio.tasks._enter_task(outside, task)
            self._go_on(outside)
        if failed is not None:
            raise failed

    def _go_on(self, kernel: asyncio.AbstractEventLoop | None) -> None:
        """Continue background tasks while the kernel waits for the next cell."""
        if kernel is not None and self._session is not None:
            if self._between is None:
                self._between = BetweenCells(self._session.running, kernel)
            self._between.go_on()

    def _run(self, cell: str, traced: bool) -> None:
        session = self.session()
        session.names = self._shell.user_ns
        session.running.context = _this_cells(session.running.context)
        trace = self._trace(session, traced)
        try:
            self._run_pieces(session, cell)
        finally:
            if trace is not None:
                inline_view.show(trace, "%%minicoro")

    def _trace(self, session: Session, traced: bool) -> "inline_view.CellTrace | None":
        """The object that records the trace of this cell, if the cell is traced."""
        if traced and session.tracing is None:
            from minicoro.repl.tracing import Tracing

            session.tracing = Tracing(with_variables=True)
            session.tracing.cell = inline_view.CellTrace()
        if session.tracing is not None:
            session.tracing.on = session.tracing.only_cell = traced
        trace = session.tracing.cell if session.tracing is not None and traced else None
        if trace is not None:
            trace.begin()
        return trace

    def _run_pieces(self, session: Session, cell: str) -> None:
        for text in pieces(cell):
            if is_command(text):
                session.run(text)
            else:
                session.execute(text, True)


def _this_cells(before: contextvars.Context) -> contextvars.Context:
    """The context of this cell (the kernel's variables determine the output area), with the variables that earlier cells have
    set.
    """
    context = contextvars.copy_context()
    for variable, value in before.items():
        if variable not in context:
            context.run(variable.set, value)
    return context


def pieces(cell: str) -> list[str]:
    """The commands of a cell, and the code between them."""
    found: list[str] = []
    code: list[str] = []
    for line in cell.splitlines():
        if line.startswith("%"):
            found += ["\n".join(code), line]
            code = []
        else:
            code.append(line)
    return [text for text in [*found, "\n".join(code)] if text.strip()]


def load(shell: Any) -> None:
    """Implements ``%load_ext minicoro``."""
    cells = Cells(shell)
    shell.register_magic_function(cells.run, "cell", "minicoro")
    shell.user_ns.setdefault("__builtins__", builtins)

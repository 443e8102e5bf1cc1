"""A session: inputs from any source run one after the other in one namespace."""

import asyncio
import builtins
import inspect
import sys
import time
from collections.abc import Callable
from typing import Any

from minicoro.repl.commands import asked_about
from minicoro.repl.errors import show_error
from minicoro.repl.running import Interrupted, Running
from minicoro.repl.texts import Compile, Texts


class Leave(Exception):  # noqa: N818 - no error: ``exit``, Ctrl-D
    """Raised to end the session with exit code ``code``."""

    def __init__(self, code: object = None) -> None:
        super().__init__(code)
        self.code = code


class Session:
    """Runs inputs and commands, and writes their results to standard output and error.

    names: the namespace.  texts: the inputs.  running: the loop.  history: the inputs so far, as they were given.  memory: data
    that commands keep.
    """

    def __init__(self, names: dict[str, Any], compile: Compile) -> None:
        self.names = names
        self.texts = Texts(compile)
        self.running = Running()
        self.history: list[str] = []
        self.timing = False
        self.tracing: Any = None
        self.memory: dict[str, Any] = {}
        self._commands: Any = None

    @property
    def commands(self) -> Any:
        """The commands, which are loaded at the first use."""
        if self._commands is None:
            from minicoro.repl.all_commands import Commands

            self._commands = Commands(self)
        return self._commands

    def is_whole(self, text: str) -> bool:
        """Whether an input needs no further line."""
        return is_command(text) or self.texts.is_whole(text)

    def run(self, text: str) -> bool:
        """Run an input; return whether it ended without an exception.  Raises `Leave`."""
        if is_command(text):
            return bool(self.commands.run(text))
        if not text.strip():
            return True
        if text.strip() in ("exit", "quit") and text.strip() not in self.names:
            raise Leave(None)  # as CPython's prompt has it since 3.13
        start = time.perf_counter()
        try:
            return self.guarded(lambda: self.execute(text, True))
        finally:
            if self.timing:
                from minicoro.observe.names import duration

                print(f"took {duration(time.perf_counter() - start)}")

    def execute(self, text: str, is_input: bool = False) -> None:
        """Run a text; its exceptions are raised.  is_input: it belongs to the history, unless it is a SyntaxError."""
        code = self.texts.code(text)
        if is_input:
            self.history.append(text)
        if self.tracing is None:
            self.finish(self.running.call(run_program, code, self.names))
            return
        self.tracing.during(True)
        try:
            self.finish(self.running.call(run_program, code, self.names))
        finally:
            self.tracing.during(False)

    def finish(self, made: Any) -> Any:
        """Complete the result of running code: if the code awaits, run its coroutine and return the result."""
        return self.running.complete(made) if inspect.iscoroutine(made) else made

    def evaluate(self, text: str, what: str) -> Any:
        """The value of an expression in a command; its exceptions are raised."""
        code = self.texts.expression(text, what)
        value = self.running.call(run_program, code, self.names)
        return self.running.complete(value) if code.co_flags & inspect.CO_COROUTINE else value

    def guarded(self, action: Callable[[], object]) -> bool:
        """Call a function for an input; its exception is shown as Python's prompt shows it."""
        try:
            action()
        except SystemExit as error:
            raise Leave(error.code) from None
        except Interrupted:
            print("\nKeyboardInterrupt", file=sys.stderr)
        except KeyboardInterrupt as error:
            sys.stderr.write("\n")
            show_error(error)
        except BaseException as error:
            show_error(error)
        else:
            return True
        return False

    def close(self) -> None:
        """End the loop; remaining tasks are cancelled."""
        self.running.close()
        self.memory.clear()  # the snapshots for %back: at exit, a copy that is deleted before its snapshot would warn


def is_command(text: str) -> bool:
    """Whether an input is a command for the session: ``%name …``, ``!command`` for the shell, or ``name?``."""
    text = text.strip()
    return text.startswith(("%", "!")) or asked_about(text) != ""


def run_program(code: Any, names: dict[str, Any]) -> Any:
    """Run the code of an input.  It has the name of the function at the bottom of the program's stack
    (`minicoro.cli.ending.BOTTOM`).
    """
    return eval(code, names)


def begin(names: dict[str, Any]) -> None:
    """Give a namespace the names of a prompt: ``asyncio``, as ``python -m asyncio``."""
    names.setdefault("asyncio", asyncio)
    builtins._ = None  # type: ignore[attr-defined]

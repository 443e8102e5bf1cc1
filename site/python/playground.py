"""What the playground's worker runs in Pyodide: the commands of minicoro, on an event loop that never blocks.

A page has no thread that may wait.  So asyncio gets a loop without sockets, whose clock jumps to the next timer, and
what needs a socket, a thread or a process says that it cannot be had here.
Each worker runs one program; what a program changes in its process is gone with the worker.
"""

import ast
import asyncio
import atexit
import builtins
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from asyncio import base_events, events, runners
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from minicoro.observe.clock import VirtualTime


class NotInBrowserError(RuntimeError):
    """The program wants something that no page has."""


_MISSING = "{} can't be had in a page: run this program in a terminal, with `minicoro run`"


def _refusing(what: str) -> Callable[..., NoReturn]:
    def refuse(*given: object, **named: object) -> NoReturn:
        raise NotInBrowserError(_MISSING.format(what))

    return refuse


class _NothingToSelect:
    """The selector of a loop without files: nothing becomes ready, and to wait for ever is a deadlock."""

    _interrupted = False

    def get_map(self) -> dict[int, Any]:
        return {}

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            self._interrupt()
        return []

    def _interrupt(self) -> None:
        """Do what Ctrl-C does in a terminal."""
        sys.stdout.flush()
        print("minicoro: nothing is ready and no timer is set: the program would wait for ever", file=sys.stderr)
        if self._interrupted:  # the program has caught the first one
            raise KeyboardInterrupt
        self._interrupted = True
        signal.raise_signal(signal.SIGINT)

    def close(self) -> None:
        pass


class PageLoop(base_events.BaseEventLoop):
    """An event loop for callbacks, tasks and timers alone."""

    clock: VirtualTime | None = None
    """Of a program that is run; ``trace --virtual-time`` brings its own."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = _NothingToSelect()
        if self.clock is not None:
            self.clock.prepare(self)

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody waits in `select` whom another thread would have to wake."""

    run_in_executor = _refusing("A thread")
    add_signal_handler = remove_signal_handler = _refusing("A signal handler")
    add_reader = add_writer = _refusing("A socket or pipe")
    create_connection = create_server = create_datagram_endpoint = getaddrinfo = _refusing("A network connection")
    create_unix_connection = create_unix_server = connect_read_pipe = connect_write_pipe = _refusing("A socket or pipe")
    subprocess_exec = subprocess_shell = _refusing("Another process")


class _Policy(events._BaseDefaultEventLoopPolicy):  # type: ignore[name-defined,misc]
    _loop_factory = PageLoop


def prepare() -> None:
    """Give the program CPython's own asyncio in the place of Pyodide's, which runs on the loop of the page."""
    os.environ["COLUMNS"] = "110"
    _refuse_what_no_page_has()
    _let_sleep_be_virtual()
    events._set_running_loop(None)
    events._set_event_loop_policy(_Policy())  # type: ignore[attr-defined]
    for name in ("run", "Runner"):
        setattr(asyncio, name, getattr(runners, name))
    for name in ("new_event_loop", "get_event_loop", "set_event_loop", "get_running_loop"):
        setattr(asyncio, name, getattr(events, name))


def _refuse_what_no_page_has() -> None:
    """What asyncio's loop refuses, for programs that do it without asyncio."""
    builtins.input = _refusing("Input from the keyboard")
    host: Any = threading
    host._start_joinable_thread = host._start_new_thread = _refusing("A thread")
    subprocess.Popen.__init__ = _refusing("Another process")
    for name in ("connect", "connect_ex", "bind", "listen"):
        setattr(socket.socket, name, _refusing("A network connection"))
    socket.getaddrinfo = _refusing("A network connection")
    sys.meta_path.append(_NoProcesses)


class _NoProcesses:
    """Finds no module: says why ``multiprocessing`` has none that makes processes."""

    @staticmethod
    def find_spec(name: str, path: object, target: ModuleType | None = None) -> None:
        if name == "_multiprocessing":
            raise ModuleNotFoundError(_MISSING.format("Another process"), name=name)


def _let_sleep_be_virtual() -> None:
    """``time.sleep`` moves the virtual clock, if there is one, and with it all clocks that measure durations."""
    real = {name: getattr(time, name) for name in ("time", "monotonic", "perf_counter")}

    def sleep(seconds: float) -> None:
        clock = VirtualTime.installed
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if clock is not None:
            clock.now += seconds

    def moved(name: str) -> Callable[[], float]:
        return lambda: real[name]() + (0 if VirtualTime.installed is None else VirtualTime.installed.now)

    time.sleep = sleep
    for name in real:
        setattr(time, name, moved(name))


def command(words: Sequence[str]) -> int:
    """Do what ``minicoro WORDS`` does in a process of its own; its exit code.

    ``machine LINE`` shows the machine of the function that stands in that line of ``main.py``.
    """
    from minicoro.cli import dispatch

    try:
        if words[0] == "machine":
            return _show_machine(Path("main.py"), int(words[1]))
        if words[0] == "run":
            PageLoop.clock = VirtualTime()
            PageLoop.clock.install()
        code = dispatch.enter(list(words))
    except SystemExit as error:
        code = _exit_code(error.code)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        code = 130 if isinstance(error, KeyboardInterrupt) else 1
    _end_program()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code


def _exit_code(code: object) -> int:
    if isinstance(code, int) or code is None:
        return code or 0
    print(code, file=sys.stderr)
    return 1


def _end_program() -> None:
    """What CPython does at its end: exit functions run, the variables of ``__main__`` go, and with them what was never awaited."""
    run_exit_functions: Callable[[], None] = vars(atexit)["_run_exitfuncs"]
    run_exit_functions()
    main = sys.modules.pop("__main__", None)
    if main is not None:
        vars(main).clear()
    gc.collect()


def _show_machine(file: Path, line: int) -> int:
    """Show the machine of the function in this line, or of all in the file; first as text, then as Python."""
    from minicoro.cli import dispatch

    try:
        tree = ast.parse(file.read_bytes())
    except SyntaxError as error:
        print(f"line {error.lineno}: {error.msg}", file=sys.stderr)
        return 1
    around = [name for name, node in _functions(tree, "") if node.lineno <= line <= (node.end_lineno or 0)]
    target = f"{file}:{around[-1]}" if around else str(file)
    code = dispatch.enter(["show", target])
    if code == 0:
        print("\nThe states as the Python that runs:\n")
        code = dispatch.enter(["show", "--python", target])
    return code


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Any]]:
    """The functions inside of a node, outer ones first, with their qualified names."""
    for part in ast.iter_child_nodes(node):
        name = prefix
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + part.name, part
            name = f"{prefix}{part.name}.<locals>."
        elif isinstance(part, ast.ClassDef):
            name = f"{prefix}{part.name}."
        yield from _functions(part, name)

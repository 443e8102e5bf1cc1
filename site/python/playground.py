"""What the playground's worker runs in Pyodide: the commands of minicoro, on an event loop that never blocks.

A page has no thread that may wait.  So asyncio gets a loop without sockets, whose clock jumps to the next timer, and
what needs a socket, a thread or a process says that it cannot be had here.
Each worker runs one program; what a program changes in its process is gone with the worker.
"""

import ast
import asyncio
import gc
import os
import sys
from asyncio import base_events, events, runners
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from minicoro.observe.clock import VirtualTime


class NotInBrowserError(RuntimeError):
    """The program wants something that no page has."""


def _refusing(what: str) -> Callable[..., NoReturn]:
    def refuse(*given: object, **named: object) -> NoReturn:
        raise NotInBrowserError(f"{what} can't be had in a page: run this program in a terminal, with `minicoro run`")

    return refuse


class _NothingToSelect:
    """The selector of a loop without files: nothing becomes ready, and to wait for ever is a deadlock."""

    def get_map(self) -> dict[int, Any]:
        return {}

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise KeyboardInterrupt("nothing is ready, and no timer is set: the program would wait for ever")
        return []

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
    events._set_running_loop(None)
    events._set_event_loop_policy(_Policy())  # type: ignore[attr-defined]
    for name in ("run", "Runner"):
        setattr(asyncio, name, getattr(runners, name))
    for name in ("new_event_loop", "get_event_loop", "set_event_loop", "get_running_loop"):
        setattr(asyncio, name, getattr(events, name))


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
    """What CPython does at its end: the variables of ``__main__`` go, and with them what was never awaited."""
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

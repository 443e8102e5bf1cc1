"""Places of a program in words: the line of a waiting task, the context managers around it, whether a file is a library's."""

import ast
import linecache
import os
import sys
import sysconfig
from asyncio import _get_running_loop
from collections.abc import Iterable
from types import FrameType, TracebackType
from typing import Any

from minicoro.api import Delegate, Suspendable, is_suspendable, line_of, line_shown, view
from minicoro.observe.names import own_name, task_title
from minicoro.observe.naming import of_coroutine
from minicoro.observe.values import is_exit, type_name
from minicoro.observe.waiting import frame_of

LIBRARY = tuple({sysconfig.get_paths()[name] + os.sep for name in ("stdlib", "platstdlib", "purelib", "platlib")})
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep  # noqa: PTH100, PTH120 - as in file names of code

HIDDEN = PACKAGE + "importlib._bootstrap"
"""A file name whose frames do not count as callers: it lies in the package, and ``warnings`` takes it for the import system's."""


def is_library(filename: str) -> bool:
    """Whether a file belongs to the standard library, an installed package, or minicoro."""
    return filename.startswith((*LIBRARY, PACKAGE, "<frozen "))


def program_frame(frame: FrameType | None) -> FrameType | None:
    """The innermost frame of the program, from ``frame`` outwards; None if a frame of the event loop comes before one."""
    running = _get_running_loop() is not None
    while frame is not None and is_library(frame.f_code.co_filename):
        name = frame.f_code.co_name
        if running and (name == "_run_once" or (name == "run" and frame.f_code.co_filename.endswith("runners.py"))):
            return None
        frame = frame.f_back
    return frame


def outwards(frame: FrameType | None) -> list[FrameType]:
    """A frame and those of its callers, the innermost first."""
    found: list[FrameType] = []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found


def caller(frame: FrameType | None) -> FrameType | None:
    """The innermost frame that is not of minicoro, from ``frame`` outwards."""
    while frame is not None and frame.f_code.co_filename.startswith(PACKAGE):
        frame = frame.f_back
    return frame


def place_of_frame(frame: FrameType | None) -> str:
    """FILE:LINE of the program's innermost frame, from ``frame`` outwards; empty if there is none."""
    frame = program_frame(frame)
    return "" if frame is None else place(frame.f_code.co_filename, line_shown(frame) or _line_before(frame))


def _line_before(frame: FrameType) -> int:
    """The line before an instruction without a line, such as the one that unbinds the name of an exception."""
    lines = [line for start, _, line in frame.f_code.co_lines() if line and start <= frame.f_lasti]
    return lines[-1] if lines else frame.f_code.co_firstlineno


def place(filename: str, line: int | None) -> str:
    """FILE:LINE, and the text of this line if it is known."""
    source = linecache.getline(filename, line or 0).strip()
    return f"{filename}:{line}" + (f":  {source}" if source else "")


def entries_of(traceback: TracebackType | None) -> list[tuple[FrameType, int]]:
    """The program's frames in a traceback, outermost first, each with its line."""
    found: list[tuple[FrameType, int]] = []
    while traceback is not None:
        if not is_library(traceback.tb_frame.f_code.co_filename):
            found.append((traceback.tb_frame, traceback.tb_lineno or 0))
        traceback = traceback.tb_next
    return found


def raised_at(traceback: TracebackType | None) -> str:
    """The innermost line of the program in a traceback."""
    return "".join([place(frame.f_code.co_filename, line) for frame, line in entries_of(traceback)[-1:]])


def where(o: Suspendable) -> str:
    """The current place of an object: FILE:LINE and the text of the line."""
    return place(o.run.__code__.co_filename, line_of(o))


def standing(link: Any) -> tuple[str, int] | None:
    """The file and the line of a suspended object of the program, minicoro's or CPython's."""
    if is_suspendable(link):
        return link.run.__code__.co_filename, line_of(link) or 0
    frame = frame_of(link)
    if frame is None or is_library(frame.f_code.co_filename):
        return None
    return frame.f_code.co_filename, frame.f_lineno


def stands_of(links: Iterable[Any]) -> list[tuple[str, int]]:
    """The files and lines of those objects of a chain that are of the program."""
    return [stands for link in links if (stands := standing(link)) is not None]


def task_name(task: Any) -> str:
    """A task in words (`names.task_title`)."""
    coroutine = task.get_coro()
    name = "" if coroutine is None else own_name(of_coroutine(coroutine))
    given = task.get_name()
    given = given if type(given) is str else type_name(type(given))
    return task_title(given, name)


def is_entering(o: Suspendable) -> bool:
    """Whether an object waits in an ``async with`` for its ``__aenter__`` or ``__aexit__``."""
    exit = o.machine.states[o.state].exit if o.state > 0 else None
    return isinstance(exit, Delegate) and exit.construct == "async with"


def managers(o: Suspendable) -> list[tuple[Any, int]]:
    """The context managers that an object is inside of or is entering, outermost first, with the lines of the ``with``."""
    found = []
    for name, kept in view(o).kept.items():
        if is_exit(kept) and hasattr(kept, "__self__"):
            found.append((kept.__self__, _line_of_with(o, name)))
    return found


def _line_of_with(o: Suspendable, temporary: str) -> int:
    """The line where a temporary gets the exit method of a manager."""
    for state in o.machine.states:
        for step in state.steps:
            if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Tuple):
                names = [each.id for each in step.targets[0].elts if isinstance(each, ast.Name)]
                if temporary in names:
                    return step.lineno
    return line_of(o) or 0


def handled(o: Suspendable) -> BaseException | None:
    """The exception that a suspended object is handling, or that a ``finally`` will raise again; None if there is none."""
    if not is_suspendable(o) or o.state <= 0:
        return None
    kept = view(o).kept
    for name in o.machine.states[o.state].handling:
        value = kept.get(name)
        if isinstance(value, BaseException):
            return value
    return None


def current_frame() -> FrameType:
    """The frame of the caller."""
    return sys._getframe(1)

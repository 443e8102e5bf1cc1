"""Steps that block the loop: their duration, and the line of the program that took the time.

Every few milliseconds a thread examines a step that has been running for a while.  Only the time counts in which the step has
computed, or waited in a call: a thread that is ready and gets no processor blocks nothing.
"""

import _thread
import linecache
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from minicoro.api import line_shown
from minicoro.observe.places import LIBRARY, PACKAGE, is_library, place

LONG = 0.1
"""Seconds after which a step counts as blocking the loop, as in asyncio's debug mode."""

HAS_THREADS = sys.platform not in ("emscripten", "wasi")
"""Whether this Python can watch at all."""

_PERIOD = 0.01

_NOT_COUNTED = (("threading.py", "Thread.start"), ("runners.py", "Runner._on_sigint"))
"""Calls that do not block: the first waits only until a new thread gets a processor, and the second is Ctrl-C."""

_MUST_SEE = 0.6
"""The part of this time that must have been sampled at lines of the program."""


@dataclass
class Step:
    """The current step of a loop.  what: returns the task or callback in words.  at: the place where it was given to the loop,
    if it has no lines of its own.

    seen: the seconds at each line, by file, line and function.  waited: the seconds in which the thread did not compute.  last:
    the time of the last sample.  told: whether the step was reported while it ran.  calls: the called function of the library
    at each of these lines, by file and name; C functions are not seen.
    """

    what: Callable[[], str]
    begun: float
    cpu: float
    thread: int
    native: int
    last: float
    waited: float = 0.0
    told: bool = False
    at: str = ""
    seen: dict[tuple[str, int, str], float] = field(default_factory=dict)
    calls: dict[tuple[str, int, str], tuple[str, str]] = field(default_factory=dict)


class Sampler:
    """Watches the running steps, one in each thread.  found: called with a long step and its seconds."""

    def __init__(self, found: Callable[[Step, float], object]) -> None:
        self._found = found
        self.running: dict[int, Step] = {}
        self._stop = _thread.allocate_lock()
        self._alive = False
        self.ticks: list[Callable[[], object]] = []
        os.register_at_fork(before=self.stop, after_in_child=self.running.clear)

    def begin(self, what: Callable[[], str], at: str = "") -> None:
        """A step begins in this thread."""
        if not self.start():
            return  # nobody looks at the step
        thread = threading.get_ident()
        if thread in self.running:
            return  # a loop's callback that resumes an object, or a loop inside of a step
        now = time.perf_counter()
        self.running[thread] = Step(what, now, time.thread_time(), thread, threading.get_native_id(), now, at=at)

    def end(self) -> None:
        """The step of this thread has ended."""
        step = self.running.pop(threading.get_ident(), None)
        if step is None:
            return
        took = time.perf_counter() - step.begun
        if took < LONG or sum(step.seen.values()) < _MUST_SEE * LONG:
            return
        if time.thread_time() - step.cpu >= LONG or step.waited >= _MUST_SEE * LONG:
            self._found(step, took)

    def stop(self) -> None:
        """End the thread and wait for its end; the next step starts it again."""
        if self._alive and self._stop.locked():
            self._alive = False
            self._stop.release()
            for _ in range(100):
                if self._stop.locked():
                    break
                time.sleep(0.001)

    def start(self) -> bool:
        """Begin to look at steps, and to call ``ticks``; whether it does so."""
        if self._alive:
            return True
        if not self._stop.locked():
            self._stop.acquire()
        try:
            _thread.start_new_thread(self._look, ())
            self._alive = True
        except RuntimeError:  # no thread can be started: the process ends, a limit is reached, or in a browser
            self._stop.release()
        return self._alive

    def _look(self) -> None:
        stopped = False
        while not stopped:  # sample first: the start may have waited for C code
            now = time.perf_counter()
            for step in list(self.running.values()):
                if now - step.begun > 2 * _PERIOD:
                    _note(step, now)
            for tick in self.ticks:
                tick()
            stopped = self._stop.acquire(timeout=_PERIOD)


def _note(step: Step, now: float) -> None:
    """Record the current line of the step; importing and compiling are not reported, because they take longer under minicoro."""
    passed, step.last = now - step.last, now
    frame = sys._current_frames().get(step.thread)
    called: tuple[str, str] | None = None
    while frame is not None and frame.f_code.co_filename.startswith(LIBRARY):
        called = (Path(frame.f_code.co_filename).name, frame.f_code.co_qualname)
        frame = frame.f_back
    if frame is None or frame.f_code.co_filename.startswith("<frozen importlib") or called in _NOT_COUNTED:
        return
    if step.at and frame.f_code.co_filename.startswith(PACKAGE + "observe"):
        step.seen["", 0, ""] = step.seen.get(("", 0, ""), 0.0) + passed
        step.waited += passed if _waits(step.native) else 0.0
        return
    if frame.f_code.co_filename.startswith(PACKAGE):
        frame = _outside(frame)
    if frame is not None:
        at = (frame.f_code.co_filename, line_shown(frame) or frame.f_code.co_firstlineno, frame.f_code.co_qualname)
        step.seen[at] = step.seen.get(at, 0.0) + passed
        step.waited += passed if _waits(step.native) else 0.0
        if called is not None:
            step.calls[at] = called


def _outside(frame: FrameType | None) -> FrameType | None:
    """The program's frame behind the frames of minicoro's engine; None if minicoro parses or watches."""
    while frame is not None and is_library(frame.f_code.co_filename):
        path = frame.f_code.co_filename
        if path.startswith(("<frozen importlib", PACKAGE + "host", PACKAGE + "native", PACKAGE + "observe")):
            return None
        frame = frame.f_back
    return frame


def _waits(native: int) -> bool:
    """Whether a thread neither runs nor is ready to run; if this cannot be known, True."""
    try:
        with open(f"/proc/self/task/{native}/stat", "rb") as file:  # noqa: PTH123 - asked a hundred times a second
            return b") R" not in file.read()
    except OSError:
        return True


def place_of_step(step: Step) -> tuple[str, str]:
    """The function, and FILE:LINE, in which the step has spent most of its time."""
    filename, line, name = _most(step)
    return name, place(filename, line) if filename else step.at


def instead(step: Step) -> str:
    """Advice: what to do instead of the call that has taken most of the time."""
    filename, line, _ = at = _most(step)
    if at not in step.calls and step.waited and _TAKES_LOCK.match(linecache.getline(filename, line)):
        return "hold a lock of threading only for moments, and never during an `await`: use asyncio.Lock"
    return instead_of(*step.calls.get(at, ("", "")))


def instead_of(file: str, name: str) -> str:
    """Advice: what to do instead of calling a library's function in an event loop.  file: without its folder."""
    return _INSTEAD.get((file, name)) or _INSTEAD.get((file, "")) or _AWAIT


def _most(step: Step) -> tuple[str, int, str]:
    return max(step.seen, key=lambda at: step.seen[at])


_TAKES_LOCK = re.compile(r"\s*with [\w.]+(\[.*\])?:|.*\.acquire\(")
"""A line in which a thread can wait only for a lock, if it calls no Python function."""

_AWAIT = "await instead of blocking (asyncio.sleep), or hand the work to asyncio.to_thread"

_INSTEAD = {
    ("queue.py", ""): "this queue is for threads: use asyncio.Queue, and await its get() and put()",
    ("threading.py", "Thread.join"): "`await asyncio.to_thread(thread.join)`",
    ("threading.py", ""): "this is for threads: use the class of that name in asyncio, and await it",
    (
        "_base.py",
        "Executor.__exit__",
    ): "leave the pool's block only when its work is done: await its futures inside of the block",
    ("_base.py", ""): "await the future instead of asking for its result: `await asyncio.wrap_future(future)`",
    ("subprocess.py", ""): "`await asyncio.create_subprocess_exec(…)`, or hand the call to asyncio.to_thread",
}
"""Advice by the file of the library, and perhaps its function."""

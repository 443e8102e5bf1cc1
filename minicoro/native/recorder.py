"""The flight recorder: `minicoro.record`."""

import atexit
import os
import signal
import sys
import threading
import time
import weakref
from types import FrameType, TracebackType
from typing import Any

from minicoro.native import dump, trio_tasks
from minicoro.native.ring import Ring


class Recorder:
    """Records until `stop`; a context manager that stops at its end.  Made by `record`."""

    def __init__(self, last: int, directory: str, blocked: float | None, most_dumps: int) -> None:
        self.directory = directory
        self.dumps: list[str] = []
        self._ring = Ring(last)
        self._blocked = blocked
        self._most_dumps = most_dumps
        self._undo: list[Any] = []
        self._stopping = threading.Event()
        self._lock = threading.RLock()
        self._watchdog: threading.Thread | None = None
        self._answers: dict[
            int, tuple[float, float]
        ] = {}  # by loop: the times of the last request and of the last answer
        self._told_blocked: set[int] = set()
        self._deadlines: dict[int, tuple[float, float]] = {}

    def start(self) -> None:
        self._ring.start()
        self._meet_trio()
        atexit.register(self._ring.stop)  # afterwards the interpreter takes the callbacks apart
        self._undo.append(lambda: atexit.unregister(self._ring.stop))
        if self._blocked is not None:
            self._watch()

    def stop(self) -> None:
        """Stop recording and undo all changes.  The recorded events can still be dumped."""
        self._stopping.set()
        while self._undo:
            self._undo.pop()()
        self._ring.stop()
        watchdog, self._watchdog = self._watchdog, None
        if watchdog is not None and watchdog is not threading.current_thread():
            watchdog.join(timeout=1)
        if _ACTIVE and _ACTIVE[0] is self:
            _ACTIVE.clear()

    def dump(
        self, path: str | os.PathLike[str] | None = None, why: str = "called", frame: FrameType | None = None
    ) -> str:
        """Write the recorded events, and the tasks and threads of this moment; return the path.  Raises OSError.

        frame: the current frame of this thread; by default that of the caller.
        """
        frame = frame or sys._getframe(1)
        with self._lock:
            events = dump.events_of(self._ring, why, dump.words(), frame)
            if path is None:
                number = len(self.dumps) + 1
                stamp = time.strftime("%Y%m%dT%H%M%S")
                path = os.path.join(self.directory, f"minicoro-{os.getpid()}-{stamp}-{number}.jsonl")
                while os.path.exists(path):  # of an earlier recorder of this process
                    number += 1
                    path = os.path.join(self.directory, f"minicoro-{os.getpid()}-{stamp}-{number}.jsonl")
            path = os.fspath(path)
            dump.write(events, path)
            self.dumps.append(path)
        return path

    def explain(self, frame: FrameType | None = None, *, only_findings: bool = False) -> str:
        """The cause of the current hang, and the story of the last 40 events; "" if nothing was recorded.

        frame: the current frame of this thread; by default that of the caller.  only_findings: report only tasks with a
        problem.
        """
        from minicoro.native.stuck import Stuck
        from minicoro.observe.story import Story

        frame = frame or sys._getframe(1)
        with self._lock:
            if not self._ring.entries:
                return ""
            events = dump.with_states(dump.events_of(self._ring, "what was recorded", dump.words(), frame))
        parts: list[str] = []
        lines: list[str] = []
        for reader in (Stuck(parts.append, only_findings), Story(lines.append, 100)):
            for event in events:
                reader.take(event)
            reader.close()
        return "".join([*parts, *lines[1:-1][-40:]])  # without the command line and the number of events

    def recorded(self) -> int:
        """The current number of events."""
        return len(self._ring.entries)

    def clear(self) -> None:
        """Delete the events that were recorded until now."""
        self._ring.entries.clear()

    def deadline(self, seconds: float) -> "Deadline":
        """For ``with recorder.deadline(5):``, a dump if the block takes longer; the program continues in any case."""
        _check_seconds("deadline", seconds)
        self._watch()
        return Deadline(self._deadlines, seconds)

    def dump_on_signal(self, number: int) -> None:
        """Dump when the signal arrives; in the main thread only.  The earlier handler is called, too."""
        before = signal.getsignal(number)

        def handler(received: int, frame: FrameType | None) -> None:
            self._say(self._try(f"signal {signal.Signals(received).name}"))
            if callable(before):
                before(received, frame)

        signal.signal(number, handler)
        self._undo.append(lambda: signal.signal(number, before if before is not None else signal.SIG_DFL))

    def dump_on_exception(self) -> None:
        """Dump when an exception ends the program or a thread."""
        before, before_thread = sys.excepthook, threading.excepthook

        def hook(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
            before(kind, error, traceback)
            if not issubclass(kind, KeyboardInterrupt):
                self._say(self._try(f"unhandled {kind.__name__}"))

        def thread_hook(args: Any) -> None:
            before_thread(args)
            self._say(self._try(f"unhandled {args.exc_type.__name__} in a thread"))

        sys.excepthook, threading.excepthook = hook, thread_hook
        self._undo.append(lambda: _put_back(sys, "excepthook", hook, before))
        self._undo.append(lambda: _put_back(threading, "excepthook", thread_hook, before_thread))

    def dump_at_exit(self) -> None:
        """Dump when the process ends."""

        def leave() -> None:
            self._try("exit")

        atexit.register(leave)
        self._undo.append(lambda: atexit.unregister(leave))

    def meet_loops(self, loops: list[Any]) -> None:
        """Report also the tasks of these loops, which may not have run since the recording began."""
        for loop in loops:
            self._ring.loops.add(loop)
        self._meet_trio()

    def _meet_trio(self) -> None:
        """Report also the tasks of the trio that runs in this thread, if one does, from whichever thread dumps."""
        root = trio_tasks.root()
        if root is not None:
            self._ring.trio = weakref.ref(root)

    def on_stop(self, undo: Any) -> None:
        """Call ``undo()`` when the recording stops."""
        self._undo.append(undo)

    def __enter__(self) -> "Recorder":
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def _try(self, why: str) -> str:
        """Write an automatic dump: a full disk must not end the program, and the number of dumps is limited."""
        if len(self.dumps) >= self._most_dumps:
            return ""
        try:
            return self.dump(why=why)
        except OSError as error:
            print(f"minicoro: no dump ({why}): {error}", file=sys.stderr)
            return ""

    @staticmethod
    def _say(path: str) -> None:
        if path:
            print(f"minicoro: dumped to {path}; see it with: minicoro open {path}", file=sys.stderr)

    # Blocked loops and missed deadlines.

    def _watch(self) -> None:
        if self._watchdog is None:
            self._watchdog = threading.Thread(target=self._guard, name="minicoro watchdog", daemon=True)
            self._watchdog.start()

    def _guard(self) -> None:
        pause = 0.05 if self._blocked is None else max(0.01, min(0.5, self._blocked / 4))
        while not self._stopping.wait(pause):
            now = time.monotonic()
            for key, (due, seconds) in list(self._deadlines.items()):
                if now >= due and self._deadlines.pop(key, None) is not None:
                    self._say(self._try(f"a deadline of {seconds:g} s was missed"))
            if self._blocked is not None:
                for loop in list(self._ring.loops):
                    self._ask(loop, self._blocked)

    def _ask(self, loop: Any, most: float) -> None:
        """Schedule a callback in a loop; a loop that does not run it in time is blocked."""
        key, now = id(loop), time.monotonic()
        asked, answered = self._answers.get(key, (0.0, 0.0))
        if loop.is_closed() or not loop.is_running():
            self._answers.pop(key, None)
            return
        if answered >= asked:
            self._told_blocked.discard(key)
            self._answers[key] = (now, answered)
            try:
                loop.call_soon_threadsafe(self._answer, key)
            except RuntimeError:  # it has been closed meanwhile
                self._answers.pop(key, None)
        elif now - asked >= most and key not in self._told_blocked:
            self._told_blocked.add(key)
            self._say(self._try(f"an event loop was blocked for {now - asked:.1f} s"))

    def _answer(self, key: int) -> None:
        asked, _ = self._answers.get(key, (0.0, 0.0))
        self._answers[key] = (asked, time.monotonic())


class Deadline:
    """The time limit of a block."""

    def __init__(self, waiting: dict[int, tuple[float, float]], seconds: float) -> None:
        self._waiting = waiting
        self._seconds = seconds

    def __enter__(self) -> None:
        self._waiting[id(self)] = (time.monotonic() + self._seconds, self._seconds)

    def __exit__(self, *error: object) -> None:
        self._waiting.pop(id(self), None)


_ACTIVE: list[Recorder] = []
_UNCATCHABLE = (signal.SIGKILL, signal.SIGSTOP)


def _check_seconds(name: str, value: float) -> None:
    if not isinstance(value, int | float) or not value > 0:
        raise ValueError(f"{name} is a time in seconds above 0, and cannot be {value!r}")


def record(
    last: int = 100_000,
    *,
    directory: str = ".",
    on_signal: int | None = None,
    blocked: float | None = None,
    on_exception: bool = True,
    at_exit: bool = False,
    listen: bool = False,
    most_dumps: int = 20,
) -> Recorder:
    """See `minicoro.record`."""
    if not isinstance(last, int) or last < 1:
        raise ValueError(f"last is the number of events to keep, and cannot be {last!r}")
    if blocked is not None:
        _check_seconds("blocked", blocked)
    if on_signal is not None and (on_signal not in signal.valid_signals() or on_signal in _UNCATCHABLE):
        raise ValueError(f"on_signal is the number of a signal that can be caught, and cannot be {on_signal!r}")
    directory = os.fsdecode(directory)
    if not os.path.isdir(directory):
        raise ValueError(f"directory is the folder for dumps; there is none at {directory!r}")
    if _ACTIVE:
        raise RuntimeError("a recorder is running in this process: stop it first")
    recorder = Recorder(last, directory, blocked, most_dumps)
    recorder.start()
    _ACTIVE.append(recorder)
    try:
        if on_signal is not None:
            recorder.dump_on_signal(on_signal)
        if on_exception:
            recorder.dump_on_exception()
        if at_exit:
            recorder.dump_at_exit()
        if listen:
            from minicoro.native.socket_file import listen as open_socket

            recorder.on_stop(open_socket(recorder))
    except BaseException:
        recorder.stop()
        raise
    return recorder


def active() -> Recorder | None:
    """The recorder of this process, if one is running."""
    return _ACTIVE[0] if _ACTIVE else None


def _put_back(owner: Any, name: str, ours: Any, before: Any) -> None:
    if getattr(owner, name) is ours:
        setattr(owner, name, before)

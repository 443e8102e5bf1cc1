"""Actions of a program that can be neither chosen nor repeated: files, sockets, processes, threads; the host reports them."""

import sys
from collections.abc import Callable
from typing import Any

THREAD = "a thread that is not the loop's"
LOOP = "a loop that the program has chosen itself, and that was not asked who is next"
_EVENTS = {
    "_thread.start_new_thread": THREAD,
    "_thread.start_joinable_thread": THREAD,
    "os.system": "I/O outside: a process is started",
    "os.posix_spawn": "I/O outside: a process is started",
    "subprocess.Popen": "I/O outside: a process is started",
    "os.fork": "I/O outside: a process is started",
    "os.forkpty": "I/O outside: a process is started",
    "os.exec": "I/O outside: a process is started",
    "sqlite3.connect": "I/O outside: a database is opened",
}
_FILES = ("os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir")
_SOURCES = (".py", ".pyc")


class _Watch:
    note: Callable[[str], object] | None = None
    installed = False


def watch(note: Callable[[str], object] | None) -> None:
    """Call ``note`` with each reason; None: with none any more.  The audit hook stays installed."""
    if not _Watch.installed:
        _Watch.installed = True
        sys.addaudithook(_hook)
    _Watch.note = note


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _Watch.note is None:
        return
    if event in _EVENTS:
        _Watch.note(_EVENTS[event])
    elif event.startswith("socket.") and event != "socket.__new__":
        _Watch.note(f"I/O outside: {event}")
    elif event in _FILES:
        _Watch.note("I/O outside: files")
    elif event == "open" and isinstance(arguments[0], str | bytes):
        if not str(arguments[0]).endswith(_SOURCES) or set(str(arguments[1])) & set("wax+"):
            _Watch.note(f"I/O outside: the file {arguments[0]!r} is opened")

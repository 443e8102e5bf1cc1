"""`minicoro attach`: record a process that is already running."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minicoro.cli.command_line import UsageError, unknown_option

HELP = """\
usage: minicoro attach [--seconds N] [--wake] PID

Record a running Python process of yours for N seconds (10), and write a dump for `minicoro open`.  With --seconds 0 the
dump contains only the tasks of this moment.

Python 3.14 and newer: the process needs no preparation; minicoro uses sys.remote_exec.  Both Pythons must have the same
version.  The system must allow you to trace the process (on Linux see /proc/sys/kernel/yama/ptrace_scope), and the process
must not have been started with PYTHON_DISABLE_REMOTE_DEBUG.  A process whose event loop waits without a timer runs no Python
code, and does not answer.  --wake stops and continues it (SIGSTOP, SIGCONT), which makes it answer; do not use it for a
process in the foreground of a shell.
Python 3.12 and 3.13: the process must have called minicoro.record(listen=True).
"""

_SCRIPT = """\
import sys
sys.path.insert(0, {place!r})
try:
    from minicoro.native.attached import begin
finally:
    sys.path.remove({place!r})
begin({seconds!r}, {out!r})
"""


def enter(words: Sequence[str]) -> int:
    """Run `minicoro attach`; return the exit code."""
    rest = list(words)
    wake = "--wake" in rest
    if wake:
        rest.remove("--wake")
    pid, seconds = _parse(rest)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        raise UsageError(f"there is no process {pid}") from None
    except PermissionError:
        raise UsageError(f"process {pid} belongs to another user") from None
    from minicoro.native import socket_file

    try:
        if Path(socket_file.path_of(pid)).exists():
            try:
                out = socket_file.ask(pid, seconds)
                print(out)
                print(f"see it with: minicoro open {out}", file=sys.stderr)
                return 0
            except ConnectionRefusedError:  # left by an earlier process with this number
                pass
        return _remotely(pid, seconds, wake)
    except PermissionError:
        print(f"minicoro attach: you may not trace process {pid}: see `minicoro attach --help'", file=sys.stderr)
        return 1
    except (OSError, RuntimeError) as error:
        print(f"minicoro attach: {error}", file=sys.stderr)
        return 1


def _parse(rest: list[str]) -> tuple[int, float]:
    seconds = 10.0
    if rest and rest[0] == "--seconds":
        value = rest[1] if len(rest) > 1 else ""
        try:
            seconds = float(value)
        except ValueError:
            raise UsageError(f"--seconds takes a number, not {value!r}") from None
        del rest[:2]
    if rest and rest[0].startswith("-"):
        raise unknown_option(rest[0], HELP)
    if len(rest) != 1 or not rest[0].isdecimal():
        raise UsageError("give the number (PID) of one process")
    if not 0 <= seconds <= 3600:
        raise UsageError("--seconds takes a number from 0 to 3600")
    return int(rest[0]), seconds


def _remotely(pid: int, seconds: float, wake: bool) -> int:
    remote: Any = getattr(sys, "remote_exec", None)
    if remote is None:
        print(
            f"minicoro attach: process {pid} does not listen: it must call minicoro.record(listen=True) "
            "(or run the process and this command with Python 3.14 or newer)",
            file=sys.stderr,
        )
        return 1
    out = os.path.abspath(f"minicoro-{pid}-{time.strftime('%Y%m%dT%H%M%S')}.jsonl")  # noqa: PTH100
    place = str(Path(__file__).resolve().parent.parent.parent)
    with tempfile.TemporaryDirectory(prefix="minicoro-attach-") as folder:
        script = Path(folder, "begin.py")
        script.write_text(_SCRIPT.format(place=place, seconds=seconds, out=out), encoding="utf-8")
        try:
            remote(pid, str(script))
        except RuntimeError as error:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            raise RuntimeError(
                f"can't reach process {pid} ({error}): it must be a CPython {version}, the version of this one"
            ) from None
        if wake:
            os.kill(pid, signal.SIGSTOP)
            time.sleep(_STOPPED)
            os.kill(pid, signal.SIGCONT)
        return _wait_for(pid, seconds, out)


_STOPPED = 0.02
"""Seconds: if it continued at once, the system might not stop it at all."""


def _wait_for(pid: int, seconds: float, out: str) -> int:
    until = time.monotonic() + seconds + 15
    while time.monotonic() < until:
        if os.path.exists(out):  # noqa: PTH110
            print(out)
            print(f"see it with: minicoro open {out}", file=sys.stderr)
            return 0
        refused = Path(f"{out}.error")
        if refused.exists():
            print(f"minicoro attach: {refused.read_text(encoding='utf-8').strip()}", file=sys.stderr)
            refused.unlink()
            return 1
        time.sleep(0.05)
    print(
        f"minicoro attach: process {pid} did not answer: its main thread runs no Python code (an event loop without work, a "
        "sleep, a long call into C); the recording begins when it does; see --wake in `minicoro attach --help'",
        file=sys.stderr,
    )
    return 1

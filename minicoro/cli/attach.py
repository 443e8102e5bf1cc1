"""`minicoro attach`: record a process that runs already."""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from minicoro.cli.command_line import UsageError

HELP = """\
usage: minicoro attach [--seconds N] PID

Record a running Python process of yours for N seconds (10), and write a dump for `minicoro open`; with --seconds 0 only
a picture of its tasks at this moment.

On Python 3.14 and newer the process needs nothing: it is reached with sys.remote_exec, which its owner (or, on Linux,
whoever may trace it: see /proc/sys/kernel/yama/ptrace_scope) can use unless it was started with PYTHON_DISABLE_REMOTE_DEBUG.
Both Pythons must be of the same version.  On 3.12 and 3.13 it must have called minicoro.record(listen=True).
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
    """Do `minicoro attach`."""
    if words and words[0] in ("-h", "--help"):
        print(HELP, end="")
        return 0
    pid, seconds = _parse(list(words))
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        raise UsageError(f"there is no process {pid}") from None
    except PermissionError:
        raise UsageError(f"process {pid} is somebody else's") from None
    from minicoro.native import socket_file

    try:
        if Path(socket_file.path_of(pid)).exists():
            try:
                print(socket_file.ask(pid, seconds))
                return 0
            except ConnectionRefusedError:  # left by an earlier process of this number
                pass
        return _remotely(pid, seconds)
    except (OSError, RuntimeError) as error:
        print(f"minicoro attach: {error}", file=sys.stderr)
        return 1


def _parse(rest: list[str]) -> tuple[int, float]:
    seconds = 10.0
    if len(rest) >= 2 and rest[0] == "--seconds":
        try:
            seconds = float(rest[1])
        except ValueError:
            raise UsageError(f"--seconds takes a number, not {rest[1]!r}") from None
        del rest[:2]
    if len(rest) != 1 or not rest[0].isdecimal():
        raise UsageError("one process number, please")
    if not 0 <= seconds <= 3600:
        raise UsageError("--seconds is between 0 and 3600")
    return int(rest[0]), seconds


def _remotely(pid: int, seconds: float) -> int:
    remote: Any = getattr(sys, "remote_exec", None)
    if remote is None:
        print(
            f"minicoro attach: process {pid} has no recorder that listens: call minicoro.record(listen=True) in it "
            "(or run it, and this command, with Python 3.14 or newer)",
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
                f"process {pid} is not reached ({error}): is it a CPython {version}, as this is?"
            ) from None
        return _wait_for(pid, seconds, out)


def _wait_for(pid: int, seconds: float, out: str) -> int:
    until = time.monotonic() + seconds + 15
    while time.monotonic() < until:
        if os.path.exists(out):  # noqa: PTH110
            print(out)
            return 0
        refused = Path(f"{out}.error")
        if refused.exists():
            print(f"minicoro attach: {refused.read_text(encoding='utf-8').strip()}", file=sys.stderr)
            refused.unlink()
            return 1
        time.sleep(0.05)
    print(
        f"minicoro attach: process {pid} gave no answer: its main thread runs no Python code (a long call into C, or a "
        "sleep); it will record once it does",
        file=sys.stderr,
    )
    return 1

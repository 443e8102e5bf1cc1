"""`minicoro attach`: with `sys.remote_exec` on 3.14 and newer, through a socket file on 3.12 and 3.13."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import CPYTHON, ROOT, Ended, environment, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on"),
]

PROGRAM = """\
import asyncio, sys

async def hang():
    lock = asyncio.Lock()
    print("ready", flush=True)
    async with lock:
        for _ in range(300):
            await asyncio.sleep(0.01)
        async with lock:
            pass

if "listen" in sys.argv:
    import minicoro
    minicoro.record(listen=True)
asyncio.run(hang())
"""


@contextmanager
def running(*words: str, text: str = PROGRAM, **env: str) -> Iterator[int]:
    """The program, in a process of its own; its number."""
    with subprocess.Popen(
        [sys.executable, "-c", text, *words], stdout=subprocess.PIPE, env=environment(env), cwd=ROOT
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        try:
            yield process.pid
        finally:
            process.kill()


def attach(pid: int, seconds: str, folder: Path) -> Ended:
    ended = run(CPYTHON, "-m", "minicoro", "attach", "--seconds", seconds, str(pid), cwd=folder)
    if "ermission" in ended.err or "not permitted" in ended.err:
        pytest.skip(f"this machine lets nobody trace a process: {ended.err}")
    return ended


@pytest.mark.parametrize("seconds", ["0.3", "0"])
@pytest.mark.parametrize("how", ["remote", "socket"])
def test_dump(how: str, seconds: str, tmp_path: Path) -> None:
    if how == "remote" and not hasattr(sys, "remote_exec"):
        pytest.skip("sys.remote_exec is there from 3.14 on")
    with running(*(["listen"] if how == "socket" else [])) as pid:
        ended = attach(pid, seconds, tmp_path)
        assert ended.code == 0, ended.err
        dump = Path(ended.out.strip())
        told = run(CPYTHON, "-m", "minicoro", "open", str(dump)).out
        if how == "socket":
            dump.unlink()
    assert "Task-1 (hang) at hang, <string>:8 → sleep" in told, told
    assert "is blocked" not in told, f"the recorder's own frames are no blocked loop: {told}"


@pytest.mark.skipif(not hasattr(sys, "remote_exec"), reason="sys.remote_exec is there from 3.14 on")
def test_wake(tmp_path: Path) -> None:
    """A loop that waits without a timer runs no Python code: it answers if it is woken."""
    text = """\
import asyncio

async def idle():
    print("ready", flush=True)
    await asyncio.Event().wait()

asyncio.run(idle())
"""
    with running(text=text) as pid:
        ended = run(CPYTHON, "-m", "minicoro", "attach", "--wake", "--seconds", "0", str(pid), cwd=tmp_path)
        if "ermission" in ended.err or "not permitted" in ended.err:
            pytest.skip(f"this machine lets nobody trace a process: {ended.err}")
    told = run(CPYTHON, "-m", "minicoro", "open", "--explain", ended.out.strip()).out
    assert "Task-1 (idle) at idle, <string>:5 → Event" in told, told + ended.err


def test_refused(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "20"]) as other:
        ended = attach(other.pid, "0", tmp_path)
        other.kill()
    assert ended.code == 1 and ended.err.startswith("minicoro attach: ") and ended.err.count("\n") == 1, ended.err
    gone = attach(other.pid, "0", tmp_path)
    assert gone.code == 2 and "there is no process" in gone.err, gone.err


@pytest.mark.skipif(not hasattr(sys, "remote_exec"), reason="sys.remote_exec is there from 3.14 on")
def test_process_that_forbids_it(tmp_path: Path) -> None:
    with running(PYTHON_DISABLE_REMOTE_DEBUG="1") as pid:
        ended = attach(pid, "0", tmp_path)
    assert ended.code == 1 and ended.err.count("\n") == 1, ended.err
    assert not os.listdir(tmp_path)  # noqa: PTH208

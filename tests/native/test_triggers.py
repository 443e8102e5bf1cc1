"""What makes a flight recorder write a dump, one by one; what it says; and what stopping puts back (3.12 and newer)."""

import json
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

HEAD = """\
import asyncio, os, signal, sys, threading, time
import minicoro

async def work():
    await asyncio.sleep(0.01)

async def fail():
    await work()
    raise ValueError(3)
"""

TRIGGERS = {
    "signal": (
        "signal SIGUSR1",
        "minicoro.record(on_signal=signal.SIGUSR1)\nasyncio.run(work())\nos.kill(os.getpid(), signal.SIGUSR1)",
    ),
    "blocked": (
        "an event loop was blocked for",
        "minicoro.record(blocked=0.2)\nasync def block():\n    await work()\n    time.sleep(1.5)\nasyncio.run(block())",
    ),
    "deadline": (
        "a deadline of 0.1 s was missed",
        "recorder = minicoro.record()\nwith recorder.deadline(0.1):\n    asyncio.run(work())\n    time.sleep(0.6)",
    ),
    "exception": (
        "unhandled ValueError",
        "minicoro.record()\nasyncio.run(fail())",
    ),
    "thread": (
        "unhandled ValueError in a thread",
        "minicoro.record()\nthread = threading.Thread(target=lambda: asyncio.run(fail()))\nthread.start()\nthread.join()",
    ),
    "exit": ("exit", "minicoro.record(at_exit=True)\nasyncio.run(work())"),
    "call": ("called", "recorder = minicoro.record()\nasyncio.run(work())\nprint(recorder.dump())"),
}


@pytest.mark.sample(7)
@pytest.mark.parametrize("name", sorted(TRIGGERS))
def test_trigger(name: str, program, tmp_path: Path) -> None:
    why, text = TRIGGERS[name]
    ended = run(CPYTHON, str(program(HEAD + text + "\n")), cwd=tmp_path)
    written = list(tmp_path.glob("minicoro-*.jsonl"))
    assert len(written) == 1, f"{len(written)} dumps: {ended.err}"
    events = [json.loads(line) for line in written[0].read_text().splitlines()]
    assert events[0]["dump"].startswith(why), events[0]
    assert [event["name"] for event in events if event["event"] == "created"].count("work") == 1
    assert events[-1]["event"] == "end" and [event["n"] for event in events] == list(range(1, len(events) + 1))
    assert written[0].stat().st_mode & 0o077 == 0, "only its owner may read a dump"


@pytest.mark.slow
def test_deadlines_and_loops_in_time(program, tmp_path: Path) -> None:
    text = "recorder = minicoro.record(blocked=2)\nwith recorder.deadline(30):\n    asyncio.run(work())\n"
    ended = run(CPYTHON, str(program(HEAD + text)), cwd=tmp_path)
    assert (ended.code, ended.err, list(tmp_path.glob("minicoro-*"))) == (0, "", [])


def test_the_limit_of_recursion_is_reached_by_the_program(program, tmp_path: Path) -> None:
    """The traceback of a RecursionError has no frame of the recorder or of `trace --native`."""
    text = """\
async def deep(n):
    await deep(n + 1)
try:
    asyncio.run(deep(0))
except RecursionError as error:
    found = error.__traceback__
    while found is not None:
        if "native" in found.tb_frame.f_code.co_filename:
            print(found.tb_frame.f_code)
        found = found.tb_next
    print("the end")
"""
    ended = run(CPYTHON, str(program(HEAD + "minicoro.record()\n" + text)), cwd=tmp_path)
    assert (ended.out, ended.err) == ("the end\n", "")
    ended = run(
        CPYTHON, "-m", "minicoro", "trace", "--native", "--json", "out", str(program(HEAD + text)), cwd=tmp_path
    )
    assert (ended.out, ended.err) == ("the end\n", "")


@pytest.mark.slow
def test_stopping_puts_everything_back(program) -> None:
    """Hooks, handlers, tools, threads, files, and what `asyncio` and `warnings` have."""
    text = """\
import gc, warnings

def state():
    return {
        "hooks": (sys.excepthook, threading.excepthook, signal.getsignal(signal.SIGUSR1), sys.unraisablehook),
        "tools": [sys.monitoring.get_tool(tool) for tool in range(6)],
        "threads": [thread.name for thread in threading.enumerate()],
        "files": len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0,
        "asyncio": {name: id(value) for name, value in vars(asyncio).items()},
        "loop": {name: id(value) for name, value in vars(asyncio.BaseEventLoop).items()},
        "warnings": warnings._warn_unawaited_coroutine,
        "origin": sys.get_coroutine_origin_tracking_depth(),
    }

asyncio.run(work())
for _ in range(3):
    before = state()
    recorder = minicoro.record(last=100, on_signal=signal.SIGUSR1, blocked=5, at_exit=True, listen=True)
    asyncio.run(work())
    recorder.stop()
    time.sleep(0.1)
    after = state()
    print([name for name in before if before[name] != after[name]])
"""
    ended = run(CPYTHON, str(program(HEAD + text)))
    assert (ended.out, ended.err) == ("[]\n" * 3, "")


def test_threads_with_loops_of_their_own(program, tmp_path: Path) -> None:
    """Each has tasks of its own, and all of them are in the dump with what they wait for."""
    text = """\
async def hang(number):
    await work()
    await asyncio.Event().wait()

recorder = minicoro.record()
for number in range(3):
    threading.Thread(target=asyncio.run, args=(hang(number),), daemon=True).start()
time.sleep(0.5)
print(recorder.dump("dump.jsonl"))
"""
    run(CPYTHON, str(program(HEAD + text)), cwd=tmp_path)
    events = [json.loads(line) for line in (tmp_path / "dump.jsonl").read_text().splitlines()]
    waiting = [event for event in events if event["event"] == "waiting"]
    assert [event["what"] for event in waiting] == ["Event"] * 3, waiting
    ran = {event["task"] for event in events if event["event"] == "started" and "task" in event}
    assert len(ran) == 3, f"the events are of {len(ran)} tasks"


@pytest.mark.slow
@pytest.mark.parametrize("loops", ["asyncio", "uvloop"])
def test_other_loops(loops: str, program, tmp_path: Path) -> None:
    """The tasks of uvloop are recorded as those of asyncio's own loop are."""
    pytest.importorskip(loops, reason=f"{loops} is not installed")
    text = f"""\
import {loops} as loops

async def hang(lock):
    async with lock:
        async with lock:
            pass

async def main():
    await asyncio.gather(hang(asyncio.Lock()), work())

recorder = minicoro.record()
threading.Thread(target=lambda: loops.run(main()), daemon=True).start()
time.sleep(0.7)
recorder.dump("dump.jsonl")
"""
    ended = run(CPYTHON, str(program(HEAD + text)), cwd=tmp_path)
    told = run(CPYTHON, "-m", "minicoro", "open", "--explain", "dump.jsonl", cwd=tmp_path)
    assert "this task waits for itself" in told.out, ended.err + told.out + told.err


@pytest.mark.parametrize("start", ["uvloop.run(main())", "uvloop.new_event_loop().run_until_complete(main())"])
def test_uvloop_blocked(start: str, program, tmp_path: Path) -> None:
    """A loop of C code has no frame of its own; what cannot be known of it is said."""
    pytest.importorskip("uvloop", reason="uvloop is not installed")
    text = f"""\
import uvloop

async def idle():
    await asyncio.Event().wait()

async def main():
    other = asyncio.create_task(idle())
    await asyncio.sleep(0.2)
    recorder.dump("idle.jsonl")
    time.sleep(1)

recorder = minicoro.record(blocked=0.3)
{start}
"""
    ended = run(CPYTHON, str(program(HEAD + text)), cwd=tmp_path)
    (dump,) = tmp_path.glob("minicoro-*.jsonl")
    told = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump), cwd=tmp_path).out
    assert "an event loop is blocked: its thread stands in main, and nothing else" in told, ended.err + told
    told = run(CPYTHON, "-m", "minicoro", "open", "--explain", "idle.jsonl", cwd=tmp_path).out
    assert "not recorded: the timers of uvloop.Loop, and whether anything can still end a wait" in told, told


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("record(blocked='5')", "blocked is a time in seconds above 0, and cannot be '5'"),
        ("record(on_signal=9)", "on_signal is the number of a signal that can be caught, and cannot be 9"),
        ("record(last=0)", "last is the number of events to keep, and cannot be 0"),
        ("record().deadline(-1)", "deadline is a time in seconds above 0, and cannot be -1"),
        ("record().dump('/nonexistent/x')", "No such file or directory: '/nonexistent/x'"),
    ],
)
def test_wrong_arguments(call: str, words: str, tmp_path: Path) -> None:
    ended = run(CPYTHON, "-c", f"from minicoro import record; {call}", cwd=tmp_path)
    assert f"{words}\n" in ended.err, ended.err


def test_the_end_of_the_interpreter_is_not_disturbed(program) -> None:
    """A function that fails after the modules were emptied: the recorder does not look at it any more."""
    text = """import os, sys
import minicoro
import minicoro.native.ring
recorder = minicoro.record()
class Last:
    def __del__(self, write=os.write, fail=lambda: 1 / 0):
        try:
            fail()
        except BaseException as error:
            write(1, type(error).__name__.encode())
vars(minicoro.native.ring)["~"] = Last()
"""
    ended = run(CPYTHON, str(program(text)))
    assert (ended.out, ended.err) == ("ZeroDivisionError", "")

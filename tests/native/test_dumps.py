"""Dumps are data: what is foreign, damaged or hostile is refused in one line, and nothing of it runs."""

import json
import pickle
import sys
from pathlib import Path

import pytest

from minicoro.observe.stream import VERSION
from tests.running import CPYTHON, run

TRACE = {"n": 1, "event": "trace", "t": 0, "version": VERSION, "program": ["p.py"], "python": "3.14.0"}


class Hostile:
    """Its pickle would run a command."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (print, ("it ran",))


@pytest.mark.sample(4, 1)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        pickle.dumps(Hostile()),
        b"[" * 100_000,
        b"\xff\xfe\n",
        b'{"n": 1, "event": "end", "why": "x"}\n',
        json.dumps({**TRACE, "version": 99}).encode(),
        json.dumps(TRACE).encode() + b'\n{"n": 2, "event": "source", "file": 3, "text": "x"}\n',
        json.dumps(TRACE).encode() + b'\n{"n": 2, "event": "suspended", "t": 1}\n',
        json.dumps(TRACE).encode() + b'\n{"n": 2, "event": "suspended", "t": 1, "object": 7, "place": [1]}\n',
    ],
    ids=["empty", "pickle", "deep", "bytes", "no-trace", "version", "type", "missing", "place"],
)
def test_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(data)
    ended = run(CPYTHON, "-m", "minicoro", "open", str(path))
    assert (ended.code, ended.out) == (1, ""), ended.out + ended.err
    assert ended.err.count("\n") == 1 and ended.err.startswith("minicoro open: "), ended.err


def test_a_trace_is_opened(program, tmp_path: Path) -> None:
    """`open` shows what `trace --json` has written, and writes the same events again."""
    path, out, again = program("async def f(): pass\nf().send(None)\n"), tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    run(CPYTHON, "-m", "minicoro", "trace", "--json", str(out), str(path))
    ended = run(CPYTHON, "-m", "minicoro", "open", str(out))
    assert ended.code == 0 and "f:1 starts" in ended.out, ended.out + ended.err
    assert "explain: a trace does not record" in ended.out
    run(CPYTHON, "-m", "minicoro", "open", "--json", str(again), str(out))
    assert again.read_text() == out.read_text()
    ended = run(CPYTHON, "-m", "minicoro", "open", "--html", str(out), str(out))
    assert (ended.code, "it is the dump; name another file" in ended.err) == (2, True), (
        "the dump must not be overwritten"
    )
    assert again.read_text() == out.read_text()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_stopping_leaves_no_trace(program, tmp_path: Path) -> None:
    path = program(
        """\
import sys
import minicoro

before = (sys.excepthook, [sys.monitoring.get_tool(tool) for tool in range(6)])
recorder = minicoro.record(last=10, blocked=5)
recorder.stop()
print(before == (sys.excepthook, [sys.monitoring.get_tool(tool) for tool in range(6)]))
"""
    )
    assert run(CPYTHON, str(path)).out == "True\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_without_asyncio_the_suspended_coroutines_are_explained(program, tmp_path: Path) -> None:
    path, dump = (
        program(
            """\
import sys, types
import minicoro

@types.coroutine
def pause():
    yield
async def inner():
    await pause()
async def outer():
    await inner()
recorder = minicoro.record()
waiting = [outer(), inner()]
for each in waiting:
    each.send(None)
recorder.dump(sys.argv[1])
for each in waiting:
    each.close()
"""
        ),
        tmp_path / "dump.jsonl",
    )
    run(CPYTHON, str(path), str(dump))
    explained = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out
    first, *lines = explained.splitlines()
    assert first == "explain: no task of asyncio is recorded; these coroutines are suspended:", explained
    assert len(lines) == 2, explained
    assert lines[0].startswith(f"     outer, {path}:10 → inner, {path}:8 → pause, "), explained
    assert lines[1].startswith(f"     inner, {path}:8 → pause, "), explained


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_values(program, tmp_path: Path) -> None:
    """Kept are None, numbers, short strings and the arguments of exceptions; of other values the type is told."""
    path = program(
        """\
import asyncio
import minicoro

async def numbers():
    yield 1
    yield [2]

async def returns(value):
    return value

async def fails():
    raise LookupError("why", {})

async def main():
    for value in (3, "x" * 100, [], object):
        await returns(value)
    async for _ in numbers():
        pass
    try:
        await fails()
    except LookupError:
        pass

recorder = minicoro.record()
asyncio.run(main())
recorder.dump("dump.jsonl")
"""
    )
    run(CPYTHON, str(path), cwd=tmp_path)
    events = [json.loads(line) for line in (tmp_path / "dump.jsonl").read_text().splitlines()]
    returned = [event["value"] for event in events if event["event"] == "returned"]
    assert returned[:4] == ["3", repr("x" * 60 + "…"), "list (not recorded)", "type (not recorded)"]
    assert [event["value"] for event in events if event["event"] == "suspended"] == ["1", "list (not recorded)"]
    assert [event["error"] for event in events if event["event"] == "raised"] == ["LookupError('why', …)"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_held_longer_than_recorded(program, tmp_path: Path) -> None:
    """Who has acquired a semaphore is known after the ring has overwritten that event."""
    path = program(
        """\
import asyncio
import minicoro

async def leak(limit):
    await limit.acquire()

async def main():
    limit = asyncio.Semaphore(1)
    await asyncio.create_task(leak(limit), name="culprit")
    for _ in range(50):
        await asyncio.sleep(0)
    waiting = asyncio.create_task(leak(limit), name="victim")
    await asyncio.sleep(0)
    recorder.dump("dump.jsonl")
    waiting.cancel()

recorder = minicoro.record(last=20)
asyncio.run(main())
"""
    )
    run(CPYTHON, str(path), cwd=tmp_path)
    told = run(CPYTHON, "-m", "minicoro", "open", "--explain", "dump.jsonl", cwd=tmp_path).out
    assert "Semaphore limit was acquired and never released by a task that is over" in told, told
    assert "culprit (leak): acquired before the first event that was kept" in told, told
    assert "waiting for it: victim (leak)" in told, told


SERVES = """
import asyncio
import minicoro


class Server:
    async def serve_forever(self):
        await asyncio.sleep(9)


async def main():
    with minicoro.record() as recorder:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        tasks = [asyncio.create_task(each.serve_forever()) for each in (server, Server())]
        await asyncio.sleep(0.01)
        recorder.dump("out.jsonl")
        for task in tasks:
            task.cancel()


asyncio.run(main())
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_coroutines_of_asyncio_have_words_and_those_of_the_program_their_names(program, tmp_path: Path) -> None:
    ended = run(CPYTHON, str(program(SERVES)), cwd=tmp_path)
    assert ended.code == 0, ended.err
    events = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    made = {event["coroutine"] for event in events if event["event"] == "task created"}
    assert {"serves for ever", "Server.serve_forever"} <= made, made


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_a_dump_that_is_cut_off_shows_its_events_only(program, tmp_path: Path) -> None:
    """Its end says which tasks wait; without it, the explanation would say that none does."""
    path = program(
        f"import asyncio, minicoro; recorder = minicoro.record(directory={str(tmp_path)!r}, at_exit=True)\n"
        "async def main(): await asyncio.sleep(0)\nasyncio.run(main())\n"
    )
    assert run(CPYTHON, str(path)).code == 0
    (whole,) = tmp_path.glob("*.jsonl")
    lines = whole.read_text().splitlines(keepends=True)
    for kept in (len(lines) - 1, len(lines) // 2):
        cut = tmp_path / "cut.jsonl"
        cut.write_text("".join(lines[:kept]) + lines[kept][:9])
        ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(cut))
        assert (ended.code, ended.out) == (1, ""), ended.out
        assert "is cut off" in ended.err
        ended = run(CPYTHON, "-m", "minicoro", "open", str(cut))
        assert ended.code == 1 and "is cut off" in ended.err, ended.err
        assert "(main)" in ended.out and "the file is cut off here" in ended.out, ended.out


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_recording_does_not_change_the_program(program, tmp_path: Path) -> None:
    """A sleep without end is recorded, a profile function stays, and a folder that is not there is refused at once."""
    path = program(
        "import asyncio, math, sys\n"
        "def profile(*told): pass\nsys.setprofile(profile)\nimport minicoro\n"
        "try: minicoro.record(directory='/none')\nexcept ValueError as error: print(error)\n"
        f"minicoro.record(directory={str(tmp_path)!r}, at_exit=True)\n"
        "print(sys.getprofile() is profile); sys.setprofile(None)\n"
        "async def forever(): await asyncio.sleep(math.inf)\n"
        "async def main():\n    task = asyncio.create_task(forever()); await asyncio.sleep(0.01)\n"
        "    print(task.done()); task.cancel()\nasyncio.run(main())\n"
    )
    ended = run(CPYTHON, str(path))
    assert ended.out == "directory is the folder for dumps; there is none at '/none'\nTrue\nFalse\n", ended.err
    (dumped,) = tmp_path.glob("*.jsonl")
    story = run(CPYTHON, "-m", "minicoro", "open", "--story", str(dumped)).out
    assert "without end" in story, story


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
def test_a_dropped_coroutine_is_not_made_and_waiting(program, tmp_path: Path) -> None:
    """A recorded warning keeps the coroutine that it is about."""
    path = program(
        "import asyncio, minicoro, warnings\n"
        f"minicoro.record(directory={str(tmp_path)!r}, at_exit=True)\n"
        "async def forgotten(): pass\n"
        "async def main():\n    forgotten()\n    await asyncio.sleep(0)\n"
        "with warnings.catch_warnings(record=True) as seen:\n"
        "    warnings.simplefilter('always')\n    asyncio.run(main())\n"
        "print(len(seen))\n"
    )
    assert run(CPYTHON, str(path)).out == "1\n"
    (dumped,) = tmp_path.glob("*.jsonl")
    explained = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dumped)).out
    assert "forgotten" in explained and "nobody has awaited it yet" not in explained, explained

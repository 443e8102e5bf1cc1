"""Dumps are data: what is foreign, damaged or hostile is refused in one line, and nothing of it runs."""

import json
import pickle
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, run

TRACE = {"n": 1, "event": "trace", "t": 0, "version": 2, "program": ["p.py"], "python": "3.14.0"}


class Hostile:
    """Its pickle would run a command."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (print, ("it ran",))


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

"""Making and reading traces, for tests."""

import json
from pathlib import Path
from typing import Any

from tests.running import MINICORO, run

TRACE = (*MINICORO[:-1], "trace")

TIMED = dict.fromkeys(("task_group", "worker_pool", "cancel_and_timeout", "gather_errors"), ("--virtual-time",))
"""Examples whose timers lie close together: on a busy machine real ones would fall due in one round."""

Event = dict[str, Any]


def trace(path: Path, *options: str, code: int | None = 0, **more: Any) -> list[Event]:
    """The events of a program, run with ``minicoro trace --json``."""
    out = path.with_suffix(".jsonl")
    ended = run(TRACE, *options, "--json", str(out), str(path), **more)
    assert code is None or ended.code == code, ended.err
    return read(out)


def read(path: Path) -> list[Event]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def called(events: list[Event], *names: str) -> list[Event]:
    return [event for event in events if event["event"] in names]

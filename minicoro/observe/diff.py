"""The first place where two traces part: in what happened, or in a value."""

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from minicoro.observe.stream import VERSION, Event

_NOT_COMPARED = {"n", "t", "thread", "program", "python", "text"}
_BEFORE = 5


def compare(first: str, second: str, width: int = 80) -> tuple[str, bool]:
    """The text that says where the traces part, and whether they are the same.

    Times and numbers of events are not compared, nor are the program's name, its source and the version of Python.
    Raises OSError for a file that cannot be read, ValueError for one that is no trace.
    """
    with Path(first).open(encoding="utf-8") as one, Path(second).open(encoding="utf-8") as two:
        before: list[str] = []
        count = 0
        lines, others = _told(one, first), _told(two, second)
        while True:
            left, right = next(lines, None), next(others, None)
            if left is None and right is None:
                return f"the same: {count} events\n", True
            if left is None or right is None or _plain(left) != _plain(right):
                return _parted(before, left, right, width), False
            count += 1
            before = [*before[1 - _BEFORE :], _words(left)]


def _told(file: Iterable[str], name: str) -> Any:
    """An iterator over the events of a trace."""
    return map(partial(_event, name), file)


def _event(name: str, line: str) -> Event:
    try:
        event: Event = json.loads(line)
    except ValueError:
        raise ValueError(f"{name} is no trace made with --json") from None
    if event.get("event") == "trace" and event.get("version") != VERSION:
        raise ValueError(f"{name} has schema version {event.get('version')}, this minicoro reads {VERSION}")
    return event


def _plain(event: Event) -> Event:
    return {key: value for key, value in event.items() if key not in _NOT_COMPARED or _is_output(key, event)}


def _is_output(key: str, event: Event) -> bool:
    return key == "text" and event["event"] == "output"


def _words(event: Event | None) -> str:
    if event is None:
        return "(the trace has ended)"
    fields = [f"{key}={value}" for key, value in event.items() if key not in ("n", "t", "event", "states", "text")]
    return f"{event['n']} {event['event']} " + " ".join(fields)


def _parted(before: list[str], left: Event | None, right: Event | None, width: int) -> str:
    half = (width - 3) // 2
    lines = ["the traces part here, after", *[f"  {line[: width - 2]}" for line in before], ""]
    keys = [*(left or {}), *[key for key in (right or {}) if key not in (left or {})]]
    lines.append(f"{'A':<{half}} │ B")
    if left is None or right is None:
        lines.append(f"{_words(left)[:half]:<{half}} │ {_words(right)[:half]}")
        return "\n".join(lines) + "\n"
    for key in keys:
        one, two = [f"{key}: {event[key]}" if key in event else "" for event in (left, right)]
        mark = "│" if key in _NOT_COMPARED or one == two else "≠"
        lines.append(f"{one[:half]:<{half}} {mark} {two[:half]}")
    return "\n".join(lines) + "\n"

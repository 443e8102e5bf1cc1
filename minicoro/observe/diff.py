"""Two traces side by side: events in both, events in only one, and a summary."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from minicoro.observe.names import Names
from minicoro.observe.stream import Event

_NOT_TOLD = {"trace", "source", "function", "round", "end", "lost"}
_NAMED = ("object", "by", "of", "task", "before")
_COMPARED = (
    "kind",
    "name",
    "line",
    "state",
    "how",
    "value",
    "error",
    "message",
    "cancelled",
    "stream",
    "text",
    "source",
)
_UNSTABLE = (
    (re.compile(r"0x[0-9a-fA-F]{6,}"), "0x…"),
    (re.compile(r"('(?:127\.0\.0\.1|localhost|::1|0\.0\.0\.0)', )\d+"), r"\1PORT"),
    (re.compile(r"((?:localhost|127\.0\.0\.1|\[::1\]):)\d{2,5}"), r"\1PORT"),
    (re.compile(r"\b(pid|fd|port|laddr|raddr)([=: ]+)\d+"), r"\1\2…"),
    (re.compile(r"/tmp/[^\s'\"]+"), "/tmp/…"),
    (re.compile(r"\b\d+\.\d{4,}\b"), "0.…"),
)
"""Values that differ between runs without meaning: addresses, ports, numbers of processes and files, measured times."""

_AUTOMATIC = re.compile(r"\bTask-\d+\b")
_BEFORE = 3
_MOST_BLOCKS = 20
_MOST_LINES = 12


def compare(first: Iterable[Event], second: Iterable[Event], width: int = 80) -> tuple[str, bool]:
    """The text that shows the differences between the traces, and whether they are the same.

    Times, numbers of events and of objects, and unstable values are not compared, nor are the program's name, its source and
    the version of Python.  A task with an automatic name (``Task-7``) is compared by its place among the tasks of the same
    coroutine function.
    """
    one, two = _told(first), _told(second)
    if _keys(one) == _keys(two):
        return f"the same: {len(one)} events\n", True
    lines = ["the traces differ (A only in the first, B only in the second, ≠ another value)"]
    same = only_one = only_two = 0
    blocks = 0
    for kind, from_one, to_one, from_two, to_two in _blocks(one, two):
        if kind == "equal":
            same += to_one - from_one
            continue
        only_one += to_one - from_one
        only_two += to_two - from_two
        blocks += 1
        if blocks <= _MOST_BLOCKS:
            lines += ["", *[f"    {text}" for _, text in one[max(0, from_one - _BEFORE) : from_one]]]
            lines += _block(one[from_one:to_one], two[from_two:to_two])
    if blocks > _MOST_BLOCKS:
        lines += ["", f"… and {blocks - _MOST_BLOCKS} more places"]
    told = f"{same} events are the same, {only_one} are only in A, {only_two} only in B, in {blocks} places"
    return "\n".join([line[:width] for line in lines] + ["", told]) + "\n", False


_Told = list[tuple[str, str]]
"""For each event: the text that is compared, and the text that is shown."""


def _keys(told: _Told) -> list[str]:
    return [key for key, _ in told]


def _blocks(first: _Told, second: _Told) -> list[tuple[str, int, int, int, int]]:
    """The edits from one trace to the other, in blocks; equal beginnings and ends are not searched."""
    one, two = _keys(first), _keys(second)
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    inner = SequenceMatcher(None, one[start : len(one) - end], two[start : len(two) - end], autojunk=len(one) > 5000)
    found = [(kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in inner.get_opcodes()]
    head = [("equal", 0, start, 0, start)] if start else []
    tail = [("equal", len(one) - end, len(one), len(two) - end, len(two))] if end else []
    return [*head, *found, *tail]


def _block(one: _Told, two: _Told) -> list[str]:
    """A difference: lines of A and of B; two events about the same object are put side by side."""
    lines = []
    if len(one) == len(two):
        for (key, text), (other, text_two) in zip(one, two, strict=True):
            if key.split("\t")[0] == other.split("\t")[0]:
                lines += [f"≠ A {text}", f"  B {text_two}"]
            else:
                lines += [f"  A {text}", f"  B {text_two}"]
    else:
        lines = [*[f"  A {text}" for _, text in one], *[f"  B {text}" for _, text in two]]
    more = len(lines) - _MOST_LINES
    return lines[:_MOST_LINES] + ([f"  … {more} more lines"] if more > 0 else [])


def _told(events: Iterable[Event]) -> _Told:
    """The compared part of each event of a trace, and its text, in order."""
    names, automatic, found = Names(), _Automatic(), []
    for event in events:
        names.take(event)
        automatic.take(event)
        if event["event"] not in _NOT_TOLD:
            key, text = _words(event, names)
            found.append((automatic.replaced(key), text))
    return found


class _Automatic:
    """The automatic names of tasks, which one more task changes for all later ones."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    def take(self, event: Event) -> None:
        if event["event"] == "task created" and _AUTOMATIC.fullmatch(event["name"]):
            coroutine = event.get("coroutine", "")
            self._counts[coroutine] += 1
            self._names[event["name"]] = f"task {self._counts[coroutine]} of {coroutine}"

    def replaced(self, text: str) -> str:
        """The text with each automatic name replaced by the coroutine function and a count."""
        return _AUTOMATIC.sub(lambda found: self._names.get(found[0], found[0]), text)


def _words(event: Event, names: Names) -> tuple[str, str]:
    """The event as text without unstable parts; the part before the first tab decides which events are comparable."""
    who = [f"{key} {_name(key, event[key], names)}" for key in _NAMED if key in event]
    what = [f"{key} {_stable(event[key])}" for key in _COMPARED if key in event]
    if "on" in event:
        what.append(f"waits for {_stable(names.waiting(event['on']))}")
    text = " ".join([event["event"], *who, *what])
    return "\t".join([f"{event['event']} {' '.join(who)}", text]), text


def _name(key: str, number: int, names: Names) -> str:
    return names.of_object(number) if key in ("object", "by") and number in names.objects else names.of_task(number)


def _stable(value: Any) -> str:
    text = str(value)
    for pattern, instead in _UNSTABLE:
        text = pattern.sub(instead, text)
    return text

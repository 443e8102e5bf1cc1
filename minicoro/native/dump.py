"""Dumps: the events in a ring, and the tasks and threads of one moment, as JSON Lines (``spec/events.md``).

A dump is data.  Reading a dump executes nothing in it: the form of each line is checked before a view gets it.
"""

import json
import os
import platform
import sys
import weakref
from collections.abc import Iterable
from pathlib import Path
from threading import get_ident
from types import CodeType, FrameType
from typing import Any

from minicoro.native import moment
from minicoro.native.moment import Moment
from minicoro.native.monitoring import delegates, is_library
from minicoro.native.ring import (
    CANCEL,
    DROPPED,
    OPERATION,
    RESUME,
    RETURN,
    START,
    THROW,
    TIMER,
    UNWIND,
    YIELD,
    Ring,
    kept_in_words,
)
from minicoro.native.states import Position, States, of_source
from minicoro.native.tape import Tape
from minicoro.native.teller import Teller, origin
from minicoro.native.threads import is_lock, locks, owner, thread_of
from minicoro.native.timers import Timers
from minicoro.observe.chained import set_by
from minicoro.observe.json_lines import encode
from minicoro.observe.requests import of_library
from minicoro.observe.source import text_of
from minicoro.observe.stream import VERSION, Event
from minicoro.observe.values import type_name
from minicoro.observe.waiting import frame_of, links_of

DAMAGE = (KeyError, TypeError, ValueError, IndexError, AttributeError)
"""The errors of views for events with wrong fields."""

_MOST_BYTES = 2_000_000_000
_MOST_LINE = 20_000_000


class UnsafeDumpError(Exception):
    """The file is not a dump, or cannot be read safely; the text says why."""


def events_of(ring: Ring, why: str, words: list[str], frame: FrameType) -> list[Event]:
    """The events of a dump.  why: the reason of the dump.  frame: that of the thread that writes it."""
    ring.forget_the_dead()
    ring.name_the_living()
    now = moment.take(ring)
    tape = Tape(ring, now.entries[0][4] if now.entries else now.at)
    tape.emit("trace", version=VERSION, program=words, python=platform.python_version(), native=True, dump=why)
    if len(now.entries) == ring.entries.maxlen:
        tape.emit("lost", why="older events have been overwritten")
    _tell_held(now, ring, tape)
    _Replay(tape, now).all()
    tape.task, tape.at = 0, now.at
    _tell_picture(now, ring, tape)
    own = {**thread_of(get_ident(), frame), "dumps": True}
    sets = {id(target): ring.task_number(one.task) * 2 for one in now.looks for target in set_by(one.task)}
    threads = [_told(thread, tape, sets) for thread in ([own, *now.threads] if own["frames"] else now.threads)]
    for thread in threads:
        step = next(iter([place for place, frame in enumerate(thread["frames"]) if frame in now.steps]), 0)
        if step:
            thread["step"] = step
    asleep = [{"count": count, "tasks": [ring.task_number(task) * 2 for task in tasks]} for count, tasks in now.asleep]
    gone = [
        [name, round((now.at - at) / 1e9, 3), error, _at(code, offset)] for name, at, error, code, offset in now.gone
    ]
    tape.emit("threads", threads=threads, asleep=asleep, foreign=now.foreign, gone=gone, trio=now.trio)
    _tell_sources(tape)
    tape.emit("end", why=f"dumped: {why}")
    return tape.events


def write(events: Iterable[Event], path: str) -> None:
    """Write a dump that only its owner may read; it is there whole, or not at all.  Raises OSError, with the file's name."""
    part = f"{path}.{os.getpid()}.part"
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        error.filename = path
        raise
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            for event in events:
                file.write(encode(event) + "\n")
        os.replace(part, path)
    except BaseException as error:
        os.unlink(part)
        if isinstance(error, OSError):
            error.filename = path
        raise


def read(path: str) -> list[Event]:
    """The events of a dump, or of a trace made with ``--json``, checked.  Raises OSError; UnsafeDumpError for any other file.

    A file that is cut off, because its writer was killed, ends with an event ``end`` that has the field ``cut``.
    """
    file = Path(path)
    if file.stat().st_size > _MOST_BYTES:
        raise UnsafeDumpError(f"{path} is too large for a dump")
    events: list[Event] = []
    with file.open("rb") as lines:
        while line := lines.readline(_MOST_LINE + 1):
            if len(line) > _MOST_LINE:
                raise UnsafeDumpError(f"{path}, line {len(events) + 1}: too long for an event")
            if line.endswith(b"\n") or not events:
                events.append(_checked(line, f"{path}, line {len(events) + 1}"))
    if not events or events[0]["event"] != "trace":
        raise UnsafeDumpError(f"{path} is no dump or trace of minicoro's: it does not begin with the event `trace`")
    if events[0].get("version") != VERSION:
        raise UnsafeDumpError(
            f"{path} has schema version {events[0].get('version')!r}, this minicoro reads {VERSION}: open it with the version that wrote it"
        )
    if events[-1]["event"] != "end":
        last = events[-1]
        events.append(
            {"n": last["n"] + 1, "event": "end", "t": last["t"], "why": "the file is cut off here", "cut": True}
        )
    return with_states(events)


def with_states(events: list[Event]) -> list[Event]:
    """The machines of the functions, made from the sources in the dump; and the events with their states."""
    sources = {event["file"]: event["text"] for event in events if event["event"] == "source"}
    made: dict[str, dict[tuple[str, int], States]] = {}
    functions: dict[int, States] = {}
    objects: dict[int, int] = {}
    for event in events:
        if event["event"] == "function" and "states" not in event:
            filename = event["file"]
            if filename not in made:
                made[filename] = of_source(sources.get(filename, ""), filename)
            states = made[filename].get((event["name"], event["line"]), States())
            functions[event["function"]] = states
            event["states"] = states.rows
        elif event["event"] == "created":
            objects[event["object"]] = event["function"]
        elif "place" in event:
            place = _position(event["place"])
            known = functions.get(objects.get(event["object"], 0))
            event["state"] = (None if known is None else known.at(place)) or 0
    return events


def _position(place: list[Any]) -> Position:
    if [type(each) for each in place] != [int, int, str, int]:
        raise UnsafeDumpError("the dump is damaged: a `place` is not a list of line, column, part and number")
    line, column, part, which = place
    return line, column, part, which


def _tell_held(now: Moment, ring: Ring, tape: Tape) -> None:
    """Report the locks that were acquired before the first recorded event, and not released since."""
    recorded: dict[tuple[int, int], int] = {}
    for kind, _, who, of_thing, _, told in now.entries:
        if kind == OPERATION and told[0].endswith((".acquire", ".release")):
            key = (id(of_thing), who)
            recorded[key] = max(0, recorded.get(key, 0) + (1 if told[0].endswith(".acquire") else -1))
    for key, (task, names, count, of_thing) in now.held.items():
        if of_thing() is None:
            continue
        ring.tasks.setdefault(task, names)
        tape.task = task * 2
        for _ in range(count - recorded.get(key, 0)):
            tape.emit("operation", name="acquire", thing=tape.thing(of_thing), earlier=True)


class _Replay:
    """The entries of a ring, told again."""

    def __init__(self, tape: Tape, now: Moment) -> None:
        self._tape = tape
        self._now = now
        self._teller = Teller(tape.emit, tape.number, with_states=False)
        self._timers = Timers(tape, now.timers)
        self._runs: dict[int, int] = {}  # by frame: who runs it
        self._who = 0

    def all(self) -> None:
        """Tell all entries."""
        for entry in self._now.entries:
            kind, code, offset, frame, at, told = entry
            self._who = moment.runner(entry, self._runs, self._who)
            self._tape.task = 0
            self._timers.run_until(at)
            self._tape.at, self._tape.task = at, max(0, self._who) * 2
            self._tell(kind, code, offset, frame, told)
        self._tape.task = 0
        self._timers.run_until(self._now.at)
        self._tape.at = self._now.at
        for coroutine in self._now.unstarted:
            self._teller.meet(id(coroutine.cr_frame), coroutine.cr_code, at=origin(coroutine))

    def _tell(self, kind: int, code: CodeType, offset: int, frame: int, told: Any) -> None:
        teller, who = self._teller, self._who
        if kind == START:
            if frame in teller.numbers:  # an object without an event for its end: it has been closed
                self._tape.emit("closed", object=teller.numbers.pop(frame))
            teller.began(who, frame, code)
        elif kind == RESUME:
            self._timers.slept(self._tape.at, who, "timer run")
            teller.resumed(who, frame, code, offset, "send")
        elif kind == THROW:
            self._timers.slept(self._tape.at, who, "timer cancelled")
            how = "close" if told[1].startswith("GeneratorExit(") else "throw"
            teller.resumed(who, frame, code, offset, how, value=told[1])
        elif kind == YIELD:
            teller.suspended(who, frame, code, offset, _waited_for(told), **_yielded(code, offset, told))
        elif kind == RETURN:
            teller.ended(who, frame, code, "returned", value=kept_in_words(told))
        elif kind == UNWIND:
            teller.ended(who, frame, code, "raised", error=told[0], at=_at(*told[1:]))
        elif kind == OPERATION:
            self._tape.emit("operation", name=told[0], thing=self._tape.thing(frame), at=_at(*told[1:]))
        elif kind == CANCEL:
            self._tape.tell_task(frame * 2)
            asked, cause = of_library(code)
            if asked in ("Ctrl-C", "end"):  # no task, and no line of the program
                self._tape.task, told = 0, (told[0], None, 0)
            by, at = self._tape.task or None, _at(*told[1:])
            self._tape.emit("task cancelled", of=frame * 2, by=by, at=at, cause=cause or None)
        elif kind == DROPPED:
            at = _at(*told[1:])
            self._tape.emit("dropped", object=self._tape.number(), name=told[0], at=None if at is None else at[1:])
        elif kind == TIMER:
            self._timers.take(self._tape.at, who, frame, told)


def _at(code: CodeType | None, offset: int) -> list[Any] | None:
    """Function, file and line of a call."""
    return None if code is None else [code.co_qualname, code.co_filename, _line_at(code, offset)]


def _line_at(code: CodeType, offset: int) -> int:
    """The line of an instruction; the function's first line if the instruction has none."""
    lines = [line for begin, end, line in code.co_lines() if begin <= offset < end]
    return (lines[0] if lines else None) or code.co_firstlineno


def _waited_for(told: Any) -> dict[str, str]:
    """The object that an ``await`` waits for; the ring has its type."""
    if type(told) is not tuple:
        return {}
    return {"what": told[0], "name": "a task"} if told[0] == "Task" else {"what": told[0]}


def _yielded(code: CodeType, offset: int, told: Any) -> dict[str, str]:
    return {} if delegates(code, offset) else {"value": kept_in_words(told)}


def _tell_picture(now: Moment, ring: Ring, tape: Tape) -> None:
    """Report each task with the object that it waits for, the locks that it holds, and the time since its last event."""
    for number in sorted(now.moved):
        tape.tell_task(number * 2)
        tape.emit("waiting", of=number * 2, what="?", leaf="ready")
    for one in now.looks:
        number = ring.task_number(one.task) * 2
        tape.tell_task(number)
        holders = now.holders.of(one)
        waited = [*one.tasks, *holders]
        last = tape.steps.get(number)
        wakes = now.ends.get(id(one.future))
        stuck, wait = now.judged.get(id(one.task), (None, None))
        tape.emit(
            "waiting",
            of=number,
            what=one.what,
            thing=_number_of(one.thing, tape) or None,
            looks=one.looks or None,
            line=one.line,
            holds=[[_number_of(held, tape), now.names.full(held)] for held in one.holds],
            leaf=one.leaf,
            frames=[list(frame) for frame in one.frames],
            cancelling=one.cancelling or None,
            wakes_in=None if wakes is None else round(wakes, 3),
            timed=one.timed or None,
            stuck=stuck,
            method=None if wait is None else wait.method,
            kept_by=now.kept.get(id(one.task)),
            work=now.work[id(one.task)],
            count=one.count,
            ends=one.ends,
            locks=_locks(locks([frame for link in links_of(one.task) if (frame := frame_of(link)) is not None]), tape),
            since=None if last is None else round((tape.at - last) / 1e9, 3),
            holders=[ring.task_number(task) * 2 for task in holders],
            **{"for": [ring.task_number(task) * 2 for task in waited]},
        )


def _tell_sources(tape: Tape) -> None:
    """Report the sources of the program's functions in which tasks and threads stand, and of which no event told."""
    told = {event["file"] for event in tape.events if event["event"] == "source"}
    stand = [each for event in tape.events for each in (event, *event.get("threads", ()))]
    for file in dict.fromkeys(
        [frame[1] for each in stand if type(each.get("frames")) is list for frame in each["frames"]]
    ):
        text = "" if file in told or is_library(file) else text_of(file)
        if text:
            tape.emit("source", file=file, text=text)


def _told(thread: dict[str, Any], tape: Tape, sets: dict[int, int]) -> dict[str, Any]:
    """A thread, as in the event.  Its ``lock`` is the one that the C code of its work waits for.  sets: by the id of a future, the task
    that sets it.
    """
    found = {**thread, "locks": _locks(thread["locks"], tape)}
    found["task"] = sets.get(id(found.pop("asks")))
    calls = found.pop("calls")
    if calls is not None:
        found["calls"] = calls.__qualname__
        found["lock"] = _lock(calls.__self__, tape) if is_lock(calls.__self__) and calls.__name__ == "acquire" else None
    return {key: value for key, value in found.items() if value or key == "frames"}


def _locks(found: list[list[Any]], tape: Tape) -> list[list[Any]]:
    return [[place, name, *_lock(lock, tape)] for place, name, lock in found]


def _lock(lock: Any, tape: Tape) -> list[Any]:
    """The number of a lock, its class, and the thread that has acquired it: 0 if none has, None if it is not known."""
    return [_number_of(lock, tape), f"threading.{'RLock' if type_name(type(lock)) == 'RLock' else 'Lock'}", owner(lock)]


def _number_of(thing: Any, tape: Tape) -> int:
    """The number of a lock or other object; 0 for None, and for an object without weak references."""
    try:
        return 0 if thing is None else tape.thing(weakref.ref(thing))
    except TypeError:
        return 0


def _checked(line: bytes, where: str) -> Event:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        raise UnsafeDumpError(f"{where} is not JSON: the file is no dump or trace") from None
    if type(event) is not dict or type(event.get("event")) is not str or type(event.get("n")) is not int:
        raise UnsafeDumpError(f"{where} is not an event: the file is no dump or trace")
    for name, kind in (
        ("t", int), ("task", int), ("object", int), ("function", int), ("timer", int), ("due", int), ("future", int), ("of", int), ("line", int), ("place", list), ("state", int),
        ("file", str), ("text", str), ("name", str), ("kind", str), ("what", str), ("coroutine", str), ("why", str),
        ("frames", list if event["event"] == "waiting" else dict),
        ("at", list), ("stuck", str), ("method", str), ("kept_by", list), ("holders", list), ("work", list), ("locks", list), ("count", int), ("ends", list), ("error", str), ("cause", str), ("asleep", list), ("foreign", list), ("gone", list), ("trio", list),
        ("holds", list), ("for", list), ("threads", list), ("on", dict), ("states", list),
    ):  # fmt: skip
        if name in event and type(event[name]) is not kind:
            raise UnsafeDumpError(f"{where}: {name!r} must be of type {kind.__name__}")
    for name in _NEEDS.get(event["event"], ()):
        if name not in event:
            raise UnsafeDumpError(f"{where}: the event {event['event']!r} has no {name!r}")
    return event


_NEEDS = {
    "source": ("file", "text"),
    "function": ("function", "name", "kind", "file", "line"),
    "created": ("object", "function", "name", "kind"),
    "started": ("object",),
    "resumed": ("object",),
    "suspended": ("object",),
    "returned": ("object",),
    "raised": ("object",),
    "dropped": ("object", "name"),
    "task created": ("of", "name", "coroutine"),
    "waiting": ("of", "what"),
    "operation": ("name",),
    "task cancelled": ("of",),
    "timer set": ("timer", "delay", "due", "name"),
    "timer run": ("timer", "name"),
    "timer cancelled": ("timer", "name"),
    "end": ("why",),
}


def words() -> list[str]:
    """The command line of this process."""
    return [str(word) for word in sys.argv] or ["python"]

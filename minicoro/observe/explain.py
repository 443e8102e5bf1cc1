"""What went wrong in a run, said at its end: each with the rule that it comes from and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minicoro.observe.names import Names
from minicoro.observe.stream import Event
from minicoro.observe.why import Finding, why

_LONG_STEP = 100_000
"""Microseconds after which a step is said to have blocked the loop, as asyncio's debug mode has it."""

_MANY_STATES = 10_000
"""States gone through in one step after which it is said so too, however fast the machine."""


_MOST_FINDINGS = 100

_MOST_SHOWN = 20
"""Tasks of a deadlock that are listed."""


@dataclass
class _Life:
    """What there is to know of an object until it is over."""

    name: str
    kind: str
    place: str
    started: bool = False
    suspended: bool = False
    line: int | None = None


@dataclass
class _Step:
    """One step of a task.  states: how many it has gone through; at: the object and line of the last."""

    task: int
    begun: int
    states: int = 0
    at: tuple[_Life | None, int] = (None, 0)


@dataclass
class _Errors:
    failed: dict[int, str] = field(default_factory=dict)
    cancel_requests: dict[int, str] = field(default_factory=dict)


class Explain:
    """Watches a run and says what it found: a deadlock at once, for it has no end; the rest when the run is over.

    write: takes the text.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = Names()
        self.findings: dict[str, Finding] = {}
        self._told: set[str] = set()
        self._more = 0
        self._longest: dict[str, tuple[int, Finding]] = {}
        self._uncaught = ""
        self._lives: dict[int, _Life] = {}
        self._errors = _Errors()
        self._step: _Step | None = None
        self._stuck: set[tuple[int, ...]] = set()

    def take(self, event: Event) -> None:
        look = _LOOK.get(event["event"])
        if look is not None:
            look(self, event)
        self._names.take(event)

    def close(self) -> None:
        for life in self._lives.values():
            if life.kind == "async generator" and life.suspended:
                self._found(
                    f"async generator {life.name} ({life.place}) was left suspended at line {life.line}, never closed",
                    "async-generator/finaliser",
                    "close it: `async with contextlib.aclosing(…) as items:`, or iterate it to its end",
                )
            elif life.kind == "coroutine" and not life.started:
                self._found(*_unawaited(life, "still there at the end"))
        for _, finding in self._longest.values():
            self.findings[finding.what] = finding
        if not self.findings:
            self._write(f"explain: nothing {'else ' if self._uncaught else ''}wrong was found\n")
        self._tell()
        if self._more:
            self._write(f"explain: and {self._more} more\n")

    def uncaught(self, error: BaseException) -> None:
        """Say why, of an exception that has ended the program; after its traceback has been shown."""
        self._uncaught = type(error).__name__
        for finding in why(error):
            self._write(str(finding))

    def _found(self, what: str, rule: str, advice: str) -> None:
        """Keep a finding, or count it: a program that goes on for ever may make the same mistake for ever."""
        if what in self.findings:
            self.findings[what].times += 1
        elif len(self.findings) < _MOST_FINDINGS:
            self.findings[what] = Finding(what, rule, advice)
        else:
            self._more += 1

    def _tell(self) -> None:
        """What has been found and not yet said."""
        for what, finding in self.findings.items():
            if what not in self._told:
                self._told.add(what)
                self._write(str(finding))

    # Objects.

    def _created(self, event: Event) -> None:
        place = f"made at {event['at'][0]}:{event['at'][1]}" if "at" in event else "made by a library"
        self._lives[event["object"]] = _Life(event["name"], event["kind"], place)

    def _began(self, event: Event) -> None:
        life = self._lives.get(event["object"])
        if life is not None:
            life.started = True
            life.suspended = False

    def _suspended(self, event: Event) -> None:
        life = self._lives.get(event["object"])
        if life is not None:
            life.suspended = True
            life.line = event.get("line")

    def _over(self, event: Event) -> None:
        self._lives.pop(event["object"], None)

    def _dropped(self, event: Event) -> None:
        life = self._lives.pop(event["object"], None)
        if life is not None:
            lost = f"lost at {event['at'][0]}:{event['at'][1]}" if "at" in event else "lost in a library"
            self._found(*_unawaited(life, lost))

    # Tasks.

    def _cancel_requested(self, event: Event) -> None:
        by = f" by {self._names.of_task(event['by'])}" if "by" in event else ""
        self._errors.cancel_requests[event["of"]] = by

    def _task_done(self, event: Event) -> None:
        task = event["task"]
        name = self._names.of_task(task)
        by = self._errors.cancel_requests.pop(task, "")
        if "cancelling" in event and by:  # a library that cancels for its own ends does so in a callback
            self._found(
                f"task {name} was asked to cancel{by}, and returned all the same",
                "scheduling/swallowed-cancellation",
                "let CancelledError go on: after cleaning up in `except asyncio.CancelledError`, `raise`",
            )
        if "error" in event:
            self._errors.failed[task] = name

    def _loop_error(self, event: Event) -> None:
        message = event.get("message", "the event loop's handler was told of an error")
        if "never retrieved" in message:
            self._errors.failed.pop(event.get("of", 0), None)
            self._found(f"{message}: {event.get('error', '')}".rstrip(": "), *_UNRETRIEVED)
            return
        self._found(
            f"{message}: {event.get('error', '')}".rstrip(": "),
            "scheduling/exception-handler",
            "see the traceback that the loop has printed",
        )

    def _never_retrieved(self, event: Event) -> None:
        name = self._errors.failed.get(event["of"])
        whose = "a future" if name is None else f"task {name}"
        self._found(f"{whose} has an exception that nobody has asked for: {event['error']}", *_UNRETRIEVED)

    def _task_step(self, event: Event) -> None:
        self._step = _Step(event["task"], event["t"])

    def _entered(self, event: Event) -> None:
        if self._step is not None:
            self._step.states += 1
            if "line" in event:
                self._step.at = (self._lives.get(event["object"]), event["line"])

    def _step_over(self, event: Event) -> None:
        step, self._step = self._step, None
        if step is None:
            return
        took = event["t"] - step.begun
        if took >= _LONG_STEP or step.states >= _MANY_STATES:
            life, line = step.at
            last = "" if life is None else f", the last in {life.name}, line {line}"
            count = f"{step.states} state{'' if step.states == 1 else 's'}"
            task = self._names.of_task(step.task)
            finding = Finding(
                f"task {task} kept the loop for {took / 1e6:.2f} s in one step: "
                f"it went through {count} without suspending{last}",
                "scheduling/blocked",
                "await instead of blocking (asyncio.sleep), or hand the work to asyncio.to_thread",
            )
            self._keep_longest(task + last, took, finding)

    def _keep_longest(self, place: str, took: int, finding: Finding) -> None:
        """Of the steps of one task that came to one place, tell of the longest."""
        longest, known = self._longest.get(place, (-1, finding))
        if known is not finding:
            finding.times = known.times = known.times + 1
        if took > longest and (longest >= 0 or len(self._longest) < _MOST_FINDINGS):
            self._longest[place] = (took, finding)

    def _deadlock(self, event: Event) -> None:
        if tuple(event["tasks"]) in self._stuck:
            return
        self._stuck.add(tuple(event["tasks"]))
        waits = event["waits"]
        lines = [self._waiting_task(wait) for wait in waits[:_MOST_SHOWN]]
        if len(waits) > _MOST_SHOWN:
            lines.append(f"and {len(waits) - _MOST_SHOWN} more")
        circle = _circle({wait["of"]: wait["for"] for wait in waits})
        advice = "somebody has to set what they wait for: release the lock, put into the queue, set the future or event"
        if circle:
            lines.append("in a circle: " + " → ".join([self._names.of_task(number) for number in circle]))
            advice = (
                "break the circle: take locks in the same order everywhere, let no task wait for one that waits for it"
            )
        self._found(
            "deadlock: nothing is ready, no timer runs, and these tasks wait:\n     " + "\n     ".join(lines),
            "scheduling/deadlock",
            f"{advice} (the program waits for ever; Ctrl-C ends it)",
        )
        self._tell()

    def _waiting_task(self, wait: dict[str, Any]) -> str:
        having = ", ".join([self._names.of_task(number) for number in wait["for"]])
        place = f", line {wait['line']}" if wait["line"] else ""
        return f"{self._names.of_task(wait['of'])}{place} → {wait['what']}{' → ' + having if having else ''}"


_UNRETRIEVED = (
    "scheduling/exception-never-retrieved",
    "keep the task and await it (or use asyncio.TaskGroup), so that its exception reaches somebody",
)


def _circle(waits: dict[int, list[int]]) -> list[int]:
    """A way through the graph that comes back to where it began; empty if there is none."""
    seen: set[int] = set()
    for start in waits:
        way: list[int] = []
        branches = [[start]]
        while branches:
            if not branches[-1]:
                branches.pop()
                del way[-1:]
                continue
            number = branches[-1].pop()
            if number in way:
                return [*way[way.index(number) :], number]
            if number not in seen:
                seen.add(number)
                way.append(number)
                branches.append(waits.get(number, [])[::-1])
    return []


def _unawaited(life: _Life, lost: str) -> tuple[str, str, str]:
    return (
        f"coroutine {life.name} was never awaited ({life.place}, {lost})",
        "coroutine/never-awaited",
        f"write `await` in front of the call of {life.name}, or give it to asyncio.create_task",
    )


_LOOK: dict[str, Any] = {
    "created": Explain._created,
    "started": Explain._began,
    "resumed": Explain._began,
    "suspended": Explain._suspended,
    "returned": Explain._over,
    "raised": Explain._over,
    "closed": Explain._over,
    "dropped": Explain._dropped,
    "task cancelled": Explain._cancel_requested,
    "task done": Explain._task_done,
    "task step": Explain._task_step,
    "entered": Explain._entered,
    "switch": Explain._step_over,
    "end": Explain._step_over,
    "never retrieved": Explain._never_retrieved,
    "loop error": Explain._loop_error,
    "deadlock": Explain._deadlock,
}

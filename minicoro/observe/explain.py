"""What went wrong in a run, said at its end: each with the rule that it comes from and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from minicoro.observe.names import Names
from minicoro.observe.stream import Event

_LONG_STEP = 100_000
"""Microseconds after which a step is said to have blocked the loop, as asyncio's debug mode has it."""


@dataclass
class Finding:
    """One diagnosis.  rule: its id in the book; advice: what to do."""

    what: str
    rule: str
    advice: str


@dataclass
class _Step:
    task: int
    begun: int
    last: int = 0
    events: int = 0


@dataclass
class _Life:
    """What there is to know of an object until it is over."""

    name: str
    kind: str
    place: str
    started: bool = False
    suspended: bool = False


@dataclass
class _Errors:
    failed: dict[int, tuple[str, str]] = field(default_factory=dict)
    cancel_requests: dict[int, str] = field(default_factory=dict)


class Explain:
    """Watches a run and, when it is over, says what it found.  write: takes the text."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._names = Names()
        self.findings: list[Finding] = []
        self._lives: dict[int, _Life] = {}
        self._errors = _Errors()
        self._step: _Step | None = None
        self._waits: dict[int, dict[str, Any]] = {}
        self._doing: dict[int, int] = {}

    def take(self, event: Event) -> None:
        look = _LOOK.get(event["event"])
        if look is not None:
            look(self, event)
        self._names.take(event)

    def close(self) -> None:
        for life in self._lives.values():
            if life.kind == "async generator" and life.suspended:
                self._found(
                    f"async generator {life.name} ({life.place}) was left suspended and never closed",
                    "async-generator/finaliser",
                    "close it: `async with contextlib.aclosing(…) as items:`, or iterate it to its end",
                )
            elif life.kind == "coroutine" and not life.started:
                self._found(*_unawaited(life))
        if not self.findings:
            self._write("explain: nothing wrong was found\n")
        for finding in self.findings:
            self._write(f"explain: {finding.what}\n   rule: {finding.rule}\n   what to do: {finding.advice}\n")

    def _found(self, what: str, rule: str, advice: str) -> None:
        self.findings.append(Finding(what, rule, advice))

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
        if "task" in event and "on" in event and "object" not in event["on"]:
            self._waits[event["task"]] = {**event["on"], "inside": event["object"], "line": event.get("line")}

    def _over(self, event: Event) -> None:
        self._lives.pop(event["object"], None)

    def _dropped(self, event: Event) -> None:
        life = self._lives.pop(event["object"], None)
        if life is not None:
            self._found(*_unawaited(life))

    # Tasks.

    def _cancel_requested(self, event: Event) -> None:
        by = f" by {self._names.of_task(event['by'])}" if "by" in event else ""
        self._errors.cancel_requests[event["of"]] = by

    def _task_done(self, event: Event) -> None:
        task = event["task"]
        name = self._names.of_task(task)
        self._waits.pop(task, None)
        by = self._errors.cancel_requests.pop(task, "")
        if "cancelling" in event and by:  # a library that cancels for its own ends does so in a callback
            self._found(
                f"task {name} was asked to cancel{by}, and returned all the same",
                "cancellation/swallowed",
                "let CancelledError go on: after cleaning up in `except asyncio.CancelledError`, `raise`",
            )
        if "error" in event:
            self._errors.failed[task] = (name, event["error"])

    def _loop_error(self, event: Event) -> None:
        message = event.get("message", "the event loop's handler was told of an error")
        never = "never retrieved" in message
        self._found(
            f"{message}: {event.get('error', '')}".rstrip(": "),
            "task/exception-never-retrieved" if never else "loop/exception-handler",
            "keep the task and await it (or use asyncio.TaskGroup), so that its exception reaches somebody"
            if never
            else "see the traceback that the loop has printed",
        )

    def _task_step(self, event: Event) -> None:
        self._step = _Step(event["task"], event["t"])

    def _switch(self, event: Event) -> None:
        step, self._step = self._step, None
        if step is not None and event["t"] - step.begun >= _LONG_STEP:
            self._found(
                f"task {self._names.of_task(step.task)} kept the loop for {(event['t'] - step.begun) / 1e6:.2f} s "
                f"in one step (events up to {event['n']})",
                "loop/blocked",
                "await instead of blocking (asyncio.sleep), or hand the work to asyncio.to_thread",
            )

    def _deadlock(self, event: Event) -> None:
        lines = [self._waiting_task(number) for number in event["tasks"]]
        self._found(
            "deadlock: nothing is ready, no timer runs, and these tasks wait:\n     " + "\n     ".join(lines),
            "loop/deadlock",
            "somebody has to set what they wait for: release the lock, put into the queue, set the future or event",
        )

    def _waiting_task(self, number: int) -> str:
        wait = self._waits.get(number, {})
        name = self._names.of_task(number)
        if "task" in wait:
            return f"{name} → {self._names.of_task(wait['task'])} (line {wait.get('line')})"
        through = ", ".join(wait.get("through", [])) or wait.get("what", "?")
        return f"{name} → {through} (line {wait.get('line')})"


def _unawaited(life: _Life) -> tuple[str, str, str]:
    return (
        f"coroutine {life.name} was never awaited ({life.place})",
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
    "switch": Explain._switch,
    "loop error": Explain._loop_error,
    "deadlock": Explain._deadlock,
}

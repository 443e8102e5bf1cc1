"""A second account of a run: at each event, what the program's own attributes and CPython's tools say of that moment.

``python -m tests.observe.account PROGRAM TRACE RECORD [OPTION ...]`` runs a program as ``minicoro trace --json TRACE`` does, and writes for
each event what frames, loops and queues are at that very moment: from ``cr_frame``, ``sys._getframe``, ``loop._ready``, as a
program would see them.  Nothing here reads what the views read.
"""

import asyncio
import inspect
import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

import minicoro
from minicoro.cli import trace
from minicoro.observe import watcher as watching
from minicoro.observe.values import short

SUSPENDS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
PATHS = sysconfig.get_paths()
OTHERS = (
    "<frozen ",
    str(Path(minicoro.__file__).parent),
    str(Path(__file__).parent),
    *[PATHS[name] for name in ("stdlib", "purelib")],
)
STATES = {"generator": "gi", "coroutine": "cr", "async generator": "ag"}


class Account:
    """A reader that takes no event's word for anything: it looks at the objects."""

    def __init__(self, out: Path) -> None:
        self.out = out.open("w")
        self.watcher: Any = None
        self.queued: set[int] = set()
        """The numbers of what was told to be queued: what another thread has queued is told of when this event is over."""

    def take(self, event: dict[str, Any]) -> None:
        self.queued.update([event[name] for name in ("callback", "timer", "of") if name in event])
        for each in event.get("ready", ()):
            self.queued.update([number for name, number in each.items() if name != "name"])
        if self.watcher is None or event["n"] != self.watcher.stream.count:
            return  # it was told later than it happened
        told = {
            "n": event["n"],
            "event": event["event"],
            "object": event.get("object", 0),
            "thread": event.get("thread", 0),
            "stack": self.stack(event),
            "objects": self.objects(),
            "loop": self.loop(),
        }
        self.out.write(json.dumps(told) + "\n")

    def close(self) -> None:
        self.out.close()

    def stack(self, event: dict[str, Any]) -> list[Any]:
        """The suspending functions of the program that run in this thread, outermost first: name, line, variables.

        The innermost is left out while it is told that its task is made and begins, as an eager one does: it starts after that.
        """
        found = []
        frame = sys._getframe(1)
        begins = event["event"] in ("task created", "switch", "task step")
        made = [o for o in self.shown() if self.watcher.numbers.known(o) == event.get("object")]
        function = made[0].run.__code__ if begins and made else None  # of the coroutine of a task that is made
        while frame is not None:
            code = frame.f_code
            suspends = (
                code.co_flags & SUSPENDS and frame.f_lineno is not None
            )  # without a line: the call that makes an object
            if suspends and not code.co_filename.startswith(OTHERS):
                is_it = function is None or function is code
                if begins and is_it and frame.f_lineno == code.co_firstlineno and not pictures(frame.f_locals):
                    frame, begins = frame.f_back, False
                    continue
                begins = False
                found.append([frame.f_code.co_name, frame.f_lineno, pictures(frame.f_locals)])
            frame = frame.f_back
        return found[::-1]

    def shown(self) -> list[Any]:
        """The program's objects that are alive."""
        return [o for each in list(self.watcher.frames._shown.values()) if (o := each.object()) is not None]

    def objects(self) -> dict[int, Any]:
        """Each object that does not run: state, line, variables."""
        found = {}
        for o in self.shown():
            short_name = STATES[o.KIND]
            frame = getattr(o, f"{short_name}_frame")
            if frame is None or getattr(o, f"{short_name}_running") or o.is_running():
                continue
            suspended = getattr(inspect, f"get{'asyncgen' if short_name == 'ag' else o.KIND}state", None)
            state = None if suspended is None else suspended(o)
            found[self.watcher.numbers.known(o)] = [state, frame.f_lineno, pictures(frame.f_locals)]
        return found

    def loop(self) -> Any:
        """What is ready and which timers wait, in order."""
        loop: Any = asyncio._get_running_loop()
        if loop is None or not hasattr(loop, "_ready"):
            return None
        known = self.watcher.numbers.known
        numbers = [number(known, handle) for handle in list(loop._ready) if not handle._cancelled]
        ready = [each for each in numbers if each in self.queued]
        timers = [[known(timer), timer._when] for timer in loop._scheduled if not timer._cancelled]
        return [known(loop), ready, timers]


def number(known: Any, handle: Any) -> int:
    owner = getattr(handle._callback, "__self__", None)
    return known(owner) if isinstance(owner, asyncio.Task) or type(owner).__name__ == "Task" else known(handle)


def pictures(variables: Any) -> dict[str, str]:
    return {name: short(value) for name, value in variables.items() if not name.startswith("$")}


def main(program: str, out: str, record: str, *options: str) -> None:
    account = Account(Path(record))

    class Known(watching.Watcher):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            account.watcher = self

    watching.Watcher = Known  # type: ignore[misc]
    readers = trace._readers
    trace._readers = lambda *given: [*readers(*given), account]
    words = [*options, "--json", out, program]
    sys.argv[1:] = ["trace", *words]
    sys.exit(trace.enter(words))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The problems of a run, reported at its end or as soon as they are known: each with its rule, its place, and advice."""

import asyncio
import signal
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from minicoro.api import Suspendable
from minicoro.observe.blocking import HAS_THREADS, Sampler, Step, instead, place_of_step
from minicoro.observe.cancelling import Cancelling
from minicoro.observe.catching import would_swallow
from minicoro.observe.chained import work_of
from minicoro.observe.diagnosis import Finding, Findings
from minicoro.observe.losing import Losing
from minicoro.observe.names import Names, Thing
from minicoro.observe.places import is_library, place, stands_of, task_name
from minicoro.observe.requests import SWALLOWED, Requests
from minicoro.observe.stream import Event
from minicoro.observe.stuck import Stuck, is_foreign
from minicoro.observe.unawaited import advice
from minicoro.observe.waiting import current_task, links_of
from minicoro.observe.why import why

_LONG_STEP = 2.0
"""Seconds after which a step is reported as blocking the loop, although it has not ended."""

_MANY_STATES = 10_000
"""Number of states in one step after which the step is reported as blocking the loop, however fast the machine is."""

LOOKED_FOR = "coroutines never awaited, errors nobody saw, lost tasks,\n     swallowed cancellations, tasks that wait for each other"
if HAS_THREADS:
    LOOKED_FOR += ", a blocked loop"
NO_ASYNCIO = "no loop of asyncio has run, so no tasks were looked at"
if hasattr(signal, "SIGQUIT"):
    NO_ASYNCIO += ";\n     while a program runs, SIGQUIT (Ctrl-\\) shows where its coroutines are suspended"


class Explain:
    """Watches a run and reports problems: endless ones, such as a deadlock, at once; the rest at the end of the run.

    write: called with the text.  stuck_after: after a wait of this number of seconds, the waiting tasks are reported; 0:
    never.  `Explain` reads the events, and gets tasks and objects themselves (from `minicoro.observe.live`).  looked_for: what
    is said if there are no findings.  note: the beginning of a remark on a function that was not seen to do wrong.
    """

    looked_for = LOOKED_FOR
    note = "note: no cancellation came here in this run, but {0} may swallow one"

    def __init__(self, write: Callable[[str], object], stuck_after: float = 0.0) -> None:
        self.findings = Findings(write)
        self.fault: BaseException | None = None
        self._names = Names()
        self._uncaught = ""
        self.error_follows = False  # True: `uncaught` is called after `close`, and reports the rest
        self._told: set[int] = set()  # the numbers of the coroutines that are reported already
        self._coroutines: list[tuple[str, str, int]] = []
        self._states = 0
        self._given_at = ""
        self._unsettled: list[weakref.ref[Any]] = []
        self._stuck_after = stuck_after
        self._checked = 0.0
        self.cancelling = Cancelling(self.findings)
        self.requests: Requests = self.cancelling
        self.losing = Losing(self.findings)
        self.stuck = Stuck(self.findings)
        self.sampler = Sampler(self._blocked)
        self.sampler.ticks.append(self._tick)

    # A reader of events.

    def take(self, event: Event) -> None:
        look = _LOOK.get(event["event"])
        if look is not None:
            look(self, event)
        self._names.take(event)

    def close(self) -> None:
        self.sampler.stop()
        if not self.error_follows:
            self._conclude()

    def _conclude(self) -> None:
        """Report what only the end shows."""
        self.stuck.finish()
        for number, thing in self._names.objects.items():
            if thing.kind == "async generator" and thing.suspended:
                self.findings.add(
                    f"async generator {thing.qualname} ({_made(thing)}) was left suspended at line {thing.line}, never closed",
                    "async-generator/finaliser",
                    "close it: `async with contextlib.aclosing(…) as items:`, or iterate it to its end",
                    place(*thing.at) if thing.at else "",
                )
            elif thing.kind == "coroutine" and not thing.started and number not in self._told:
                self._unawaited(thing, ", still there at the end")
        self.losing.threads()
        if not self.stuck.last_report:  # nobody has interrupted it
            for loop in self.stuck.loops():
                self.losing.closed(loop)
        if not self.findings and self.fault is None:
            other = "else " if self._uncaught else ""
            waits = ", but for the tasks that waited" if self.stuck.last_report else ""
            more = f"\n     {NO_ASYNCIO}" if self._names.has_waited and not self.stuck.has_met_loop else ""
            self.findings.say(
                f"explain: nothing {other}wrong was found{waits}; looked for:\n     {self.looked_for}{more}\n"
            )
        self.findings.tell()
        for name, filename, line in self._coroutines:
            self._note(name, filename, would_swallow(filename, line))

    def _note(self, name: str, filename: str, lines: list[int]) -> None:
        """Note the lines of ``except`` clauses that may swallow a cancellation; clauses that did swallow one have been
        reported.
        """
        for at in [place(filename, line) for line in lines]:
            if not self.findings.is_at(at):
                finding = Finding(
                    f"{self.note.format(name)}: the clause catches CancelledError, too, and can go on without `raise`",
                    SWALLOWED,
                    "write `except Exception`, or put `except asyncio.CancelledError: raise` before it",
                    at,
                )
                self.findings.say(str(finding))

    def uncaught(self, error: BaseException) -> None:
        """Report the cause of an exception that has ended the program; called after its traceback has been shown."""
        self._uncaught = type(error).__name__
        if (
            isinstance(error, KeyboardInterrupt)
            and self.stuck.loops()
            and time.monotonic() - self.stuck.last_report > 2
        ):
            self._report("at the interrupt")
        for finding in why(error, self.requests.ended):
            self.findings.say(str(finding))
        if self.error_follows:
            self._conclude()

    def listen(self) -> None:
        """Report at SIGQUIT, and continue; at SIGTERM, and end.  A signal that the program or its parent handles is not
        changed.
        """
        if threading.current_thread() is not threading.main_thread():
            return
        for name in ("SIGQUIT", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, self._signalled)

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self._report(f"at {signal.Signals(number).name}")
        if number == getattr(signal, "SIGTERM", None):
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)

    # Objects, by the events.

    def _function(self, event: Event) -> None:
        if event["kind"] == "coroutine" and not is_library(event["file"]):
            self._coroutines.append((event["name"], event["file"], event["line"]))

    def _dropped(self, event: Event) -> None:
        thing = self._names.objects.get(event["object"])
        if thing is not None and event["object"] not in self._told:
            at = event.get("at")
            lost = f"lost at {at[0]}:{at[1]}" if at and at[1] else "lost when an exception left the function"
            self._unawaited(thing, f", {lost}" if at and not is_library(at[0]) else "")

    def _defined(self, thing: Thing) -> tuple[str, int] | None:
        """The file and line of the function of an object."""
        function = self._names.functions.get(thing.function)
        return (function["file"], function["line"]) if function else None

    def _unawaited(self, thing: Thing, lost: str) -> None:
        file = "" if thing.at is None else thing.at[0].replace("\\", "/")
        at = self._defined(thing)
        defined = place(*at) if at else ""
        if file.endswith("asyncio/events.py"):
            self.losing.given_as_callback(thing.qualname, self._given_at or defined)
            return
        if file.endswith("concurrent/futures/thread.py"):
            return  # it was reported when the function was given to the thread
        if thing.at is None or is_library(thing.at[0]):
            self.findings.add(
                f"coroutine {thing.qualname} was never awaited: the library ({Path(file).name or 'C code'}) has called the function, "
                "and does not await its result",
                "coroutine/never-awaited",
                f"give the library a plain function; one that may run the coroutine is `lambda: asyncio.run({thing.qualname}(…))`",
                defined,
            )
            return
        self.findings.add(
            f"coroutine {thing.qualname} was never awaited ({_made(thing)}{lost})",
            "coroutine/never-awaited",
            advice(thing.qualname, thing.at, at),
            place(*thing.at),
        )

    # Objects and tasks, themselves.

    def look(self, look: Callable[..., object], *args: Any) -> None:
        """Call one of the methods for them; after an error none is called any more."""
        if self.fault is None:
            try:
                look(*args)
            except RecursionError:
                return  # the program itself has reached the recursion limit
            except Exception as error:
                self.fault = error

    def thrown(self, o: Suspendable) -> None:
        if self.cancelling.requests:
            self.cancelling.resumed(o, current_task())

    def entered(self, o: Suspendable, number: int) -> None:
        self._states += 1
        if self._states == _MANY_STATES and asyncio._get_running_loop() is not None:
            self._many_states(o, number)
        self.stuck.taking.entered(o, number, current_task())
        if self.cancelling.requests:
            self.cancelling.entered(o, number, current_task())

    def suspended(self, o: Suspendable, value: object, outermost: bool) -> None:
        if o.KIND == "async generator" and not self._is_of_library(o):
            self.losing.yields(o)
        task = current_task() if outermost else None
        if task is None:
            return
        self.stuck.taking.look(task)
        self.stuck.suspended(task)
        self.losing.suspended(value, task)
        if self.cancelling.requests:
            self._unsettled.append(weakref.ref(task))

    def returned(self, o: Suspendable, outermost: bool) -> None:
        self.stuck.taking.ended(o, current_task())
        task = current_task() if self.cancelling.requests or outermost else None
        if task is not None:
            self.cancelling.returned(o, task)
            if outermost and task.get_coro() is o:
                self.cancelling.finished(task)
                self.losing.returned(task)

    def raised(self, o: Suspendable) -> None:
        self.stuck.taking.ended(o, current_task())
        self.cancelling.raised(o)

    def _is_of_library(self, o: Suspendable) -> bool:
        """Whether a library has made the object, as ``contextlib.asynccontextmanager`` makes its generators."""
        thing = self._names.objects.get(self.number(o))
        return thing is None or thing.at is None or is_library(thing.at[0])

    number: Callable[[object], int] = staticmethod(lambda o: 0)
    """The number of an object in the events."""

    def unawaited(self, name: str, at: str) -> None:
        """A coroutine of a library, or an awaitable of a method of an asynchronous generator, was never awaited."""
        if at.endswith(":0"):
            return  # the machine's own, which an error has ended before its first step
        self.findings.add(
            f"coroutine {name} was never awaited",
            "async-generator/method-never-awaited" if name.endswith("()") else "coroutine/never-awaited",
            "write `await` in front of the call, or give it to asyncio.create_task",
            at,
            same=f"{name} {at}",
        )

    def task_made(self, task: Any, at: str) -> None:
        loop = task.get_loop()
        self.stuck.met(loop)
        if is_foreign(loop):  # its steps may be unknown
            self.sampler.start()
        self.losing.task_made(task, at, asyncio._get_running_loop() is None)

    def task_asked(self, task: Any) -> None:
        request = self.requests.asked(task)
        if request.kind in ("timeout", "wait_for"):
            self.stuck.limited(task)
            links = links_of(task)
            stands = [place(*at) for at in stands_of(links)]
            self.losing.thread_limited(work_of(links[-1]), [request.place, *stands][-1])
        if request.kind == "Ctrl-C" and time.monotonic() - self.stuck.last_report > 0.5:
            self._report("at the interrupt")
        if request.kind == "end":
            self.losing.ended_by_run(task)

    def task_done(self, task: Any) -> None:
        self.losing.task_done(task)
        self.stuck.ended(task)
        self.requests.done(task)

    def loop_interrupted(self) -> None:
        self._report("at the interrupt")

    def _report(self, why: str) -> None:
        """Report the waiting tasks, and the findings so far, because the run may be endless."""
        if self.stuck.has_met_loop:
            self.stuck.report(why)
        else:
            lines = self._names.chains()
            said = "these coroutines are suspended:" if lines else "no coroutine is suspended"
            self.findings.say("\n     ".join([f"explain: {why}: {said}", *lines]) + "\n")
        self.findings.tell()

    def loop_error(self, loop: Any, context: dict[str, Any]) -> None:
        self.losing.loop_error(loop, context, self._given_at)
        self._told.add(self.number(getattr(context.get("handle"), "_callback", None)))

    # Blocked loops.

    def step_begins(self, what: Callable[[], str], at: str = "") -> None:
        if self._unsettled:
            self.settle()
        self._states = 0
        self._given_at = at
        self.sampler.begin(what, at)

    def step_ends(self) -> None:
        self.stuck.taking.look(None)
        self.stuck.stepped()
        self.sampler.end()

    def settle(self) -> None:
        """Judge the tasks whose step has ended: before, their outer objects counted as running."""
        unsettled, self._unsettled = self._unsettled, []
        for reference in unsettled:
            task = reference()
            if task is not None and not task.done():
                self.cancelling.step_over(task)

    def _many_states(self, o: Suspendable, number: int) -> None:
        task = current_task()
        name = "a callback" if task is None else f"task {task_name(task)}"
        line = self._line_of(o, number)
        self.findings.add(
            f"{name} keeps the loop: it went through {_MANY_STATES} states in one step without suspending, the last in "
            f"{o.run.__qualname__}, line {line}",
            "scheduling/blocked",
            "let the others run: `await asyncio.sleep(0)` now and then, or hand the work to asyncio.to_thread",
            place(o.run.__code__.co_filename, line),
        )

    def _line_of(self, o: Suspendable, number: int) -> int:
        from minicoro.api import line_of_exit

        state = o.machine.states[number]
        return line_of_exit(state.exit) or next(iter([step.lineno for step in state.steps]), 0)

    def _blocked(self, step: Step, took: float) -> None:
        self._keeps_loop(step, f"kept the loop for {took:.2f} s in one step")

    def _keeps_loop(self, step: Step, how: str, at_once: bool = False) -> None:
        function, at = place_of_step(step)
        line = at.partition(":  ")[0].rpartition(":")[2]
        most = f", most of it in {function}, line {line}" if function else ""
        task = current_task()
        what = step.what() or ("a task" if task is None else f"task {task_name(task)}")
        self.findings.add(f"{what} {how}{most}", "scheduling/blocked", instead(step), at, at_once, at or what)

    def _tick(self) -> None:
        """Called from time to time, in the thread of the sampler."""
        now = time.monotonic()
        if now < self._checked + 0.3:
            return
        self._checked = now
        self.stuck.wake_waiting()
        for loop in self.stuck.loops():
            if loop.is_running() and is_foreign(loop):
                loop.call_soon_threadsafe(self.look, self.stuck.look, loop)
            if self._stuck_after and loop.is_running():
                frame = sys._current_frames().get(getattr(loop, "_thread_id", 0))
                if frame is not None and frame.f_code.co_name == "select":  # the loop sleeps: nothing may wake it
                    self.stuck.overdue(self._stuck_after)
                else:
                    loop.call_soon_threadsafe(self.stuck.overdue, self._stuck_after)
        self._long_step(self._stuck_after or _LONG_STEP)

    def _long_step(self, limit: float) -> None:
        """Report a step that runs for longer than ``limit``: it may be endless, and then the loop cannot report it."""
        for step in list(self.sampler.running.values()):
            took = time.perf_counter() - step.begun
            if not step.told and took > limit and sum(step.seen.values()) > limit / 2:
                step.told = True
                self._keeps_loop(step, f"keeps the loop, for {took:.1f} s up to now", at_once=True)


def _made(thing: Thing) -> str:
    return "made by a library" if thing.at is None else f"made at {thing.at[0]}:{thing.at[1]}"


_LOOK: dict[str, Any] = {"function": Explain._function, "dropped": Explain._dropped}

UNNEEDED = frozenset({"entered", "switch", "task scheduled", "task step", "round", "callback queued", "callback run"})
"""The frequent events that `Explain` does not look at."""

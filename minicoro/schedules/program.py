"""A program that can be run again and again, each time from its start and without effects of earlier runs."""

import asyncio
import asyncio.events
import builtins
import contextlib
import contextvars
import gc
import inspect
import io
import linecache
import math
import os
import random
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any, TextIO

from minicoro.api import Options, compile_source, is_suspendable, prepare
from minicoro.observe.values import short
from minicoro.schedules import outside, testing
from minicoro.schedules.accesses import Footprint, Recorder
from minicoro.schedules.control import Chooser, Control
from minicoro.schedules.instrument import instrument
from minicoro.schedules.loop import Loop
from minicoro.schedules.model import Outcome, Run, StoppedError
from minicoro.schedules.standard_input import Source, StandardInput, source


class NoFunctionError(Exception):
    """The file has no function of this name that can be called without arguments."""


class Program:
    """The program to run: a file as `__main__`, or one function of it, called without arguments.

    model: `MAY` or `ANY`.  depth: the limit of steps of a run.  output: whether the printed text is a part of the outcome.
    """

    def __init__(self, path: str, function: str, model: str, depth: int = 10_000, output: bool = True) -> None:
        self.path, self.function, self.model, self.depth, self.output = path, function, model, depth, output
        self.shown = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)  # noqa: PTH117, PTH118, PTH109
        self.reads_clock = False
        self.deadline = math.inf  # the moment (of `monotonic`) at which a run is stopped
        self.imports_a_run = False  # a loop runs while the file is imported
        self.last: Control | None = None
        self._input = source()
        self._code: CodeType | None = None
        self.files: set[str] = set()
        self.namespace: dict[str, Any] = {}
        self._modules: set[str] = set()
        self._threads: dict[str, tuple[Footprint, Footprint]] = {}

    def load(self, watched: bool = False, lines: bool = False) -> None:
        """Read and compile the program, to be searched or to be ``watched``; raises OSError and SyntaxError."""
        self._modules = set(sys.modules)
        testing.active = True
        prepare(Options(instrument=None if watched else self._instrument, watched=watched, lines=lines))
        self.files.add(self.shown)
        with open(self.path, "rb") as file:  # noqa: PTH123
            source = file.read()
        self._code = compile_source(source, self.shown, "exec")

    def _instrument(self, tree: Any, filename: str) -> Any:
        self.files.add(filename)
        return instrument(tree)

    def run(
        self, choose: Chooser, said: TextIO | None = None, on_round: Callable[[Any, bool], object] | None = None
    ) -> Run:
        """Run once from the start, with the choices of ``choose``.

        said: the stream for its output (None: the output is only a part of the outcome).  on_round: called with the loop before
        each step.
        """
        recorder = Recorder(self.output)
        recorder.doubts.files = self.files
        control = self.last = Control(self.model, choose, recorder, self.depth)
        control.deadline = self.deadline
        control.said = said or io.StringIO()
        control.on_round = on_round
        control.threads = self._threads
        with _Surroundings(control, self._modules, None if said is not None else self._input) as around:
            outcome = self._outcome(control)
            gc.collect()  # a coroutine in a cycle is reported by the run that has dropped it, and by no later one
            recorder.footprint = None
            if not control.steps:  # no `Loop` has run: all calls count
                for doubt in recorder.doubts.early:
                    control.note(doubt)
            for job in [each for loop in control.loops for each in loop.jobs]:
                control.thread(job.label, None, job.meanwhile)
            if around.drew():
                control.note("chance: the program draws random numbers (each run begins with the seed 0)")
            if outcome is not None:
                problems = (*control.problems(), *[f"never awaited: {each}" for each in control.forgotten()])
                output = control.said.getvalue() if self.output and said is None else ""
                outcome = Outcome(outcome.kind, outcome.text, problems if outcome.kind == "ok" else (), output)
            late = outcome is None and control.stopped == "late"
            _bury(control)
            if said is None:  # objects that are dropped now must not report in the next run
                recorder.forget()
                self.namespace.clear()
        if control.fault is not None:
            raise control.fault
        self.reads_clock = self.reads_clock or control.reads_clock
        timed = control.sets_timers or control.reads_clock
        return Run(outcome, control.steps, tuple(control.notes), control.waiting, timed, late)

    def _outcome(self, control: Control) -> Outcome | None:
        """How the program ended; None if it was stopped because the rest is known, or the time was up."""
        kind, text = "ok", ""
        try:
            control.executing = True
            kind, text = self._ended(control)
        except StoppedError:  # by a signal, while the error was being described
            pass
        control.executing = False
        if control.stopped in ("known", "late"):
            return None
        if control.stopped:
            waits = "; ".join(control.waiting)
            return Outcome(control.stopped, waits if control.stopped == "deadlock" else f"{self.depth} steps")
        return Outcome(kind, text)

    def _ended(self, control: Control) -> tuple[str, str]:
        """The kind and the text of the outcome; those of a stopped run mean nothing."""
        kind, text = "ok", ""
        try:
            result = contextvars.copy_context().run(self._execute)
            text = "" if result is None else _shown(result)
        except StoppedError:
            pass
        except SystemExit as error:
            if error.code not in (None, 0):
                kind, text = "raised", f"SystemExit({error.code!r})"
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            early = f", in the import of the file, before {self.function} is called" if control.importing else ""
            kind, text = "raised", described(error, self.files) + early
            control.error = error if control.on_round or not isinstance(control.said, io.StringIO) else None
            if control.error is None:
                error.__traceback__ = None
        return kind, text

    def _execute(self) -> Any:
        name = "__main__" if not self.function else os.path.splitext(os.path.basename(self.path))[0]  # noqa: PTH119, PTH122
        module = ModuleType(name)
        module.__file__ = self.shown
        module.__dict__["__builtins__"] = builtins
        sys.modules[name] = module
        sys.argv = [self.path]
        self.namespace = module.__dict__
        assert self._code is not None
        control = self.last
        assert control is not None
        control.importing = bool(self.function)
        exec(self._code, module.__dict__)
        if not self.function:
            return None
        if control.loops:
            self.imports_a_run = True
            control.begin_again()
        control.importing = False
        found: Any = module
        for part in self.function.split("."):
            if not hasattr(found, part):
                control.fail(NoFunctionError(f"{self.path!r} has no function {self.function!r}"))
            found = getattr(found, part)
        try:
            inspect.signature(found).bind()
        except TypeError as error:
            control.fail(NoFunctionError(f"{self.function!r} cannot be called without arguments: {error}"))
        except ValueError:  # a function written in C, without a signature
            pass
        result = found()
        return asyncio.run(result) if is_suspendable(result) else result


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, int | float | str | list | tuple | dict | set | frozenset) else short(value)


def described(error: BaseException, files: set[str]) -> str:
    """An error in one line: type, text and, for an ``assert`` without a text, the line."""
    if isinstance(error, BaseExceptionGroup):
        inner = sorted([described(each, files) for each in error.exceptions])
        return f"{type(error).__name__}: " + " & ".join(inner)
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    places = [each for each in traceback.extract_tb(error.__traceback__) if each.filename in files]
    if places:
        where = places[-1]
        shown = linecache.getline(where.filename, where.lineno or 0).strip() if not str(error) else ""
        text += f" ({shown}, line {where.lineno})" if shown else f" (line {where.lineno})"
    return text


def without_own_frames(error: BaseException) -> BaseException:
    """The error, with a traceback that begins at the program's own frames."""
    package = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120
    entry = error.__traceback__
    while entry is not None and entry.tb_frame.f_code.co_filename.startswith(package):
        entry = entry.tb_next
    return error.with_traceback(entry)


class _Surroundings:
    """The environment of one run: the loop, the helpers of instrumented code, time, random numbers, warnings, modules and the
    output.
    """

    def __init__(self, control: Control, known: set[str], input: Source | None) -> None:
        self.control, self.known, self.input = control, known, input
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "_Surroundings":
        stack = self._stack
        gc.freeze()  # so that the collection at the end of the run looks only at the run's objects
        stack.callback(gc.unfreeze)
        clock = _Clock(self.control)
        make = lambda: Loop(self.control)  # noqa: E731
        stack.callback(_forget_modules, self.known, sys.modules.get("__main__"))
        stack.callback(sys.path.__setitem__, slice(None), list(sys.path))
        stack.callback(setattr, sys, "argv", sys.argv)
        stack.callback(random.setstate, random.getstate())
        if self.input is not None:
            self.control.input = StandardInput(self.input, self.control.fail)
            self._replace(sys, "stdin", self.control.input)
        stack.enter_context(contextlib.redirect_stdout(self.control.said))
        told = stack.enter_context(warnings.catch_warnings(record=True))
        assert told is not None
        self.control.told = told
        warnings.simplefilter("ignore")
        warnings.filterwarnings("always", message=".*was never awaited")
        random.seed(0)
        self.chance = random.getstate()
        self._stack.callback(outside.watch, None)
        outside.watch(self.control.note)
        for name in ("time", "monotonic", "perf_counter", "sleep"):
            self._replace(time, name, getattr(clock, name))
        thread = lambda self: outside.THREAD  # noqa: E731
        loop = lambda self: "" if isinstance(self, Loop) else outside.LOOP  # noqa: E731
        self._replace(threading.Thread, "start", _noted(threading.Thread.start, self.control, thread))
        base = asyncio.base_events.BaseEventLoop
        self._replace(base, "run_forever", _noted(base.run_forever, self.control, loop))
        for owner in (asyncio, asyncio.events):
            self._replace(owner, "new_event_loop", make)
        for name, value in self.control.recorder.helpers().items():
            self._replace(builtins, name, value)
        return self

    def drew(self) -> bool:
        """Whether the program has used the module `random`."""
        return random.getstate() != self.chance

    def _replace(self, owner: Any, name: str, value: Any) -> None:
        if name in vars(owner):
            self._stack.callback(setattr, owner, name, vars(owner)[name])
        else:
            self._stack.callback(delattr, owner, name)
        setattr(owner, name, value)

    def __exit__(self, *error: object) -> None:
        self._stack.close()


def _noted(function: Callable[[Any], None], control: Control, why: Callable[[Any], str]) -> Callable[[Any], None]:
    """A method whose calls are noted, unless ``why`` returns "" for its object.

    The host's audit reports threads only from 3.12 on.
    """

    def noted(owner: Any) -> None:
        if said := why(owner):
            control.note(said)
        function(owner)

    return noted


class _Clock:
    """`time` with the time of the loop."""

    def __init__(self, control: Control) -> None:
        self.control = control
        self.extra = 0.0

    def time(self) -> float:
        self.control.reads_clock = True
        return self.now()

    def now(self) -> float:
        return self.extra + (self.control.loops[-1].now if self.control.loops else 0.0)

    monotonic = perf_counter = time

    def sleep(self, seconds: float) -> None:
        if self.control.loops:
            self.control.loops[-1].now += seconds
        else:
            self.extra += seconds


def _forget_modules(known: set[str], main: ModuleType | None) -> None:
    """Forget the interpreted modules that a run has imported."""
    for name in [each for each in sys.modules if each not in known]:
        loader = getattr(getattr(sys.modules[name], "__spec__", None), "loader", None)
        if loader is None or type(loader).__module__.startswith("minicoro."):
            del sys.modules[name]
    if main is not None:
        sys.modules["__main__"] = main


def _bury(control: Control) -> None:
    """End the remains of a run; their output and effects are ignored."""
    control.stopped = control.stopped or "known"
    for task in control.tasks:
        if not task.done():
            task._log_destroy_pending = False
            with contextlib.suppress(BaseException):
                task.get_coro().close()
    for each in [*control.tasks, *control.futures]:
        error = getattr(each, "_exception", None)
        if isinstance(error, StoppedError):
            error.__traceback__ = None  # its frames keep objects that would report in the next run
        if getattr(each, "_log_traceback", False):
            each._log_traceback = False
    for loop in control.loops:
        if not loop.is_closed():
            loop.close()
    asyncio._set_running_loop(None)

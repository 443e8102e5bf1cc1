"""`minicoro trace --native`: a whole run under CPython, told to the readers of a trace as it happens."""

import asyncio
import os
import sys
from collections.abc import Callable
from threading import get_ident
from types import CodeType, SimpleNamespace
from typing import Any

from minicoro.api import Machine
from minicoro.native import picture, waking
from minicoro.native.explaining import NativeExplain
from minicoro.native.forgotten import tell_of_methods, tell_of_never_awaited
from minicoro.native.monitoring import DISABLE, GENERATOR, SUSPENDS, Monitoring, ensure_available, is_program
from minicoro.native.ring import WRAPPED
from minicoro.native.teller import Teller, origin, tells_of
from minicoro.observe.live import LiveLoops
from minicoro.observe.loop import LoopWatcher
from minicoro.observe.output import Output
from minicoro.observe.places import place_of_frame
from minicoro.observe.stream import Numbers, Reader, Stream
from minicoro.observe.tracing import TraceOptions, begin
from minicoro.observe.values import short, shown_type, type_name
from minicoro.observe.waiting import is_future, is_task, task_of

_ACQUIRE = (asyncio.Lock.acquire.__code__, asyncio.Semaphore.acquire.__code__)


class _Numbers(Numbers):
    """A coroutine that a task is made for is met before it starts."""

    watcher: "Watcher"

    def known(self, value: object) -> int:
        found = super().known(value)
        if not found and type_name(type(value)) == "coroutine":
            return self.watcher.met(value)
        return found


class Watcher:
    """What `minicoro.observe.watcher.Watcher` is for interpreted objects; ``current_task`` is set by the loop's watcher."""

    def __init__(self, stream: Stream, with_variables: bool) -> None:
        self.stream = stream
        self.numbers = _Numbers()
        self.numbers.watcher = self
        self.current_task: Any = None
        self._teller = Teller(stream.emit, self._new_number)
        self._with_variables = with_variables
        self._shown: dict[int, dict[str, str]] = {}
        self.explain: NativeExplain | None = None
        self.running = SimpleNamespace(in_handle=False)

    def look(self, look: Callable[..., object], *args: Any) -> None:
        """Call a method of `explain`, if there is one."""
        if self.explain is not None:
            self.explain.look(look, *args)

    def start(self) -> Monitoring:
        """Begin to tell."""
        callbacks: dict[str, Callable[..., Any]] = {
            "PY_START": self._start,
            "PY_RESUME": self._resume,
            "PY_THROW": self._throw,
            "PY_YIELD": self._yield,
            "PY_RETURN": self._return,
            "PY_UNWIND": self._unwind,
        }
        return Monitoring({name: _if_not_too_deep(callback) for name, callback in callbacks.items()})

    def prepare(self, filename: str) -> None:
        """Make the machines of a file that is going to run; "" for none."""
        self._teller.prepare(filename)

    def at(self, link: Any) -> tuple[Machine, int] | None:
        """See `Teller.at`."""
        return self._teller.at(link)

    def met(self, coroutine: Any) -> int:
        """The number of a coroutine of the program; 0 for one of a library, or one that is over."""
        frame = coroutine.cr_frame
        if frame is None or not tells_of(coroutine.cr_code):
            return 0
        return self._teller.meet(id(frame), coroutine.cr_code, self._teller.running(get_ident()), at=origin(coroutine))

    def dropped(self, coroutine: Any) -> None:
        """A coroutine has died that was never awaited."""
        number = self.met(coroutine)
        if not number and self.explain is not None and not is_program(coroutine.cr_code):
            self.look(self.explain.never_awaited, coroutine)
        if number:
            self.stream.emit("dropped", object=number, name=coroutine.__qualname__)
            self._teller.numbers.pop(id(coroutine.cr_frame), None)

    def method_dropped(self, name: str) -> None:
        """The result of a method of an asynchronous generator has died, which was never awaited."""
        if self.explain is not None:
            self.look(self.explain.unawaited, name, place_of_frame(sys._getframe(1)))

    def _new_number(self) -> int:
        self.numbers._last += 1
        return self.numbers._last

    def _start(self, code: CodeType, offset: int) -> Any:
        if not code.co_flags & SUSPENDS:
            return DISABLE
        if not tells_of(code):
            self._teller.forget_suspension(get_ident())
            return None
        if sys.get_coroutine_origin_tracking_depth() == 0:
            sys.set_coroutine_origin_tracking_depth(1)  # each thread has its own
        self._find_task()
        frame = sys._getframe(2)
        self._teller.began(get_ident(), id(frame), code, variables=self._variables(frame))
        return None

    def _resume(self, code: CodeType, offset: int) -> None:
        self._go_on(code, offset, sys._getframe(2), "send")

    def _throw(self, code: CodeType, offset: int, error: BaseException) -> None:
        if code.co_flags & SUSPENDS:
            how = "close" if isinstance(error, GeneratorExit) else "throw"
            self._go_on(code, offset, sys._getframe(2), how, short(error))
            if self.explain is not None and is_program(code):
                self.look(self.explain.thrown_into, sys._getframe(2), error)

    def _go_on(self, code: CodeType, offset: int, frame: Any, how: str, value: str | None = None) -> None:
        if not tells_of(code):
            self._teller.forget_suspension(get_ident())
            return
        self._find_task()
        self._teller.resumed(get_ident(), id(frame), code, offset, how, value=value)

    def _find_task(self) -> None:
        if self.current_task is not None:
            self.current_task()

    def _yield(self, code: CodeType, offset: int, value: object) -> None:
        if not tells_of(code):
            if code.co_flags & SUSPENDS and not code.co_flags & GENERATOR:
                self._teller.passed(get_ident(), code.co_qualname)
            return
        frame = sys._getframe(2)
        if self.explain is not None and type_name(type(value)) == WRAPPED:
            self.look(self.explain.yields, frame)
        on: dict[str, Any] = {"what": shown_type(type(value))} if value is not None else {}
        if is_future(value):
            on = {"task" if is_task(value) else "future": self.numbers.of(value), **on}
        self._teller.suspended(
            get_ident(), id(frame), code, offset, on,
            value=None if value is None else short(value), variables=self._variables(frame),
        )  # fmt: skip

    def _return(self, code: CodeType, offset: int, value: object) -> Any:
        if not code.co_flags & SUSPENDS:
            return DISABLE
        self._end(code, sys._getframe(2), "returned", "value", value)
        return None

    def _unwind(self, code: CodeType, offset: int, error: BaseException) -> None:
        if code.co_flags & SUSPENDS:
            self._end(code, sys._getframe(2), "raised", "error", error)

    def _end(self, code: CodeType, frame: Any, event: str, name: str, value: object) -> None:
        if tells_of(code):
            self._teller.ended(get_ident(), id(frame), code, event, **{name: short(value)})
            if self.explain is not None:
                self.look(self.explain.left, frame, event == "returned", value)
            self._shown.pop(id(frame), None)
            return
        self._teller.forget_suspension(get_ident())
        if self.explain is not None and code in _ACQUIRE and value is True:
            self.look(self.explain.acquired, frame.f_locals["self"], frame.f_back)

    def _variables(self, frame: Any) -> dict[str, str | None] | None:
        """The variables that have changed since they were last told."""
        if not self._with_variables:
            return None
        now = {name: short(value) for name, value in frame.f_locals.items()}
        before = self._shown.get(id(frame), {})
        self._shown[id(frame)] = now
        changed: dict[str, str | None] = {name: value for name, value in now.items() if before.get(name) != value}
        changed.update([(name, None) for name in before if name not in now])
        return changed or None


def _if_not_too_deep(callback: Callable[..., Any]) -> Callable[..., Any]:
    """A callback that tells nothing of an event near the limit of recursion: the program reaches the limit itself then.

    ``callback`` finds the program's frame two frames above its own.
    """

    def call(*told: Any) -> Any:
        try:
            return callback(*told)
        except RecursionError:
            return None

    return call


class _Loops(LoopWatcher):
    """The loop's watcher; of waiting tasks, what CPython's own frames tell."""

    waits_of = staticmethod(waking.waits_of)


class _LiveLoops(LiveLoops):
    """The same, which passes the tasks to `NativeExplain`."""

    _explain: NativeExplain
    waits_of = staticmethod(waking.waits_of)

    def _run(self, original: Any, handle: Any) -> Any:
        task = task_of(handle._callback)
        try:
            return super()._run(original, handle)
        finally:
            if task is not None:
                self._look(self._explain.rested, task)


def start(readers: list[Reader], options: TraceOptions, words: tuple[str, ...]) -> Stream:
    """Begin to tell ``readers``; the program is to run next, in this process.  Raises NotAvailableError.

    words: the program and its arguments.
    """
    ensure_available()
    stream = Stream(readers, options.limit)
    watcher = Watcher(stream, options.variables)
    begin(stream, options, words, native=True)
    watcher.prepare(os.path.abspath(words[0]) if words and os.path.isfile(words[0]) else "")
    monitoring = watcher.start()
    watcher.explain = next(iter([reader for reader in readers if isinstance(reader, NativeExplain)]), None)
    loops: LoopWatcher = _Loops(watcher, options.virtual_time)  # type: ignore[arg-type]
    if watcher.explain is not None:
        watcher.explain.number = watcher.numbers.known
        watcher.explain.losing.at = watcher.at
        loops = _LiveLoops(watcher, options.virtual_time, watcher.explain)  # type: ignore[arg-type]
        watcher.explain.listen()
    loops.install()
    if options.output:
        Output(stream, options.silent).install()
    sys.set_coroutine_origin_tracking_depth(1)
    tell_of_never_awaited(watcher.dropped)
    tell_of_methods(watcher.method_dropped)

    def finish() -> None:
        monitoring.stop()
        for coroutine in picture.unstarted():
            watcher.met(coroutine)
        loops.finish()

    stream.finish = finish
    return stream


def stop(stream: Stream, why: str) -> None:
    """End the trace."""
    if not stream.ended:
        stream.finish()
    stream.end(why)

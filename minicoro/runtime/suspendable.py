"""What generators, coroutines and asynchronous generators have in common: a machine and where it stands."""

from __future__ import annotations

import gc
import sys

from minicoro.late import late
from minicoro.runtime import awaiting
from minicoro.runtime.chains import Within, is_generator_exit
from minicoro.runtime.depth import overflow
from minicoro.runtime.engine import handled_in, resume
from minicoro.runtime.finalising import unraisable
from minicoro.runtime.forgetting import before, forget
from minicoro.runtime.frames import frame_of, real_getframe
from minicoro.runtime.functions import names_of
from minicoro.runtime.kind import KINDS, Kind
from minicoro.runtime.state import SHARED
from minicoro.runtime.status import Status
from minicoro.runtime.traceback import FORGETS, is_ours, raise_alone, strip
from minicoro.runtime.unit import CAUGHT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, ClassVar, NoReturn

    from minicoro.runtime.machine import Machine
    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame, Unit

CREATED, RUNNING, SUSPENDED, DELEGATING, CLOSED = Status

_CAUGHT = "$" + CAUGHT

CONVERTS_AT_START = sys.version_info < (3, 12)


_LAMBDAS_CONVERT = CONVERTS_AT_START
"""CPython 3.12 forgets to convert a StopIteration that leaves a generator made by a lambda."""


_KEEPS_UNBEGUN = sys.version_info >= (3, 12)
"""From then on what is closed before it has begun keeps its variables for as long as itself."""


class _Delegating:
    """What goes last of a dropped object: after its frame, as CPython clears a frame's stack from the bottom."""

    __slots__ = ("delegate",)


class Suspendable(_Delegating, metaclass=Kind):
    """A suspended frame that is data: ``(status, state, frame, delegate)``.

    unit, code: what it runs.  machine: its states; state: the number of the one it is suspended in.
    frame: its variables, None once closed.  delegate: what it is suspended in, if in something.
    chain: what it knows of a chain of awaits that it is in (see `chains`): ask `standing`, not ``status``, whether it
    is running.  value: how `engine.resume` and the machine hand values to each other.
    """

    __slots__ = (
        "__weakref__",
        "_name",
        "_qualname",
        "assembly",
        "cell",
        "chain",
        "code",
        "frame",
        "state",
        "status",
        "unit",
        "value",
    )

    KIND: ClassVar[str] = ""
    closes_delegate: ClassVar[bool] = True

    frame: Frame | None

    def begin(self, unit: Unit, frame: Frame, code: CodeType) -> None:
        """Make it a just-created object of ``unit``; the program itself cannot make one."""
        self.unit = unit
        self.code = code
        self.frame = frame
        self.assembly = unit.assembly or unit.assembled()
        self.state = 0
        self.status = CREATED
        self.chain: Any = None
        self.delegate: Any = None
        self.value: object = None
        if unit.captures:
            self.cell = frame[unit.captures]
        if SHARED.watcher is not None:
            SHARED.watcher.created(self)

    def standing(self) -> Status:
        """The status as the program sees it: in the middle of a running chain of awaits it is RUNNING."""
        chain = self.chain
        if self.status is DELEGATING and type(chain) is Within and chain.running:
            return RUNNING
        return self.status

    @property
    def machine(self) -> Machine:
        """The states that this object goes through."""
        return self.assembly.machine

    @property
    def names(self) -> tuple[str, str]:
        """``__name__`` and ``__qualname__``: the function's, unless they have been set.

        Rule: lifecycle/names
        """
        name, qualname = getattr(self, "_name", None), getattr(self, "_qualname", None)
        if name is None or qualname is None:
            known = names_of(self.unit, getattr(self, "cell", None))
            name, qualname = name or known[0], qualname or known[1]
        return name, qualname

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object {self.names[1]} at {id(self):#x}>"

    def __reduce_ex__(self, protocol: object) -> Any:
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    def __dir__(self) -> list[str]:
        return dir(type(self).host)

    def finish(self) -> None:
        """Rule: lifecycle/closed: a closed object keeps no variables, no delegate and no value."""
        self.status = CLOSED
        self.frame = None
        self.chain = None
        self.delegate = None
        self.value = None

    def take_kept(self, frame: Frame) -> list[object]:
        """What an exception that leaves the frame drops; its traceback keeps the variables alive.

        Rule: lifecycle/failed, context/dropped
        """
        kept = [frame.pop(name) for name in [name for name in frame if name[0] == "$"]]
        delegate, self.delegate = self.delegate, None
        if delegate is not None and (type(delegate) not in KINDS.driven or delegate.status is not CLOSED):
            kept.append(delegate)  # one of ours has ended, unless it ignored GeneratorExit
        return kept

    def state_span(self) -> Span | None:
        """Where in the source the state stands that a suspended object is in."""
        return self.machine.states[self.state].span

    def awaited(self) -> Any:
        """The delegate, as ``gi_yieldfrom``, ``cr_await`` and ``ag_await`` show it: only while suspended in it.

        Rule: lifecycle/attributes
        """
        return self.delegate if self.standing() is DELEGATING else None

    def shown_frame(self) -> Any:
        """The frame object, as ``gi_frame`` and its like show it; None once closed."""
        return None if self.frame is None else frame_of(self.unit, self.frame, self)

    def check_depth(self) -> None:
        """Rule: recursion/limit: a resumed frame counts like a called one."""
        try:
            overflow()
        except RecursionError:
            self.finish()  # it has begun and ended: nobody is told that it was never awaited
            raise

    def convert(self, error: BaseException, at_start: bool) -> None:
        """Rule: stop-iteration/converted (PEP 479): StopIteration does not leave a suspendable frame.

        at_start: it was thrown in before anything ran; from 3.12 it is then never converted.

        Rule: stop-iteration/coroutine, stop-iteration/thrown, versions/lambda-stop-iteration
        """
        if isinstance(error, StopIteration) and (not at_start or CONVERTS_AT_START):
            if self.unit.name == "<lambda>" and not _LAMBDAS_CONVERT:
                return
            raise_converted(error, f"{self.KIND} raised StopIteration")

    def check(self, value: object, thrown: tuple[Any, ...] | None) -> bool:
        """Whether the frame can be resumed; the errors come in CPython's order.  False: it has ended.

        Rule: lifecycle/just-started, lifecycle/already-executing, reentrancy/indirect, reentrancy/self-await
        """
        status = self.status
        if status is CREATED and value is not None and thrown is None:
            raise TypeError(f"can't send non-None value to a just-started {self.KIND}")
        if status is RUNNING:
            raise ValueError(f"{self.KIND} already executing")
        return status is not CLOSED

    def resume_throwing(self, thrown: tuple[Any, ...]) -> object:
        """Throw with the arguments of ``throw``; as `engine.resume`.

        Rule: generator-exit/thrown: GeneratorExit closes the delegate first, before this frame is resumed: what this
        frame handles is no context there.
        """
        if self.status is not DELEGATING:
            thrown = (self._normalised(thrown),)
        elif self.closes_delegate and is_generator_exit(thrown[0]):
            if self.chain is not None:
                self.chain.leave(self)
            failed = self._close_delegate()
            thrown = (self._normalised(thrown) if failed is None else failed,)
        else:
            thrown = awaiting.prepared(self.delegate, thrown)
        try:
            return resume(self, None, thrown)
        finally:
            del thrown  # this frame may live on, behind one of a library that the exception has passed

    def _normalised(self, thrown: tuple[Any, ...]) -> BaseException:
        """The exception that is raised here, where this frame is suspended."""
        if not FORGETS:
            return awaiting.normalise(thrown)
        was = before(thrown)
        error = awaiting.normalise(thrown)
        if self._handles():
            forget(error, was)
        return error

    def _handles(self) -> bool:
        """Whether the frame handles an exception where it is suspended."""
        frame = self.frame
        return frame is not None and handled_in(self.assembly.handlings[self.state], frame) is not None

    def ended(self, thrown: tuple[Any, ...] | None) -> object:
        """What resuming gives after the end: nothing when sent to, the exception when thrown into.

        Rule: throw/closed
        """
        if thrown is not None:
            raise_alone(awaiting.normalise(thrown))
        return None

    def shut(self) -> object:
        """Close: the value returned on GeneratorExit, else None.

        Rule: close/generator-exit (PEP 342): the delegate is closed first; then GeneratorExit is raised where the
        frame is suspended; a frame that hands out a value instead has ignored it.

        Rule: close/created, close/return-value, generator-exit/ignored, generator-exit/await, generator-exit/swallowed
        """
        if self.status is CREATED:
            frame = self.frame
            self.finish()
            if _KEEPS_UNBEGUN:
                self.value = frame
            if SHARED.watcher is not None:
                SHARED.watcher.closed(self)
            return None
        if self.status is CLOSED:
            return None
        self.check(None, (GeneratorExit,))
        if self.chain is not None:
            self.chain.leave(self)
        error: BaseException = GeneratorExit()
        error.__context__ = sys.exception()
        if self.status is DELEGATING:
            failed = self._close_delegate()
            error = error if failed is None else failed
        try:
            result = resume(self, None, Closing((error,)))
        except (StopIteration, GeneratorExit) as swallowed:
            strip(swallowed)  # our frames, which hold it, would live on with it in a cycle
            return None
        if self.status is not CLOSED:
            raise RuntimeError(f"{self.KIND} ignored GeneratorExit")
        self.returned_when_closed()
        return result if sys.version_info >= (3, 13) else None

    def returned_when_closed(self) -> None:
        """It has returned where GeneratorExit was raised: for most that is as good as letting that out."""

    def dropped(self) -> None:
        """The end of a suspended object that nobody refers to: close it, report what that raises.

        Rule: drop/closed: one that goes on after GeneratorExit just ends there; its delegate belongs to its frame.
        """
        try:
            self.shut()
        except BaseException as error:
            if self.frame is not None:
                self.frame["$delegate"] = self.delegate
            unraisable(error, self)
            self.forget_handled()

    def forget_handled(self) -> tuple[str, BaseException] | None:
        """Take the exception that an ``except`` of a dropped frame handles: its traceback would keep the frame.

        In CPython it is the object that refers to it.  What a ``finally`` or ``with`` handles is on the frame's own stack.
        """
        frame = self.frame
        handling = () if frame is None else self.assembly.handlings[self.state]
        for variable in handling:
            if frame is not None and isinstance(frame.get(variable), BaseException):
                return (variable, frame.pop(variable)) if variable.startswith(_CAUGHT) else None
        return None

    def _close_delegate(self) -> BaseException | None:
        """Close the delegate while this frame counts as running; what that raises is to be thrown here instead."""
        failed = None
        self.status = RUNNING
        try:
            awaiting.close_delegate_of(self.delegate)
        except BaseException as raised:
            strip(raised)  # our frames would keep the delegate
            if FORGETS and self._handles():
                forget(raised)
            failed = raised
        self.status = DELEGATING
        self.delegate = _Closed(self.delegate)
        return failed


class Closing(tuple[BaseException]):
    """What is thrown in by ``close()``, or because nobody refers to the object: not by ``throw`` or ``aclose``."""


class _Closed:
    """A delegate that has been closed, and goes when its frame leaves the delegation: nothing is thrown into it."""

    __slots__ = ("delegate",)

    def __init__(self, delegate: object) -> None:
        self.delegate = delegate


def _name_property(index: int, slot: str, name: str, doc: str | None) -> property:
    """``__name__`` or ``__qualname__`` of an object: a string, and never missing."""

    def get(o: Suspendable) -> str:
        return o.names[index]

    def put(o: Suspendable, value: object = None) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{name} must be set to a string object")
        setattr(o, slot, value)

    return property(get, put, put, doc)


def copied(o: Suspendable) -> Any:
    """What ``copy.copy(o)`` gives: a fork (see `forking`) for who asks from outside, or in a session.

    A program is told what CPython tells it.  The ``copy`` module asks here through its table of types: a ``__copy__``
    of the objects themselves would be seen by others, such as ``itertools.tee``.
    """
    asking = real_getframe(2).f_code  # behind copy.copy
    if is_ours(asking) and not SHARED.copyable:
        return o.__reduce_ex__(4)
    fork = late("minicoro.runtime.forking", "fork")
    return fork(o)


def add_names(kind: type[Suspendable], host: type) -> None:
    """Give the instances of ``kind`` a checked ``__name__`` and ``__qualname__``.

    A class statement takes these names for the class itself and no assignment gets past ``type``'s own attributes,
    so the properties are put into the class's dictionary, which the collector knows.
    """
    (names,) = [found for found in gc.get_referents(kind.__dict__) if type(found) is dict]
    for index, (slot, name) in enumerate((("_name", "__name__"), ("_qualname", "__qualname__"))):
        names[name] = _name_property(index, slot, name, host.__dict__[name].__doc__)
    kind.closes_delegate = kind.closes_delegate  # tells the host that the class has changed


def raise_converted(error: BaseException, text: str) -> NoReturn:
    """Raise a RuntimeError instead, with ``error`` for its cause and its context, whatever else is being handled."""
    converted = RuntimeError(text)
    converted.__cause__ = converted.__context__ = error
    raise_alone(converted)


ABSENT: Any = object()
"""Stands for an argument that has not been given."""


def wrong_count(o: object, method: str, given: int, wanted: str = "exactly one argument") -> TypeError:
    """The error of a method written in C that is called with too many or too few arguments."""
    return TypeError(f"{type(o).__name__}.{method}() takes {wanted} ({given} given)")


def no_keywords(o: object, method: str) -> TypeError:
    """The error of a method written in C that is called with a keyword."""
    owner = "" if method == "athrow" else f"{type(o).__name__}."
    return TypeError(f"{owner}{method}() takes no keyword arguments")


def parse_throw(method: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rule: throw/signature: one to three arguments; more than one is deprecated from 3.12."""
    if not arguments:
        raise TypeError(f"{method} expected at least 1 argument, got 0")
    if len(arguments) > 3:
        raise TypeError(f"{method} expected at most 3 arguments, got {len(arguments)}")
    if len(arguments) > 1 and sys.version_info >= (3, 12):
        warn = late("warnings", "warn")

        text = f"the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead."
        warn(text, DeprecationWarning, stacklevel=1)
    return arguments

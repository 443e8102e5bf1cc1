"""Forks of suspended frames: a second object in the same state, that goes its own way from there.

A suspended object is ``(status, state, variables, delegate)``, so that copying it is copying these.  What is the
frame's own is copied with it: the variables, the cells of those that are captured, the iterators of its loops, the
collections of comprehensions under way, and what it is suspended in.  What the variables refer to is shared.
"""

from __future__ import annotations

import gc
from types import CellType, FunctionType

from minicoro.runtime.async_generator import Asend, AsyncGenerator, Athrow, Stage
from minicoro.runtime.frames import FRAME_KEY, LOCALS
from minicoro.runtime.generator import Coroutine, CoroutineWrapper, Generator, GeneratorCoroutine
from minicoro.runtime.iterators import CannotCopyError, copy_iterator
from minicoro.runtime.status import Status
from minicoro.runtime.suspendable import Suspendable
from minicoro.runtime.unit import COLLECTION, ITERATOR, OUTSIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.unit import Frame

    _Methods = dict[type, Callable[["Forking", Any], Any]]
else:
    _Methods = dict

FIRST = ".0"
"""The variable of a generator expression that holds its first iterator."""


SLOTS = {
    kind: [name for base in kind.__mro__ for name in vars(base).get("__slots__", ()) if name != "__weakref__"]
    for kind in (Generator, GeneratorCoroutine, Coroutine, AsyncGenerator)
}


class CannotForkError(TypeError):
    """A frame that cannot be forked; the text names what stands in the way, and `obstacle` is that object."""

    def __init__(self, text: str, obstacle: object) -> None:
        super().__init__(text)
        self.obstacle = obstacle


class Forking:
    """One fork: what has been copied so far, so that what is one object stays one.

    copies: for the id of each object copied, the object and its copy.
    """

    def __init__(self) -> None:
        self.copies: dict[int, tuple[Any, Any]] = {}

    def copy(self, value: Any) -> Any:
        """The copy of something that belongs to the frame: a suspended object, an awaitable, an iterator."""
        known = self.copies.get(id(value))
        if known is not None:
            return known[1]
        copier = _COPIERS.get(type(value))
        if copier is not None:
            return copier(self, value)
        return self.keep(value, copy_iterator(value, self.copy))

    def keep(self, original: Any, copied: Any) -> Any:
        """Remember a copy."""
        self.copies[id(original)] = (original, copied)
        return copied

    def cell(self, cell: CellType) -> CellType:
        """The copy of a cell of a frame that is copied."""
        known = self.copies.get(id(cell))
        if known is not None:
            return known[1]  # type: ignore[no-any-return]
        try:
            copied = CellType(cell.cell_contents)
        except ValueError:
            copied = CellType()
        self.keep(cell, copied)
        return copied

    def value(self, value: Any) -> Any:
        """What a variable of the copy holds: the same object, unless that is one of the frame's own.

        A function that captured one of the frame's variables captures the copy's.
        """
        known = self.copies.get(id(value))
        if known is not None:
            return known[1]
        if type(value) is FunctionType and any([id(cell) in self.copies for cell in value.__closure__ or ()]):
            return self.keep(value, _rebound(value, self))
        return value

    def abandon(self) -> None:
        """Let go of the copies without closing them: nothing of the program runs because of them."""
        for _, copied in self.copies.values():
            if isinstance(copied, Suspendable):
                copied.finish()
            elif isinstance(copied, Asend | Athrow):
                copied.stage = Stage.CLOSED


def fork(o: Any) -> Any:
    """A second object in the state of ``o``: a generator, coroutine or asynchronous generator of ours, not running.

    Rule: fork/frame: variables, loop iterators and the chain it waits in are copied; what they refer to is shared.
    Raises CannotForkError; then nothing has changed.
    """
    if not isinstance(o, Suspendable):
        raise CannotForkError(f"{o!r} is not a suspended object of an interpreted program", o)
    return copied_by(Forking(), o)


def copied_by(forking: Forking, o: Any) -> Any:
    """The copy of ``o``; if it cannot be made, no copy is left."""
    try:
        return forking.copy(o)
    except CannotCopyError as error:
        forking.abandon()
        raise CannotForkError(f"cannot fork {o!r}: {_why(error.iterator)}", error.iterator) from None
    except BaseException:
        forking.abandon()
        raise


def _why(obstacle: Any) -> str:
    text = f"its frame holds {obstacle!r}, which the host cannot copy"
    if type(obstacle).__name__ in ("generator", "coroutine", "async_generator", "coroutine_wrapper"):
        text += " (it is a frame of the host's own; --interpret PACKAGE makes a library's ours)"
    return text


def _fork_object(forking: Forking, o: Any) -> Any:
    if o.standing() is Status.RUNNING:
        raise CannotForkError(f"cannot fork {o!r}: it is running", o)
    copied = object.__new__(type(o))
    for name in SLOTS[type(o)]:
        if hasattr(o, name):
            setattr(copied, name, getattr(o, name))
    if isinstance(o, AsyncGenerator):
        copied.hooked, copied.finaliser = False, None  # the event loop learns of it when it goes on
    forking.keep(o, copied)
    copied.status = Status.CLOSED  # until it is whole: half a copy has nothing to close, and nobody to warn
    copied.chain = None
    copied.frame = None if o.frame is None else _frame(forking, o)
    copied.delegate = None if o.delegate is None else forking.copy(o.delegate)
    copied.state, copied.status, copied.value = o.state, o.status, o.value
    return copied


def _frame(forking: Forking, o: Any) -> Frame:
    """The variables: first what is the frame's own, then the rest, which may refer to that."""
    frame: Frame = {name: value for name, value in o.frame.items() if name not in (FRAME_KEY, LOCALS)}
    own = frozenset(o.unit.signature.cellvars)
    _copy_cells(forking, frame, own)
    for name, value in frame.items():
        if name == FIRST or name.startswith(f"${ITERATOR}"):
            frame[name] = forking.copy(value)
        elif name.startswith(f"${OUTSIDE}"):
            frame[name] = _copy_cells(forking, {**value}, own)
    if o.delegate is not None:
        forking.copy(o.delegate)
    cells = {*o.unit.signature.cellvars, *o.unit.signature.freevars}
    translate(frame, forking.value)
    for name in cells & frame.keys():
        _recapture(forking, frame[name])
    return frame


def translate(frame: Frame, value_of: Callable[[Any], Any]) -> None:
    """Put ``value_of(value)`` in the place of each value of a frame, also in the collections that are its own."""
    for name, value in frame.items():
        if name.startswith((f"${COLLECTION}", f"${OUTSIDE}")):
            frame[name] = _translated(value, value_of)
        else:
            frame[name] = value_of(value)


def _translated(collection: Any, value_of: Callable[[Any], Any]) -> Any:
    """A copy of the collection of a comprehension under way, which nobody else can see."""
    if isinstance(collection, dict):
        return {key: value_of(value) for key, value in collection.items()}
    return type(collection)([value_of(value) for value in collection])


def _copy_cells(forking: Forking, variables: dict[str, Any], own: frozenset[str]) -> dict[str, Any]:
    for name in own & variables.keys():
        if type(variables[name]) is CellType:
            variables[name] = forking.cell(variables[name])
    return variables


def _recapture(forking: Forking, cell: CellType) -> None:
    """What a copied cell holds is looked at like a variable."""
    if any([cell is copied for _, copied in forking.copies.values()]):
        try:
            cell.cell_contents = forking.value(cell.cell_contents)
        except ValueError:
            return  # empty


def _rebound(function: FunctionType, forking: Forking) -> FunctionType:
    cells = tuple([forking.value(cell) for cell in function.__closure__ or ()])
    copied = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)
    copied.__kwdefaults__ = function.__kwdefaults__
    copied.__dict__.update(function.__dict__)
    for name in ("__qualname__", "__doc__", "__module__", "__annotations__"):
        setattr(copied, name, getattr(function, name))
    return copied


def _fork_wrapper(forking: Forking, wrapper: Any) -> Any:
    return forking.keep(wrapper, CoroutineWrapper(forking.copy(wrapper._coroutine)))


def _fork_awaitable(forking: Forking, awaitable: Any) -> Any:
    """The awaitable of an asynchronous generator: the same stage, of that generator's copy."""
    generator = forking.copy(awaitable.generator)
    last = awaitable.value if isinstance(awaitable, Asend) else awaitable.thrown
    copied = forking.keep(awaitable, type(awaitable)(generator, last))
    copied.stage = awaitable.stage
    return copied


def _fork_future_iterator(forking: Forking, iterator: Any) -> Any:
    """What ``future.__await__()`` gives has no state of its own: both copies wait for the one future."""
    for found in gc.get_referents(iterator):
        if hasattr(found, "_asyncio_future_blocking"):
            return forking.keep(iterator, found.__await__())
    raise CannotCopyError(iterator)


class _Copiers(_Methods):
    """How what a frame may hold is copied, by type; None for an iterator, which tells it itself."""

    def __missing__(self, kind: type) -> Callable[[Forking, Any], Any] | None:
        if issubclass(kind, Suspendable):
            return _fork_object
        if kind.__name__ == "FutureIter" and kind.__module__ == "_asyncio":
            return _fork_future_iterator
        return None

    def get(self, kind: Any, default: Any = None) -> Any:
        return self[kind]


_COPIERS = _Copiers({CoroutineWrapper: _fork_wrapper, Asend: _fork_awaitable, Athrow: _fork_awaitable})

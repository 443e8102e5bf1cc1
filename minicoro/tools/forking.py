"""Forks of suspended frames: a second object in the same state, that goes its own way from there.

A suspended object is ``(status, state, variables, delegate)``, so that copying it is copying these.  What is the
frame's own is copied with it: the variables, the cells of those that are captured, the iterators of its loops, the
collections of comprehensions under way, and what it is suspended in.  What the variables refer to is shared.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import CellType, FunctionType, MemberDescriptorType
from typing import Any

from minicoro.core.async_generators import DONE, Asend, AsyncGenerator, Athrow, step_of
from minicoro.core.engine import CLOSED, Foreign
from minicoro.core.machine import Next
from minicoro.core.objects import CoroutineWrapper, wrapper_of
from minicoro.tools.frames import KINDS, cells, is_suspendable, is_walked, keep, kept, replace
from minicoro.tools.iterators import CannotCopyError, copy_iterator, parted

SLOTS = {
    kind: [n for base in type.mro(kind) for n, slot in vars(base).items() if type(slot) is MemberDescriptorType]
    for kind in KINDS
}
ITERATORS = (".0", "$iter")
"""Begin the names of what holds an iterator of a loop."""

COLLECTIONS = ("$result", "$collection", "$display", "$keywords", "$raised")
"""Begin the names of temporaries that hold a collection which nobody else can see."""


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
        copier = _copier(type(value))
        if copier is not None:
            return copier(self, value)
        return self.keep(value, copy_iterator(value, self.copy))

    def can_copy(self, value: Any) -> bool:
        """Copy a value if that can be done; if not, no part of it counts as copied."""
        known = dict(self.copies)
        try:
            self.copy(value)
        except CannotCopyError:
            self.copies = known
            return False
        return True

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
        return self.keep(cell, copied)  # type: ignore[no-any-return]

    def cell_of(self, cell: CellType) -> CellType:
        """The copy of a cell, or the cell itself if it is of another frame."""
        return self.copies.get(id(cell), (cell, cell))[1]  # type: ignore[no-any-return]

    def value(self, value: Any) -> Any:
        """What a variable of the copy holds: the same object, unless that is one of the frame's own.

        A function that captured one of the frame's variables captures the copy's.
        """
        known = self.copies.get(id(value))
        if known is not None:
            return known[1]
        if type(value) is FunctionType and any([id(cell) in self.copies for cell in value.__closure__ or ()]):
            return self.keep(value, _rebound(value, self.value))
        return value

    def abandon(self) -> None:
        """Let go of the copies without closing them: nothing of the program runs because of them."""
        for _, copied in self.copies.values():
            if is_suspendable(copied):
                copied.finish()
            elif type(copied) in (Asend, Athrow):
                copied.stage = DONE


def fork(o: Any) -> Any:
    """A second object in the state of ``o``: a generator, coroutine or asynchronous generator of ours, not running.

    Rule: fork/frame: variables, loop iterators and the chain it waits in are copied; what they refer to is shared.
    Raises CannotForkError; then nothing has changed.
    """
    check(o)
    return copied_by(Forking(), o)


def check(o: Any) -> None:
    """CannotForkError for what is no suspended object of ours."""
    if not is_suspendable(o):
        raise CannotForkError(f"{o!r} is not a suspended object of an interpreted program", o)


def copied_by(forking: Forking, o: Any) -> Any:
    """The copy of ``o``; if it cannot be made, no copy is left."""
    try:
        return forking.copy(o)
    except CannotCopyError as error:
        forking.abandon()
        raise CannotForkError(f"cannot fork {o!r}: {_why(error.iterator, error.line)}", error.iterator) from None
    except BaseException:
        forking.abandon()
        raise


def _why(obstacle: Any, line: int) -> str:
    held = f"its loop at line {line} goes over" if line else "its frame holds"
    text = f"{held} {obstacle!r}, which the host cannot copy"
    if type(obstacle).__name__ in ("generator", "coroutine", "async_generator", "coroutine_wrapper"):
        text += " (it is a frame of the host's own; --interpret PACKAGE makes a library's ours)"
    elif type(obstacle).__module__ == "itertools":
        text += " (of itertools: only where nothing but the loop holds it, and its items are made without the program's code)"
    return text


def _fork_object(forking: Forking, o: Any) -> Any:
    if o.is_running():
        raise CannotForkError(f"cannot fork {o!r}: it is running", o)
    copied = object.__new__(type(o))
    for name in SLOTS[type(o)]:
        if hasattr(o, name):
            setattr(copied, name, getattr(o, name))
    if isinstance(o, AsyncGenerator):
        copied.hooked, copied.finaliser = False, None  # the event loop learns of it when it goes on
    forking.keep(o, copied)
    copied.chain = copied.saved = None  # until it is whole: half a copy holds nothing, has nothing to close,
    copied.state = CLOSED  # and nobody to warn
    own = [cell for name, cell in cells(o).items() if name in o.machine.cells]
    for cell in own:
        forking.cell(cell)
    copied.run = _rebound(o.run, forking.cell_of)
    for name in [name for name in kept(o) if name.startswith(ITERATORS)]:
        _fork_loop(forking, o, name)
    copied.delegate = None if o.delegate is None else forking.copy(o.delegate)
    translate(o, copied, forking.value, forking.cell_of)
    for cell in own:
        _recapture(forking, forking.cell(cell))
    copied.state = o.state
    return copied


_ALONE = sys.getrefcount({"": object()}[""])
"""The references to what nobody keeps, while it is asked for."""


def _fork_loop(forking: Forking, o: Any, name: str) -> None:
    """Copy what holds the iterator of a loop; the iterator of a loop may be replaced by one that is as good."""
    names = [other for other, value in kept(o).items() if value is kept(o)[name] and other[0] in "$."]
    alone = sys.getrefcount(kept(o)[name]) <= _ALONE + len(names)
    if forking.can_copy(kept(o)[name]):
        return
    halves = parted(kept(o)[name]) if alone else None
    if halves is None:
        try:
            forking.copy(kept(o)[name])
        except CannotCopyError as error:
            error.line = _line_of_loop(o, name)
            raise
    else:
        for each in names:
            replace(o, each, halves[0])
        forking.keep(*halves)


def _line_of_loop(o: Any, name: str) -> int:
    """The line of the loop, or comprehension, whose iterator a frame keeps under this name; 0 if it cannot be told."""
    exits = [state.exit for state in o.machine.states]
    lines: list[int] = [
        getattr(exit.node, "lineno", 0) for exit in exits if isinstance(exit, Next) and exit.iterator == name
    ]
    return lines[0] if lines else o.run.__code__.co_firstlineno if name == ".0" else 0


def translate(o: Any, copied: Any, value_of: Callable[[Any], Any], cell_of: Callable[[Any], Any]) -> None:
    """Give ``copied`` the variables of ``o``, with ``value_of(value)`` in the place of each value."""
    made = {name: _translated(o, name, value, value_of) for name, value in kept(o).items()}
    caught = o.caught
    keep(copied, o, made, cell_of)
    if caught is None:
        copied.caught = None
    elif is_walked(o):
        copied.caught = copied.saved.temporaries
    else:
        copied.caught = {name: value_of(value) for name, value in caught.items()}


def _translated(o: Any, name: str, value: Any, value_of: Callable[[Any], Any]) -> Any:
    """The value of a variable; of a collection that is the frame's own, a copy."""
    if not name.startswith(COLLECTIONS) and not (name in o.machine.boxed and type(value) is list):
        return value_of(value)
    if isinstance(value, dict):
        return {key: value_of(item) for key, item in value.items()}
    return type(value)([value_of(item) for item in value])


def _recapture(forking: Forking, cell: CellType) -> None:
    """What a copied cell holds is looked at like a variable."""
    try:
        cell.cell_contents = forking.value(cell.cell_contents)
    except ValueError:
        return  # empty


def _rebound(function: FunctionType, value_of: Callable[[Any], Any]) -> FunctionType:
    """A function with ``value_of(cell)`` in the place of each cell."""
    cells = tuple([value_of(cell) for cell in function.__closure__ or ()])
    copied = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)
    copied.__kwdefaults__ = function.__kwdefaults__
    copied.__dict__.update(function.__dict__)
    for name in ("__qualname__", "__doc__", "__module__", "__annotations__"):
        setattr(copied, name, getattr(function, name))
    return copied


def _fork_wrapper(forking: Forking, wrapper: Any) -> Any:
    return forking.keep(wrapper, wrapper_of(forking.copy(wrapper._coroutine)))


def _fork_foreign(forking: Forking, delegate: Any) -> Any:
    """Its iterator is copied; where that cannot be, the delegate gets another that is as good."""
    is_shown = delegate.shown is delegate.iterator
    alone = sys.getrefcount(delegate.iterator) <= _ALONE + 1 + is_shown
    halves = parted(delegate.iterator) if alone and not forking.can_copy(delegate.iterator) else None
    if halves is not None:
        forking.keep(*halves)
        delegate.iterator = halves[0]
        delegate.shown = halves[0] if is_shown else delegate.shown
    shown = None if is_shown else delegate.shown
    copied = forking.keep(delegate, Foreign(forking.copy(delegate.iterator), shown))
    copied.state = delegate.state
    return copied


def _fork_awaitable(forking: Forking, awaitable: Any) -> Any:
    """The awaitable of an asynchronous generator: the same stage, of that generator's copy."""
    copied = forking.keep(awaitable, step_of(type(awaitable), forking.copy(awaitable.generator), awaitable.given))
    copied.stage, copied.state = awaitable.stage, awaitable.state
    return copied


def _fork_future_iterator(forking: Forking, iterator: Any) -> Any:
    """What ``future.__await__()`` gives has no state of its own: both copies wait for the one future."""
    for found in gc.get_referents(iterator):
        if hasattr(found, "_asyncio_future_blocking"):
            return forking.keep(iterator, found.__await__())
    raise CannotCopyError(iterator)


Copier = Callable[[Forking, Any], Any]
_COPIERS: dict[type, Copier] = {
    **dict.fromkeys(KINDS, _fork_object),
    CoroutineWrapper: _fork_wrapper,
    Foreign: _fork_foreign,
    Asend: _fork_awaitable,
    Athrow: _fork_awaitable,
}


def _copier(kind: type) -> Copier | None:
    """How what a frame may hold is copied; None for an iterator, which tells it itself."""
    if kind.__name__ == "FutureIter" and kind.__module__ == "_asyncio":
        return _fork_future_iterator
    return _COPIERS.get(kind)

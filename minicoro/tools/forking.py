"""Forks of suspended frames: a second object in the same state, which then runs independently.

A suspended object is ``(machine, state, variables, delegate)``, so copying the object means copying these.  The fork
copies all that belongs to the frame: the variables, the cells of captured variables, the iterators of loops, the
unfinished collections of comprehensions, and the delegate.  The objects that variables refer to are shared.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import CellType, FunctionType, MemberDescriptorType
from typing import Any

from minicoro.core.async_generators import DONE, Asend, AsyncGenerator, Athrow, step_of
from minicoro.core.engine import CLOSED, Foreign
from minicoro.core.generators import CoroutineWrapper, wrapper_of
from minicoro.core.machine import Next
from minicoro.tools.frames import KINDS, cells, is_suspendable, is_walked, keep, kept, replace
from minicoro.tools.iterators import CannotCopyError, copy_iterator, parted

SLOTS = {
    kind: [n for base in type.mro(kind) for n, slot in vars(base).items() if type(slot) is MemberDescriptorType]
    for kind in KINDS
}
ITERATORS = (".0", "$iter")
"""The names of variables with the iterator of a loop begin so."""

COLLECTIONS = ("$result", "$collection", "$display", "$keywords", "$raised")
"""The names of temporaries with a collection that no program code can see begin so."""


class CannotForkError(TypeError):
    """A frame that cannot be forked.  The text names the reason; `obstacle` is the object that cannot be copied."""

    def __init__(self, text: str, obstacle: object) -> None:
        super().__init__(text)
        self.obstacle = obstacle


class Forking:
    """One fork, with all copies made so far, so that each object is copied only once.

    copies: for the ``id`` of each copied object, the object and its copy.
    """

    def __init__(self) -> None:
        self.copies: dict[int, tuple[Any, Any]] = {}

    def copy(self, value: Any) -> Any:
        """Copy an object that belongs to the frame: a suspended object, an awaitable, an iterator."""
        known = self.copies.get(id(value))
        if known is not None:
            return known[1]
        copier = _copier(type(value))
        if copier is not None:
            return copier(self, value)
        return self.keep(value, copy_iterator(value, self.copy))

    def can_copy(self, value: Any) -> bool:
        """Try to copy a value.  False: it is impossible, and no part of it counts as copied."""
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

    def cell_of(self, cell: CellType) -> CellType:
        """The copy of a cell; if it is of another frame, the cell itself."""
        return self.copies.get(id(cell), (cell, cell))[1]  # type: ignore[no-any-return]

    def value(self, value: Any) -> Any:
        """The value of a variable in the copy: the same object, or the copy of an object that belongs to the frame.

        A function that captures one of the frame's variables is copied to capture the copy's variable.
        """
        known = self.copies.get(id(value))
        if known is not None:
            return known[1]
        if type(value) is FunctionType and any([id(cell) in self.copies for cell in value.__closure__ or ()]):
            return self.keep(value, _rebound(value, self.value))
        return value

    def abandon(self) -> None:
        """Drop the copies without closing them, so that no code of the program runs."""
        for _, copied in self.copies.values():
            if is_suspendable(copied):
                copied.finish()
            elif type(copied) in (Asend, Athrow):
                copied.stage = DONE


def fork(o: Any) -> Any:
    """A second object in the state of ``o``, an interpreted generator, coroutine or asynchronous generator that is not running.

    Rule: fork/frame: variables, loop iterators and the chain of delegates are copied; the objects they refer to are shared.
    Raises CannotForkError; then nothing has changed.
    """
    check(o)
    return copied_by(Forking(), o)


def check(o: Any) -> None:
    """Raise CannotForkError if ``o`` is not a suspended object of an interpreted program."""
    if not is_suspendable(o):
        raise CannotForkError(f"{o!r} is not a suspended object of an interpreted program", o)


def copied_by(forking: Forking, o: Any) -> Any:
    """The copy of ``o``; if it cannot be made, all partial copies are dropped."""
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
        copied.hooked, copied.finaliser = False, None  # its hooks are called when it is resumed
    forking.keep(o, copied)
    copied.chain = copied.saved = None  # until the copy is complete: destroying an incomplete copy must close
    copied.state = CLOSED  # nothing, and report nothing
    own = [cell for name, cell in cells(o).items() if name in o.machine.cells]
    for cell in own:
        forking.copy(cell)
    copied.run = _rebound(o.run, forking.cell_of)
    for name in [name for name in kept(o) if name.startswith(ITERATORS)]:
        _fork_loop(forking, o, name)
    copied.delegate = None if o.delegate is None else forking.copy(o.delegate)
    translate(o, copied, forking.value, forking.cell_of)
    for cell in own:
        _recapture(forking, forking.copy(cell))
    copied.state = o.state
    return copied


_ALONE = sys.getrefcount({"": object()}[""])
"""The count that ``sys.getrefcount`` returns for an object without other references."""


def _fork_loop(forking: Forking, o: Any, name: str) -> None:
    """Copy the iterator of a loop; an iterator that cannot be copied may be replaced by two equivalent ones (`parted`)."""
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
    """The line of the loop or comprehension whose iterator a frame keeps under this name; 0: unknown."""
    exits = [state.exit for state in o.machine.states]
    lines: list[int] = [
        getattr(exit.node, "lineno", 0) for exit in exits if isinstance(exit, Next) and exit.iterator == name
    ]
    return lines[0] if lines else o.run.__code__.co_firstlineno if name == ".0" else 0


def translate(o: Any, copied: Any, value_of: Callable[[Any], Any], cell_of: Callable[[Any], Any]) -> None:
    """Give ``copied`` the variables of ``o``, each value replaced by ``value_of(value)``."""
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
    """The value of a variable in the copy; a collection that belongs to the frame is copied."""
    if not name.startswith(COLLECTIONS) and not (name in o.machine.boxed and type(value) is list):
        return value_of(value)
    if isinstance(value, dict):
        return {key: value_of(item) for key, item in value.items()}
    return type(value)([value_of(item) for item in value])


def _fork_cell(forking: Forking, cell: CellType) -> CellType:
    """Copy a cell of a copied frame."""
    copied = CellType() if cell == CellType() else CellType(cell.cell_contents)  # two empty cells are equal
    return forking.keep(cell, copied)  # type: ignore[no-any-return]


def _recapture(forking: Forking, cell: CellType) -> None:
    """Treat the contents of a copied cell as the value of a variable."""
    try:
        cell.cell_contents = forking.value(cell.cell_contents)
    except ValueError:
        return  # empty


def _rebound(function: FunctionType, value_of: Callable[[Any], Any]) -> FunctionType:
    """A copy of a function, each cell replaced by ``value_of(cell)``."""
    cells = tuple([value_of(cell) for cell in function.__closure__ or ()])
    copied = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__, cells)
    copied.__kwdefaults__ = function.__kwdefaults__
    copied.__dict__.update(function.__dict__)
    for name in ("__qualname__", "__doc__", "__module__", "__annotations__"):
        setattr(copied, name, getattr(function, name))
    return copied


def _fork_foreign(forking: Forking, delegate: Any) -> Any:
    """Copy a delegate and its iterator; an iterator that cannot be copied may be replaced by two equivalent ones."""
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
    """Copy the awaitable of an asynchronous generator: the same stage, for the generator's copy."""
    copied = forking.keep(awaitable, step_of(type(awaitable), forking.copy(awaitable.generator), awaitable.given))
    copied.stage, copied.state = awaitable.stage, awaitable.state
    return copied


def _fork_future_iterator(forking: Forking, iterator: Any) -> Any:
    """Copy the iterator of ``future.__await__()``, which has no state of its own: both copies wait for the same future."""
    for found in gc.get_referents(iterator):
        if hasattr(found, "_asyncio_future_blocking"):
            return forking.keep(iterator, found.__await__())
    raise CannotCopyError(iterator)


Copier = Callable[[Forking, Any], Any]
_COPIERS: dict[type, Copier] = {
    **dict.fromkeys(KINDS, _fork_object),
    CellType: _fork_cell,
    CoroutineWrapper: lambda forking, wrapper: forking.keep(wrapper, wrapper_of(forking.copy(wrapper._coroutine))),
    Foreign: _fork_foreign,
    Asend: _fork_awaitable,
    Athrow: _fork_awaitable,
}


def _copier(kind: type) -> Copier | None:
    """The function that copies objects of this class; None: it is an iterator (`copy_iterator`)."""
    if kind.__name__ == "FutureIter" and kind.__module__ == "_asyncio":
        return _fork_future_iterator
    return _COPIERS.get(kind)

"""Copies of the host's iterators, made with ``__reduce_ex__``.

From 3.14 on iterators of ``itertools`` do not have it.  If only a loop refers to such an iterator, `parted` makes two of it.
"""

from __future__ import annotations

import gc
import itertools
import sys
from collections.abc import Callable
from typing import Any

from ..quiet import Quiet


class CannotCopyError(TypeError):
    """An iterator that the host cannot copy; ``iterator`` is this one, which may be inside of the requested one.

    line: of the loop that uses it; 0: no loop.
    """

    line = 0

    def __init__(self, iterator: object) -> None:
        super().__init__(f"cannot copy {iterator!r}")
        self.iterator = iterator


def copy_iterator(iterator: Any, copy_inner: Callable[[Any], Any]) -> Any:
    """An iterator at the same position over the same objects; ``copy_inner`` copies the iterators that it uses.

    A plain ``copy.copy`` of `enumerate`, `zip`, `map` and their like would share their inner iterators, so that the copy would
    consume items of the original.  Raises `CannotCopyError`.
    """
    copier = getattr(type(iterator), "__copy__", None)
    if copier is not None:
        return copier(iterator)
    make, arguments, state = _account(iterator)
    copied = make(*[_with_copies(value, copy_inner) for value in arguments])
    if state is not None:
        _set_state(copied, _with_copies(state, copy_inner))
    return copied


def parted(iterator: Any) -> tuple[Any, Any] | None:
    """Two iterators that continue ``iterator`` independently (``itertools.tee``); None if a program could notice that.

    The items are made once, for both.  A program could notice it if its code makes the items (a generator, a function, a class),
    or if other references to an inner iterator exist.  The caller has to check the references to ``iterator`` itself.
    """
    return itertools.tee(iterator) if _is_of_host(iterator) else None  # type: ignore[return-value]


_OF_HOST = ("builtins", "itertools")
_INSIDE = sys.getrefcount([object()][0]) + 2
"""The count that ``sys.getrefcount`` returns for an object to which one object and one list of this module refer."""


def _is_of_host(iterator: Any) -> bool:
    """Whether an iterator consists only of the host's iterators, and these of data."""
    kind = type(iterator)
    if kind.__module__ not in _OF_HOST or kind.__name__ in ("generator", "callable_iterator", "groupby", "_grouper"):
        return False
    found = [part for part in gc.get_referents(iterator) if part is not kind]
    if any([callable(part) for part in found]):
        return False
    parts = [part for part in found if type(part) not in (tuple, list)]
    parts += [part for inner in found if type(inner) in (tuple, list) for part in inner]
    del found
    for number in range(len(parts)):
        if is_iterator(parts[number]):
            if sys.getrefcount(parts[number]) > _INSIDE or not _is_of_host(parts[number]):
                return False
        elif type(parts[number]).__module__ not in _OF_HOST:
            return False
    return True


def is_iterator(value: object) -> bool:
    """Whether the value is an iterator, not only an iterable."""
    kind = type(value)
    return hasattr(kind, "__next__") and hasattr(kind, "__iter__")


def _account(iterator: Any) -> tuple[Callable[..., Any], tuple[Any, ...], Any]:
    try:
        with Quiet():  # itertools warn, from 3.12 on
            account = iterator.__reduce_ex__(4)
    except (TypeError, RuntimeError):  # RuntimeError: its dict or set has changed since
        raise CannotCopyError(iterator) from None
    if not isinstance(account, tuple):
        raise CannotCopyError(iterator)
    make, arguments, state = (*account, None)[:3]
    return make, arguments, state


def _with_copies(value: Any, copy_inner: Callable[[Any], Any]) -> Any:
    """The value with its iterators copied: the value itself, or those in tuples and dicts of a reduction."""
    if is_iterator(value):
        return copy_inner(value)
    if type(value) is tuple:
        return tuple([_with_copies(item, copy_inner) for item in value])
    if type(value) is dict:
        return {name: _with_copies(item, copy_inner) for name, item in value.items()}
    return value


def _set_state(copied: Any, state: Any) -> None:
    if hasattr(copied, "__setstate__"):
        with Quiet():
            copied.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    for name, value in {**(attributes or {}), **(slots or {})}.items():
        setattr(copied, name, value)

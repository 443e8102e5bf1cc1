"""What statements do that the host has no single operation for: matching exceptions, context managers, groups."""

from __future__ import annotations

from types import FunctionType, MethodType

from minicoro.runtime.traceback import reraise
from minicoro.runtime.type_names import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NOT_CLASSES = "catching classes that do not inherit from BaseException is not allowed"


def matches(error: BaseException, kinds: object) -> bool:
    """Whether ``except kinds`` takes ``error``.  Rule: exceptions/match.

    The class's own line of descent decides: ``__subclasscheck__`` is not asked.  TypeError if ``kinds`` is neither
    an exception class nor a tuple of them.

    Rule: generator-exit/base-exception
    """
    choices = kinds if isinstance(kinds, tuple) else (kinds,)
    for kind in choices:
        if not (isinstance(kind, type) and BaseException in kind.__mro__):
            raise TypeError(_NOT_CLASSES)
    line = type(error).__mro__
    for kind in choices:
        for ancestor in line:
            if ancestor is kind:
                return True
    return False


def split_group(rest: BaseException | None, kinds: object) -> tuple[BaseException | None, BaseException | None]:
    """What of ``rest`` an ``except*`` clause takes, and what it leaves.  Rule: exceptions/except-star."""
    choices = kinds if isinstance(kinds, tuple) else (kinds,)
    for kind in choices:
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise TypeError(_NOT_CLASSES)
        if issubclass(kind, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if rest is None:
        return None, None
    if matches(rest, kinds):
        if isinstance(rest, BaseExceptionGroup):
            return rest, None
        return BaseExceptionGroup("", (rest,)), None
    if isinstance(rest, BaseExceptionGroup):
        taken, left = rest.split(kinds)  # type: ignore[call-overload]
        return taken, left
    return None, rest


def finish_star(original: BaseException, raised: list[BaseException], rest: BaseException | None) -> None:
    """The end of a ``try`` with ``except*``: raise what clauses raised and what none took, together.

    Exceptions that clauses only passed on are merged back into the shape of the original (PEP 654).
    """
    ended = [*raised, *([rest] if rest is not None else [])]
    if not isinstance(original, BaseExceptionGroup):
        # A naked exception was wrapped for its clause; at most one thing can have come of it.
        if ended:
            reraise(ended[0])
        return
    new = [error for error in ended if not _same_metadata(error, original)]
    passed_on = _project(original, [error for error in ended if _same_metadata(error, original)])
    if passed_on is not None:
        new.append(passed_on)
    if new:
        reraise(new[0] if len(new) == 1 else BaseExceptionGroup("", new))


def _same_metadata(error: BaseException, original: BaseException) -> bool:
    """Whether ``error`` is a part of the original group that was passed on, not a new exception."""
    return (
        isinstance(error, BaseExceptionGroup)
        and getattr(error, "__notes__", None) is getattr(original, "__notes__", None)
        and error.__traceback__ is original.__traceback__
        and error.__cause__ is original.__cause__
        and error.__context__ is original.__context__
    )


def _leaves(error: BaseException) -> set[int]:
    if not isinstance(error, BaseExceptionGroup):
        return {id(error)}
    found: set[int] = set()
    for part in error.exceptions:
        found |= _leaves(part)
    return found


def _project(original: BaseExceptionGroup[Any], parts: list[BaseException]) -> BaseException | None:
    """The sub-group of the original that holds just the leaves of ``parts``, in its shape; None if there are none."""
    wanted: set[int] = set()
    for part in parts:
        wanted |= _leaves(part)

    def keep(error: BaseException) -> bool:
        return not isinstance(error, BaseExceptionGroup) and id(error) in wanted

    return original.subgroup(keep) if wanted else None


def enter_and_exit(manager: object) -> tuple[Callable[[], Any], Callable[..., Any]]:
    """The bound ``__enter__`` and ``__exit__`` of a context manager, looked up on its type in this order.

    Rule: with/protocol.  TypeError in CPython's words if one is missing.
    """
    return _bound_pair(manager, "__enter__", "__exit__", "context manager")


def async_enter_and_exit(manager: object) -> tuple[Callable[[], Any], Callable[..., Any]]:
    """As `enter_and_exit`, for ``async with``.  Rule: async-with/protocol."""
    return _bound_pair(manager, "__aenter__", "__aexit__", "asynchronous context manager")


def _bound_pair(
    manager: object, first: str, second: str, protocol: str
) -> tuple[Callable[[], Any], Callable[..., Any]]:
    name = type_name(manager)
    enter = special(manager, first)
    if enter is None:
        raise TypeError(f"'{name}' object does not support the {protocol} protocol")
    leave = special(manager, second)
    if leave is None:
        raise TypeError(f"'{name}' object does not support the {protocol} protocol (missed {second} method)")
    return enter, leave


def special(value: object, name: str, absent: Any = None) -> Callable[..., Any] | None:
    """The special method as the host looks it up: on the type, bound to the value; ``absent`` if there is none."""
    kind = type(value)
    for ancestor in kind.__mro__:
        if name in ancestor.__dict__:
            found = ancestor.__dict__[name]
            if type(found) is FunctionType:
                return MethodType(found, value)
            bind = getattr(type(found), "__get__", None)
            bound: Callable[..., Any] = found if bind is None else bind(found, value, kind)
            return bound
    return absent  # type: ignore[no-any-return]

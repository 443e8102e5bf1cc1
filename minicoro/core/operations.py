"""The helpers of machines: operations of statements, independent of the names in the program; the walker has some, too.

`HELPERS` has them by the names that states use.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable, Mapping
from typing import Any

from . import awaitables, events
from .classes import ABSENT, is_subtype, looked_up
from .errors import cause_of, context_of, next_entry, traceback_of
from .objects import type_name
from .versions import RULES

NOT_CLASSES = "catching classes that do not inherit from BaseException is not allowed"


def matches(error: BaseException, kinds: object) -> bool:
    """Whether ``except kinds`` catches ``error``: the MRO of its class decides (``CHECK_EXC_MATCH``).

    Rule: exceptions/match, generator-exit/base-exception
    """
    choices = kinds if isinstance(kinds, tuple) else (kinds,)
    for kind in choices:
        if not (isinstance(kind, type) and is_subtype(kind, BaseException)):
            raise TypeError(NOT_CLASSES)
    return any([is_subtype(type(error), kind) for kind in choices])


grouped: Callable[[BaseException], object] = lambda error: None  # noqa: E731
"""Called with a group that was made for an ``except*`` clause; `minicoro.exact.host_frames` gives it a traceback."""


def split(rest: BaseException | None, kinds: object) -> tuple[BaseException | None, BaseException | None]:
    """The part of ``rest`` that an ``except*`` clause catches, and the part that it leaves (``CHECK_EG_MATCH``).

    Rule: exceptions/except-star (PEP 654)
    """
    for kind in kinds if isinstance(kinds, tuple) else (kinds,):
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise TypeError(NOT_CLASSES)
        if issubclass(kind, BaseExceptionGroup):
            raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
    if rest is None:
        return None, None
    if matches(rest, kinds):
        if not isinstance(rest, BaseExceptionGroup):
            rest = BaseExceptionGroup("", (rest,))
            grouped(rest)
        return rest, None
    if isinstance(rest, BaseExceptionGroup):
        pair: object = rest.split(kinds)  # type: ignore[call-overload]
        if type(pair) is not tuple:
            raise TypeError(f"{type(rest).__name__}.split must return a tuple, not {type(pair).__name__}")
        if len(pair) < 2:
            raise TypeError(f"{type(rest).__name__}.split must return a 2-tuple, got tuple of size {len(pair)}")
        return pair[:2]
    return None, rest


def star_rest(original: BaseException, raised: list[BaseException], rest: BaseException | None) -> BaseException | None:
    """The exception raised at the end of a ``try`` with ``except*``; None: no exception is left.  (``PREP_RERAISE_STAR``)

    It has the exceptions of the clauses and those that no clause caught; passed-on parts keep the original group's shape.
    """
    ended = [*raised, *([] if rest is None else [rest])]
    if not isinstance(original, BaseExceptionGroup):
        return ended[0] if ended else None  # an exception that was no group was wrapped for its clause
    new = [error for error in ended if not _is_part(error, original)]
    passed = _project(original, [error for error in ended if _is_part(error, original)])
    found = [*new, *([] if passed is None else [passed])]
    if not found:
        return None
    is_alone = len(found) == 1 and not (new and RULES.wraps_single_exception)
    return found[0] if is_alone else BaseExceptionGroup("", found)


def _is_part(error: BaseException, original: BaseException) -> bool:
    """Whether ``error`` is a part of the original group that was passed on, not a new exception.

    Its notes are not compared: CPython compares a field that is never set (``is_same_exception_metadata``).
    """
    return (
        isinstance(error, BaseExceptionGroup)
        and _entry_of(error) == _entry_of(original)
        and cause_of(error) is cause_of(original)
        and context_of(error) is context_of(original)
    )


def _entry_of(error: BaseException) -> object:
    """The first traceback entry, without its frame: a frame that has suspended in the clause is another object (`undo_reraise`)."""
    entry = traceback_of(error)
    return entry and (next_entry(entry), entry.tb_lasti, entry.tb_lineno)


def _leaves(error: BaseException) -> set[int]:
    if not isinstance(error, BaseExceptionGroup):
        return {id(error)}
    return {leaf for part in error.exceptions for leaf in _leaves(part)}


def _project(original: BaseExceptionGroup[Any], parts: list[BaseException]) -> BaseException | None:
    """The sub-group of the original, in its shape, with exactly the leaves of ``parts``; None if there are none."""
    wanted = {leaf for part in parts for leaf in _leaves(part)}

    def keep(error: BaseException) -> bool:
        return not isinstance(error, BaseExceptionGroup) and id(error) in wanted

    return original.subgroup(keep) if wanted else None


def merge(result: dict[str, Any], mapping: Any, function: object) -> None:
    """Merge keyword arguments into ``result``, for a call of ``function`` (``DICT_MERGE``).

    Rule: evaluation/double-star: any object with ``keys()`` is accepted; no name may come twice.
    """
    if not hasattr(mapping, "keys"):
        words = f"{called(function)} argument" if RULES.lone_star_words else "Value"
        raise TypeError(f"{words} after ** must be a mapping, not {type_name(mapping)}")
    before = result.copy()
    if type(mapping) is dict:  # no key is hashed again
        result |= mapping
        if len(result) == len(before) + len(mapping):
            return
        result.clear()  # a name comes twice: it keeps its first value
        result |= before
    for key in mapping.keys():  # noqa: SIM118  any object with keys()
        if key in before:
            if RULES.keyword_twice_is_bare and sys.exc_info()[1] is not None:
                raise KeyError(key)
            raise TypeError(f"{called(function)} got multiple values for keyword argument '{key}'")
        before[key] = result[key] = mapping[key]


def called(function: Any) -> str:
    """A called function as messages name it (``_PyObject_FunctionStr``)."""
    name = getattr(function, "__qualname__", None)
    if name is None:
        return str(function)
    module = getattr(function, "__module__", None)
    return f"{name}()" if module in (None, "builtins") else f"{module}.{name}()"


def set_item(collection: Any, key: object, value: object) -> None:
    """``collection[key] = value`` for a dict comprehension: the key is evaluated before the value (``MAP_ADD``)."""
    collection[key] = value


def traceback(error: BaseException) -> object:
    """The traceback of an exception, whatever its class makes of ``__traceback__``."""
    return traceback_of(error)


_ITERABLES: list[Any] = [(), [], "", {}, {}.values(), {}.items(), set(), range(0), zip()]
ITERATORS = frozenset([id(type(iter(each))) for each in _ITERABLES])
"""The ``id`` of classes of iterators that a comprehension often has, for `own_iterator`."""


def own_iterator(source: Any) -> Any:
    """The first iterator of a comprehension or generator expression, from its iterable or iterator.  Rule: comprehension/source"""
    if id(type(source)) in ITERATORS:
        return source
    return iter(source) if looked_up(type(source), "__next__") is ABSENT else source


def build_class() -> Any:
    """The function that makes a class.  A program may replace it."""
    return builtins.__build_class__


def display(value: object) -> None:
    """Show the value of an expression at the prompt.  A program may replace ``sys.displayhook``."""
    sys.displayhook(value)


def unbound() -> None:
    """The marker of an unbound variable."""


def is_made_lazy(node: ast.Import | ast.ImportFrom, kind: str, space: Mapping[str, Any]) -> bool:
    """Whether a plain import in the body of a module is lazy: by ``__lazy_modules__`` or by `sys.set_lazy_imports` (3.15).

    kind: that of the import's scope.  space: its globals.  Rule: import/lazy
    """
    mode = getattr(sys, "get_lazy_imports", str)()
    names = [alias.name for alias in node.names]
    if kind != "module" or mode in ("", "none") or "*" in names:
        return False
    if isinstance(node, ast.ImportFrom):
        package = (space.get("__package__") or "").rsplit(".", node.level - 1)[0] if node.level else ""
        names = [".".join([part for part in (package, node.module) if part])]
    return mode == "all" or all([name in space.get("__lazy_modules__", ()) for name in names])


HELPERS: dict[str, Callable[..., Any]] = {
    "$aiter": awaitables.async_iterator_of,
    "$anext": awaitables.delegate_of_anext,
    "$async_methods": awaitables.async_methods,
    "$async_with": awaitables.delegate_of_async_with,
    "$awaitable": awaitables.delegate_of_await,
    "$build_class": build_class,
    "$display": display,
    "$iter": iter,
    "$iterator": awaitables.delegate_of_yield_from,
    "$line": events.line,
    "$made_iter": own_iterator,
    "$matches": matches,
    "$merge": merge,
    "$methods": awaitables.methods,
    "$set": set,
    "$set_item": set_item,
    "$split": split,
    "$star_rest": star_rest,
    "$traceback": traceback,
    "$type": type,
    "$unbound": unbound,
}
"""The helpers by the names that states use."""

"""The protocols behind patterns: sequences, mappings and classes (PEP 634)."""

from __future__ import annotations

import sys

from minicoro.runtime.type_names import name_of, type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Captures = dict[str, Any]

    Test = Callable[[dict[str, Any], Any, Captures], bool]

_CLASS = "class" if sys.version_info >= (3, 12) else "type"
_TPFLAGS_SEQUENCE = 1 << 5
_TPFLAGS_MAPPING = 1 << 6
_MATCH_SELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)


def sequence(subject: Any, count: int, star: int) -> bool:
    """Rule: match/sequence: by the type's sequence flag, and a length that ``count`` patterns can match.

    star: which of them takes the rest, -1 if none does.  A single one that takes all asks for no length.
    """
    if not type(subject).__flags__ & _TPFLAGS_SEQUENCE:
        return False
    if star < 0:
        return len(subject) == count
    return count == 1 or len(subject) >= count - 1


def each(items: tuple[Any, ...], tests: list[Test | None], frame: dict[str, Any], captures: Captures) -> bool:
    """Whether the items of a subject, unpacked whole, match their patterns (None: a wildcard)."""
    for test, item in zip(tests, items, strict=True):
        if test is not None and not test(frame, item, captures):
            return False
    return True


def picked(subject: Any, tests: list[Test | None], star: int, frame: dict[str, Any], captures: Captures) -> bool:
    """Rule: match/sequence-wildcard: beside ``*_`` only the items that a pattern looks at are fetched, by index."""
    for index, test in enumerate(tests):
        if test is None:
            continue
        item = subject[index] if index < star else subject[len(subject) - (len(tests) - index)]
        if not test(frame, item, captures):
            return False
    return True


def mapping(
    subject: Any,
    keys: list[Callable[[dict[str, Any]], Any]],
    tests: list[Test],
    rest: str | None,
    frame: dict[str, Any],
    captures: Captures,
) -> bool:
    """Rule: match/mapping: by the type's mapping flag; keys through ``get``, each once."""
    if not type(subject).__flags__ & _TPFLAGS_MAPPING:
        return False
    if keys and len(subject) < len(keys):
        return False
    wanted = [key(frame) for key in keys]
    values = _values(subject, wanted)
    if values is None:
        return False
    for test, value in zip(tests, values, strict=True):
        if not test(frame, value, captures):
            return False
    if rest is not None:
        remaining = dict(subject)
        for key in wanted:
            del remaining[key]
        captures[rest] = remaining
    return True


def _values(subject: Any, wanted: list[Any]) -> list[Any] | None:
    if not wanted:
        return []
    get, missing = subject.get, object()
    seen = set()
    values = []
    for key in wanted:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        value = get(key, missing)
        if value is missing:
            return None
        values.append(value)
    return values


_ABSENT = object()


def class_(
    subject: Any,
    kind: Any,
    positional: list[Test],
    named: list[tuple[str, Test]],
    frame: dict[str, Any],
    captures: Captures,
) -> bool:
    """Rule: match/class: ``isinstance``, then positional patterns through ``__match_args__``, then named ones."""
    if not isinstance(kind, type):
        raise TypeError(f"called match pattern must be a {_CLASS}")
    if not isinstance(subject, kind):
        return False
    seen: set[str] = set()
    values = []
    names, whole = _positional_names(kind, len(positional))
    if whole:
        values.append(subject)
    for name in names[: len(positional)]:
        if not isinstance(name, str):
            raise TypeError(f"__match_args__ elements must be strings (got {type_name(name)})")
        value = _attribute(subject, kind, name, seen)
        if value is _ABSENT:
            return False
        values.append(value)
    for name, _ in named:
        value = _attribute(subject, kind, name, seen)
        if value is _ABSENT:
            return False
        values.append(value)
    for test, value in zip([*positional, *[test for _, test in named]], values, strict=True):
        if not test(frame, value, captures):
            return False
    return True


def _positional_names(kind: type, count: int) -> tuple[tuple[Any, ...], bool]:
    """The attributes positional patterns stand for; and whether the single one is the subject itself."""
    if count == 0:
        return (), False
    try:
        names: Any = kind.__match_args__  # type: ignore[attr-defined]
    except AttributeError:
        matches_self = any([issubclass(kind, base) for base in _MATCH_SELF])
        allowed = 1 if matches_self else 0
        if count > allowed:
            raise _too_many(kind, allowed, count) from None
        return (), True
    if not isinstance(names, tuple):
        raise TypeError(f"{name_of(kind)}.__match_args__ must be a tuple (got {type_name(names)})")
    if count > len(names):
        raise _too_many(kind, len(names), count)
    return names, False


def _too_many(kind: type, allowed: int, given: int) -> TypeError:
    plural = "" if allowed == 1 else "s"
    return TypeError(f"{name_of(kind)}() accepts {allowed} positional sub-pattern{plural} ({given} given)")


def _attribute(subject: Any, kind: type, name: str, seen: set[str]) -> Any:
    if name in seen:
        raise TypeError(f"{name_of(kind)}() got multiple sub-patterns for attribute '{name}'")
    seen.add(name)
    try:
        return getattr(subject, name)
    except AttributeError:
        return _ABSENT

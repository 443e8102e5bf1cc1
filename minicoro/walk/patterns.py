"""Patterns: Language Reference, "The match statement" (PEP 634).

A function for each type of pattern tests whether a value matches, and collects in ``captured`` the names to bind.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .activation import MATCH, Activation, evaluate
from .targets import star_of, unpacker

SEQUENCE, MAPPING = 1 << 5, 1 << 6
"""Flags of a type (Include/object.h): it is matched as a sequence, as a mapping."""

Captured = dict[str, Any]
CAPTURES = (ast.MatchAs, ast.MatchStar)


def matches(a: Activation, pattern: ast.pattern, value: Any, captured: Captured) -> bool:
    """Whether ``value`` matches ``pattern``."""
    a.node = pattern
    return MATCH[type(pattern)](a, pattern, value, captured)


def literal(a: Activation, pattern: ast.MatchValue, value: Any, captured: Captured) -> bool:
    """``case 1:``, ``case some.name:``"""
    wanted = evaluate(a, pattern.value)
    a.node = pattern
    return bool(value == wanted)


def capture(a: Activation, pattern: ast.MatchAs | ast.MatchStar, value: Any, captured: Captured) -> bool:
    """``case name:``, ``case pattern as name:``, ``case _:``, and ``*name`` in a sequence."""
    inner = getattr(pattern, "pattern", None)
    if inner is not None and not matches(a, inner, value, captured):
        return False
    if pattern.name is not None:
        captured[pattern.name] = value
    return True


def alternatives(a: Activation, pattern: ast.MatchOr, value: Any, captured: Captured) -> bool:
    """``case x | y:``"""
    for part in pattern.patterns:
        found: Captured = {}
        if matches(a, part, value, found):
            captured.update(found)
            return True
    return False


def every(a: Activation, patterns: list[ast.pattern], values: list[Any], captured: Captured) -> bool:
    """Whether each value matches its pattern; the first mismatch ends the matching."""
    for pattern, value in zip(patterns, values, strict=True):  # noqa: SIM110  no generator expressions here
        if not matches(a, pattern, value, captured):
            return False
    return True


def is_wildcard(pattern: ast.pattern) -> bool:
    """Whether a pattern matches everything and binds nothing."""
    return isinstance(pattern, CAPTURES) and pattern.name is None and getattr(pattern, "pattern", None) is None


def sequence(a: Activation, pattern: ast.MatchSequence, value: Any, captured: Captured) -> bool:
    """``case [x, *y]:``  Items for wildcards are not read (``pattern_helper_sequence_subscr``).

    Rule: match/sequence, match/sequence-wildcard
    """
    if not type(value).__flags__ & SEQUENCE:
        return False
    parts, star = pattern.patterns, star_of(pattern.patterns, ast.MatchStar)
    wild = [is_wildcard(part) for part in parts]
    if parts and star is not None and len(parts) == 1 and wild[star]:
        return True
    length = len(value)
    if length != len(parts) if star is None else length < len(parts) - 1:
        return False
    if all(wild):
        return True
    if star is None or not wild[star]:
        return every(a, parts, unpacker(len(parts), star)(value), captured)
    for index, part in enumerate(parts):
        if not wild[index]:
            at = index if index < star else length - (len(parts) - index)
            a.node = pattern
            if not matches(a, part, value[at], captured):
                return False
    return True


def mapping(a: Activation, pattern: ast.MatchMapping, value: Any, captured: Captured) -> bool:
    """``case {key: x, **rest}:``  (``match_keys``)  Rule: match/mapping"""
    if not type(value).__flags__ & MAPPING:
        return False
    if pattern.keys and len(value) < len(pattern.keys):
        return False
    keys = [evaluate(a, key) for key in pattern.keys]
    a.node = pattern
    found, seen, absent = list[Any](), set[Any](), object()
    get: Any = value.get if keys else None
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        each = get(key, absent)
        if each is absent:
            return False
        found.append(each)
    if not every(a, pattern.patterns, found, captured):
        return False
    if pattern.rest is not None:
        a.node = pattern
        left = dict(value)
        for key in keys:
            del left[key]
        captured[pattern.rest] = left
    return True


def class_(a: Activation, pattern: ast.MatchClass, value: Any, captured: Captured) -> bool:
    """``case Class(x, attribute=y):``  All attributes are read before the first part is matched.  Rule: match/class"""
    kind = evaluate(a, pattern.cls)
    a.node = pattern
    found = reader(len(pattern.patterns), tuple(pattern.kwd_attrs))(value, kind)
    return found is not None and every(a, [*pattern.patterns, *pattern.kwd_patterns], found, captured)


@lru_cache
def reader(count: int, attributes: tuple[str, ...]) -> Callable[[Any, Any], list[Any] | None]:
    """A function that reads the values for the parts of a class pattern; it returns None if the value is of another class.

    The host reads ``__match_args__`` and the attributes (``match_class``): errors have CPython's words.
    """
    names = [f"x{number}" for number in range(count + len(attributes))]
    parts = [*names[:count], *map("{}={}".format, attributes, names[count:])]
    space: dict[str, Any] = {"__name__": __name__}
    text = f"def read(value, kind):\n match value:\n  case kind({', '.join(parts)}): return [{', '.join(names)}]"
    exec(compile(text, __file__, "exec"), space)
    return space["read"]  # type: ignore[no-any-return]


MATCH |= {
    ast.MatchValue: literal,
    ast.MatchSingleton: lambda a, pattern, value, captured: value is pattern.value,
    ast.MatchSequence: sequence,
    ast.MatchStar: capture,
}
MATCH |= {ast.MatchMapping: mapping, ast.MatchClass: class_, ast.MatchAs: capture, ast.MatchOr: alternatives}

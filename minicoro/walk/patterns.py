"""Patterns: Language Reference, "The match statement" (PEP 634).

A function for each type of pattern tests whether a value matches, and collects in ``captured`` the names to bind.
"""

from __future__ import annotations

import ast
from typing import Any

from minicoro.core.objects import type_name

from .activation import MATCH, MISSING, Activation, evaluate
from .targets import star_of, unpacker

SEQUENCE, MAPPING, MATCH_SELF = 1 << 5, 1 << 6, 1 << 22
"""Flags of a type (Include/object.h): sequence; mapping; its single positional pattern matches the value itself."""

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
        left = dict(value)
        for key in keys:
            del left[key]
        captured[pattern.rest] = left
    return True


def class_(a: Activation, pattern: ast.MatchClass, value: Any, captured: Captured) -> bool:
    """``case Class(x, attribute=y):``  Rule: match/class"""
    kind = evaluate(a, pattern.cls)
    a.node = pattern
    if not isinstance(kind, type):
        match value:  # the host raises its own error
            case kind():
                pass
    if not isinstance(value, kind):
        return False
    found, seen = [], set()
    names, whole = positional_names(kind, len(pattern.patterns))
    if whole:
        found.append(value)
    for name in [*names, *pattern.kwd_attrs]:
        if name in seen:
            raise TypeError(f"{kind.__name__}() got multiple sub-patterns for attribute {name!r}")
        seen.add(name)
        each = getattr(value, name, MISSING)
        if each is MISSING:
            return False
        found.append(each)
    return every(a, [*pattern.patterns, *pattern.kwd_patterns], found, captured)


def positional_names(kind: type, count: int) -> tuple[list[str], bool]:
    """The attributes for ``count`` positional patterns, and whether the one pattern matches the value itself."""
    if not count:
        return [], False
    names = getattr(kind, "__match_args__", None)
    whole = names is None and bool(kind.__flags__ & MATCH_SELF)
    names = () if names is None else names
    if not isinstance(names, tuple):
        raise TypeError(f"{kind.__name__}.__match_args__ must be a tuple (got {type_name(names)})")
    allowed = 1 if whole else len(names)
    if count > allowed:
        plural = "" if allowed == 1 else "s"
        raise TypeError(f"{kind.__name__}() accepts {allowed} positional sub-pattern{plural} ({count} given)")
    for name in names[:count]:
        if not isinstance(name, str):
            raise TypeError(f"__match_args__ elements must be strings (got {type_name(name)})")
    return list(names[:count]), whole


MATCH |= {
    ast.MatchValue: literal,
    ast.MatchSingleton: lambda a, pattern, value, captured: value is pattern.value,
    ast.MatchSequence: sequence,
    ast.MatchStar: capture,
}
MATCH |= {ast.MatchMapping: mapping, ast.MatchClass: class_, ast.MatchAs: capture, ast.MatchOr: alternatives}

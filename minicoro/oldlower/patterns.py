"""Patterns of ``match``.

Rule: match/patterns (PEP 634): a pattern tests a subject and collects captures; names are bound only when the whole
pattern has matched.
"""

from __future__ import annotations

from minicoro.oldlower import names, targets
from minicoro.oldlower.conditions import truth
from minicoro.oldlower.expressions import lower
from minicoro.oldlower.statements import block, compound
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime import matching
from minicoro.runtime.tracing_roles import silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.runtime.unit import Completion, Frame

    Captures = dict[str, Any]

    Test = Callable[[Frame, Any, Captures], bool]


def pattern(ctx: Context, node: ast.pattern) -> Test:
    """A closure that tests a subject and adds what the pattern captures."""
    return _PATTERNS[type(node)](ctx, node)


def _value(ctx: Context, node: ast.MatchValue) -> Test:
    value = lower(ctx, node.value)
    truth = bool
    return ctx.place(lambda frame, subject, captures: truth(subject == value(frame)), node)


def _singleton(ctx: Context, node: ast.MatchSingleton) -> Test:
    value = node.value
    return lambda frame, subject, captures: subject is value


def _sequence(ctx: Context, node: ast.MatchSequence) -> Test:
    stars = [index for index, item in enumerate(node.patterns) if isinstance(item, ast.MatchStar)]
    star = stars[0] if stars else -1
    tests = [None if _is_wildcard(item) else pattern(ctx, item) for item in node.patterns]
    count, fits = len(tests), matching.sequence
    if not any(tests):
        return ctx.place(lambda frame, subject, captures: fits(subject, count, star), node)
    if star >= 0 and tests[star] is None:
        check = matching.picked
        return ctx.place(
            lambda frame, subject, captures: (
                fits(subject, count, star) and check(subject, tests, star, frame, captures)
            ),
            node,
        )
    split, check_all = targets.unpacker_of(count, star), matching.each
    return ctx.place(
        lambda frame, subject, captures: (
            fits(subject, count, star) and check_all(split(subject), tests, frame, captures)
        ),
        node,
    )


def _is_wildcard(node: ast.pattern) -> bool:
    """``_`` or ``*_``: matches without looking."""
    if isinstance(node, ast.MatchStar):
        return node.name is None
    return isinstance(node, ast.MatchAs) and node.name is None and node.pattern is None


def _star(ctx: Context, node: ast.MatchStar) -> Test:
    assert node.name is not None
    return _capture(ctx, node.name)


def _mapping(ctx: Context, node: ast.MatchMapping) -> Test:
    keys = [lower(ctx, key) for key in node.keys]
    tests = [pattern(ctx, item) for item in node.patterns]
    rest = None if node.rest is None else ctx.scope.mangle(node.rest)
    check = matching.mapping

    def match_mapping(frame: Frame, subject: Any, captures: Captures) -> bool:
        return check(subject, keys, tests, rest, frame, captures)

    return ctx.place(match_mapping, node)


def _class(ctx: Context, node: ast.MatchClass) -> Test:
    kind = lower(ctx, node.cls)
    positional = [pattern(ctx, item) for item in node.patterns]
    # Attribute names of patterns are not mangled.
    named = [(n, pattern(ctx, p)) for n, p in zip(node.kwd_attrs, node.kwd_patterns, strict=True)]
    check = matching.class_

    def match_class(frame: Frame, subject: Any, captures: Captures) -> bool:
        return check(subject, kind(frame), positional, named, frame, captures)

    return ctx.place(match_class, node)


def _capture(ctx: Context, name: str) -> Test:
    mangled = ctx.scope.mangle(name)

    def capture(frame: Frame, subject: Any, captures: Captures) -> bool:
        captures[mangled] = subject
        return True

    return capture


def _as(ctx: Context, node: ast.MatchAs) -> Test:
    if node.pattern is None:
        return (lambda frame, subject, captures: True) if node.name is None else _capture(ctx, node.name)
    inner = pattern(ctx, node.pattern)
    assert node.name is not None
    capture = _capture(ctx, node.name)
    return lambda frame, subject, captures: inner(frame, subject, captures) and capture(frame, subject, captures)


def _or(ctx: Context, node: ast.MatchOr) -> Test:
    choices = [pattern(ctx, item) for item in node.patterns]

    def match_or(frame: Frame, subject: Any, captures: Captures) -> bool:
        for choice in choices:
            found: Captures = {}
            if choice(frame, subject, found):
                captures.update(found)
                return True
        return False

    return match_or


_PATTERNS: dict[type[ast.pattern], Callable[[Context, Any], Test]] = {
    ast.MatchValue: _value,
    ast.MatchSingleton: _singleton,
    ast.MatchSequence: _sequence,
    ast.MatchStar: _star,
    ast.MatchMapping: _mapping,
    ast.MatchClass: _class,
    ast.MatchAs: _as,
    ast.MatchOr: _or,
}


def captured_names(node: ast.AST) -> list[str]:
    """The names a pattern can capture, in source order."""
    found = []
    for item in ast.walk(node):
        name = getattr(item, "name", None) or getattr(item, "rest", None)
        if isinstance(item, ast.MatchAs | ast.MatchStar | ast.MatchMapping) and name is not None:
            found.append(name)
    return found


def matcher(ctx: Context, node: ast.pattern) -> Callable[[Frame, Any], bool]:
    """A closure that tests the subject and, if it matches, binds the names."""
    test = pattern(ctx, node)
    stores = {ctx.scope.mangle(name): names.store(ctx, name) for name in captured_names(node)}

    def match(frame: Frame, subject: Any) -> bool:
        captures: Captures = {}
        if not test(frame, subject, captures):
            return False
        for name, value in captures.items():
            stores[name](frame, value)
        return True

    return match


@compound(ast.Match)
def match_statement(ctx: Context, node: ast.Match) -> Statement:
    subject = lower(ctx, node.subject)
    cases = []
    for case in node.cases:
        guard: Expr | None = None if case.guard is None else truth(ctx, case.guard, case.pattern)
        cases.append((matcher(ctx, case.pattern), guard, block(ctx, case.body)))

    def run(frame: Frame) -> Completion:
        value = subject(frame)
        for matches, guard, body in cases:
            if matches(frame, value) and (guard is None or guard(frame)):
                del value
                return body(frame)
        return None

    return ctx.place(run, node.subject)


silent("match_statement.<locals>.run")

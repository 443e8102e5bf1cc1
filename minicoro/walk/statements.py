"""Statements, with one function for each type of node: Language Reference, chapters "Simple" and "Compound statements".

Each function returns the statement's completion; None: normal.  `handlers` has ``try`` and ``with``.
"""

from __future__ import annotations

import ast
from sys import exception

from minicoro.core.versions import RULES
from minicoro.lower.forms import folded, is_iterator, place_of_failure

from .activation import EXECUTE, MISSING, Activation, Completion, evaluate, execute
from .expressions import truth


def expression(a: Activation, node: ast.Expr) -> None:
    """An expression statement."""
    evaluate(a, node.value)


def assignment(a: Activation, node: ast.Assign) -> None:
    """``x = y = value``: the value first, then the targets from left to right."""
    value = evaluate(a, node.value)
    for target in node.targets[:-1]:
        a.bind(target, value)
    given = [value]
    del value
    a.bind(node.targets[-1], given.pop())


def return_(a: Activation, node: ast.Return) -> Completion:
    """``return value``"""
    a.temporaries["$returned"] = None if node.value is None else evaluate(a, node.value)
    return "return"


def if_(a: Activation, node: ast.If) -> Completion:
    """``if test: ... else: ...``"""
    return execute(a, node.body if truth(a, node.test, node) else node.orelse)


def while_(a: Activation, node: ast.While) -> Completion:
    """``while test: ... else: ...``"""
    while truth(a, node.test, node):
        completion = execute(a, node.body)
        if completion not in (None, "continue"):
            return None if completion == "break" else completion
    return execute(a, node.orelse)


def for_(a: Activation, node: ast.For) -> Completion:
    """``for target in iterable: ... else: ...``"""
    source = evaluate(a, folded(node))
    a.node = place = node.iter if RULES.iterates_at_source else getattr(node, "comprehension", node)
    a.stack.append(source if is_iterator(node.iter) else iter(source))
    del source
    completion = None
    while completion is None or completion == "continue":
        a.node = place
        value = next(a.stack[-1], MISSING)
        if value is MISSING:
            a.stack.pop()
            return execute(a, node.orelse)
        given = [value]
        del value
        a.bind(node.target, given.pop())
        completion = execute(a, node.body)
    a.stack.pop()
    return None if completion == "break" else completion


def assert_(a: Activation, node: ast.Assert) -> None:
    """``assert test, message``"""
    if not getattr(node, "is_idle", False) and not truth(a, node.test, node):
        given = () if node.msg is None else (evaluate(a, node.msg),)
        a.node = place_of_failure(node)
        raise AssertionError(*given)


def raise_(a: Activation, node: ast.Raise) -> None:
    """``raise error from cause``; a bare ``raise`` adds no traceback entry."""
    if node.exc is None:
        a.node, a.reraised = node, exception()
        raise
    error = evaluate(a, node.exc)
    if node.cause is None:
        a.node = node
        raise error
    cause = evaluate(a, node.cause)
    a.node = node
    raise error from cause


def match(a: Activation, node: ast.Match) -> Completion:
    """``match subject: case pattern if guard: ...``  (PEP 634)"""
    subject = evaluate(a, node.subject)
    for case in node.cases:
        if a.matches(case.pattern, subject) and (case.guard is None or truth(a, case.guard, case.pattern)):
            del subject
            return execute(a, case.body)
    return None


EXECUTE |= {ast.Expr: expression, ast.Assign: assignment, ast.Return: return_, ast.Assert: assert_, ast.Raise: raise_}
EXECUTE |= dict.fromkeys((ast.Pass, ast.Global, ast.Nonlocal), lambda a, node: None)
EXECUTE |= {ast.Break: lambda a, node: "break", ast.Continue: lambda a, node: "continue"}
EXECUTE |= {ast.If: if_, ast.While: while_, ast.For: for_, ast.Match: match}

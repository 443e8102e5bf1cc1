"""``try`` and ``with``: Language Reference, "The try statement", "The with statement".

A handler of the program runs inside a handler of the host's: ``sys.exc_info()``, a bare ``raise`` and ``__context__``
come out right.  No error of the walker's own is raised inside one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from minicoro.core.awaitables import methods
from minicoro.core.engine import referring
from minicoro.core.operations import matches, split, star_rest, traceback

from .activation import EXECUTE, MISSING, Activation, Completion, evaluate, execute
from .stubs import locate


def handled(error: BaseException, act: Callable[..., Completion], *given: Any) -> Completion:
    """``act(*given)`` while ``error`` is being handled.  Raising it once more leaves no mark on it.

    What the exception drops on its way has been dropped before: it does not see it as handled.
    """
    context, entries, referrer = error.__context__, error.__traceback__, referring(error)
    try:
        raise error
    except BaseException:
        error.__context__, error.__traceback__ = context, entries
        if referrer is not None:
            referrer.__context__ = error
        del context, entries, referrer
        return act(*given)


def try_(a: Activation, node: ast.Try | ast.TryStar) -> Completion:
    """``try: ... finally: ...``: a completion of the ``finally`` takes the place of the one that led there."""
    if not node.finalbody:
        return try_except(a, node)
    try:
        completion = try_except(a, node)
    except BaseException as raised:
        error = raised
    else:
        returned = a.temporaries.get("$returned", MISSING)
        replaced = execute(a, node.finalbody)
        if replaced is None and completion == "return":
            a.temporaries["$returned"] = returned
        return replaced or completion
    locate(a, error)
    return handled(error, finally_, a, node, error)


def finally_(a: Activation, node: ast.Try | ast.TryStar, error: BaseException) -> Completion:
    """Run the ``finally`` that an exception has led to."""
    replaced = execute(a, node.finalbody)
    if replaced is not None:
        return replaced
    a.reraised = error
    raise


def try_except(a: Activation, node: ast.Try | ast.TryStar) -> Completion:
    """The clauses in order; the first that matches handles the exception."""
    try:
        completion = execute(a, node.body)
    except BaseException as raised:
        if not node.handlers:
            raise
        error = raised
    else:
        return execute(a, node.orelse) if completion is None else completion
    locate(a, error)
    return handled(error, except_star if isinstance(node, ast.TryStar) else except_, a, node, error)


def except_(a: Activation, node: ast.Try, error: BaseException) -> Completion:
    """The first clause that matches handles the exception."""
    for clause in node.handlers:
        if clause.type is None:
            return handle(a, clause, error)
        kinds = evaluate(a, clause.type)
        a.node = clause
        if matches(error, kinds):
            return handle(a, clause, error)
    a.reraised = error
    raise


def handle(a: Activation, clause: ast.ExceptHandler, error: BaseException) -> Completion:
    """Run a clause.  Its name is unbound on every way out: the program may have deleted it itself."""
    if clause.name is None:
        del error
        return execute(a, clause.body)
    name = a.scope.mangle(clause.name)
    a.store(name, error)
    del error
    try:
        return execute(a, clause.body)
    finally:
        a.store(name, None)
        a.unbind(name)


def except_star(a: Activation, node: ast.TryStar, error: BaseException) -> Completion:
    """Each clause takes its part of the group; what is left, and what the clauses raise, goes on."""
    rest: BaseException | None = error
    raised: list[BaseException] = []
    for clause in node.handlers:
        assert clause.type is not None
        kinds = evaluate(a, clause.type)
        a.node = clause
        part, rest = split(rest, kinds)
        if part is not None:
            handled(part, handle_part, a, clause, part, raised)
    left = star_rest(error, raised, rest)
    if left is None:
        return None
    a.reraised, context, entries = left, left.__context__, left.__traceback__
    try:
        raise left
    finally:
        left.__context__, left.__traceback__ = context, entries
        del left, rest, raised


def handle_part(a: Activation, clause: ast.ExceptHandler, part: BaseException, raised: list[BaseException]) -> None:
    """Run a clause of ``except*``; add what it raises to ``raised``."""
    try:
        handle(a, clause, part)
    except BaseException as other:
        locate(a, other)
        raised.append(other)


def with_(a: Activation, node: ast.With, index: int = 0) -> Completion:
    """``with``, its managers from ``index`` on: a later one is inside of an earlier one."""
    if index == len(node.items):
        return execute(a, node.body)
    item = node.items[index]
    place = item.context_expr
    manager = evaluate(a, place)
    a.node = place
    enter, leave = methods(manager)
    del manager
    entered = [enter()]
    del enter
    try:
        if item.optional_vars is not None:
            a.bind(item.optional_vars, entered.pop())
        entered.clear()
        completion = with_(a, node, index + 1)
    except BaseException as raised:
        error = raised
    else:
        a.node = place
        leave(None, None, None)
        return completion
    locate(a, error)
    a.node = place
    return handled(error, left_by, a, leave, error)


def left_by(a: Activation, leave: Callable[..., object], error: BaseException) -> None:
    """An exception leaves a ``with``: a true result of ``__exit__`` swallows it."""
    if not leave(type(error), error, traceback(error)):
        a.reraised = error
        raise


EXECUTE |= {ast.Try: try_, ast.TryStar: try_, ast.With: with_}

"""``try`` and ``with`` without a suspension inside: Language Reference, "The try statement", "The with statement".

A statement with a suspension inside, such as an ``await``, does not come here: `lower.handlers` has split it into states.
A handler of the program runs inside of a host handler of the same exception, so that ``sys.exc_info()``, a bare ``raise``
and ``__context__`` are right.  No error of the walker itself is raised inside of it.
"""

from __future__ import annotations

import ast

from minicoro.core.awaitables import methods
from minicoro.core.operations import matches, split, star_rest, traceback
from minicoro.core.versions import RULES

from .activation import EXECUTE, MISSING, Activation, Completion, evaluate, execute
from .stubs import Kept, locate


def try_(a: Activation, node: ast.Try | ast.TryStar) -> Completion:
    """``try: ... finally: ...``: an abrupt completion of the ``finally`` replaces that of the body."""
    if not node.finalbody:
        return try_except(a, node)
    completion: Completion = None
    with Kept(a) as kept:
        completion = try_except(a, node)
    if kept.error is None:
        returned = a.temporaries.get("$returned", MISSING)
        replaced = execute(a, node.finalbody)
        if replaced is None and completion == "return":
            a.temporaries["$returned"] = returned
        return replaced or completion
    try:
        kept.once_more()
    except BaseException as error:
        kept.unmark(error)
        replaced = execute_handler(a, node.finalbody)
        if replaced is not None:
            return replaced
        a.reraised = error
        raise


def execute_handler(a: Activation, body: list[ast.stmt]) -> Completion:
    """Run the body of a handler.  If an exception leaves it, its values are dropped before the handled exception.  Rule: drop/closed"""
    completion: Completion = None
    with Kept(a) as kept:
        completion = execute(a, body)
    if kept.error is None:
        return completion
    try:
        kept.once_more()
    except BaseException as error:
        kept.unmark(error)
        a.reraised = error
        raise


def try_except(a: Activation, node: ast.Try | ast.TryStar) -> Completion:
    """The clauses are tried in order; the first that matches handles the exception."""
    completion: Completion = None
    with Kept(a) as kept:
        completion = execute(a, node.body)
    if kept.error is None:
        return execute(a, node.orelse) if completion is None else completion
    try:
        kept.once_more()
    except BaseException as error:
        kept.unmark(error)
        if isinstance(node, ast.TryStar):
            return except_star(a, node, error)
        for clause in node.handlers:
            kinds = None if clause.type is None else evaluate(a, clause.type)
            a.node = clause if clause.type else a.node
            if clause.type is None or matches(error, kinds):
                return handle(a, clause, error)
        a.reraised = error
        raise


def handle(a: Activation, clause: ast.ExceptHandler, error: BaseException) -> Completion:
    """Run a clause.  Its name is unbound on every way out, even if the program has deleted it."""
    if clause.name is None:
        del error
        return execute_handler(a, clause.body)
    name = a.scope.mangle(clause.name)
    a.store(name, error)
    del error
    try:
        return execute_handler(a, clause.body)
    finally:
        a.store(name, None)
        a.unbind(name)


def except_star(a: Activation, node: ast.TryStar, error: BaseException) -> Completion:
    """Each clause catches its part of the group; the rest, and the exceptions that clauses raise, are raised at the end."""
    rest: BaseException | None = error
    raised: list[BaseException] = []
    for clause in node.handlers:
        assert clause.type is not None
        kinds = evaluate(a, clause.type)
        a.node = clause
        part, rest = split(rest, kinds)
        if part is not None:
            handle_part(a, clause, part, raised)
    left = star_rest(error, raised, rest)
    if left is None:
        return None
    a.reraised, context, entries = left, left.__context__, left.__traceback__
    try:
        raise left
    finally:
        left.__context__, left.__traceback__ = context, entries
        del error, left, part, rest, raised


def handle_part(a: Activation, clause: ast.ExceptHandler, part: BaseException, raised: list[BaseException]) -> None:
    """Run a clause of ``except*`` while its part of the group is being handled; append its exception to ``raised``."""
    kept = Kept(a, part)
    try:
        kept.once_more(False)
    except BaseException:
        kept.unmark(part)
        try:
            handle(a, clause, part)
        except BaseException as other:
            locate(a, other)
            raised.append(other)


def with_(a: Activation, node: ast.With, index: int = 0) -> Completion:
    """``with``, its managers from ``index`` on.  A true result of ``__exit__`` suppresses the exception."""
    if index == len(node.items):
        return execute(a, node.body)
    item = node.items[index]
    place = item.context_expr if RULES.enters_at_expression else node
    manager = evaluate(a, item.context_expr)
    a.node = place
    enter, leave = methods(manager)
    del manager
    entered = [enter()]
    del enter
    completion: Completion = None
    with Kept(a) as kept:
        if item.optional_vars is not None:
            a.bind(item.optional_vars, entered.pop())
        entered.clear()
        completion = with_(a, node, index + 1)
    if kept.error is None:
        a.node = place
        leave(None, None, None)
        return completion
    try:
        kept.once_more()
    except BaseException as error:
        kept.unmark(error)
        a.node = place
        if leave(type(error), error, traceback(error)):
            return None
        a.reraised = error
        raise


EXECUTE |= {ast.Try: try_, ast.TryStar: try_, ast.With: with_}

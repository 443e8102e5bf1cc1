"""Statements of a suspending function: a statement that suspends is cut into states, any other stays whole."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from ..core.machine import Case, Execute
from .builder import Builder, assign, call, delete
from .expressions import arguments, branch_on, build_assignment, operands, rebuilt, spilled, value, values
from .forms import name, place_of_failure, placed
from .names import LOCAL
from .suspension import abrupt_ends

SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom)


def block(b: Builder, nodes: list[ast.stmt]) -> None:
    """Build statements in sequence."""
    for node in nodes:
        statement(b, node)


def statement(b: Builder, node: ast.stmt) -> None:
    """Build one statement."""
    outer, b.at = b.at, node
    b.suspension.cut_returns(node, loops=any([around.final or around.leave for around in b.around]))
    if isinstance(node, ast.Return):
        _return(b, node)
    elif isinstance(node, ast.Break | ast.Continue):
        mark(b, node)
        b.leave("break" if isinstance(node, ast.Break) else "continue")
    elif isinstance(node, ast.Global | ast.Nonlocal):
        pass  # nothing to build: `names` has read the statement
    elif b.suspension.suspends(node):
        STATES_OF[type(node)](b, node)
    elif abrupt_ends(node):
        _execute(b, node)
    else:
        b.step(node)
    b.at = outer


def mark(b: Builder, node: ast.AST) -> None:
    """A step that does nothing but issue a line event at ``node``."""
    b.step(ast.Pass(), node)


def _execute(b: Builder, node: ast.stmt) -> None:
    """Build a statement that does not suspend but may end in ``return``, ``break`` or ``continue``."""
    after, ends = b.new_state(), abrupt_ends(node)
    ways = [b.route(end) if end in ends else None for end in ("break", "continue", "return")]
    b.close(Execute(node, after.number, *ways), after)


def _return(b: Builder, node: ast.Return) -> None:
    """Rule: finally/return-value: the value is evaluated before any ``finally`` runs."""
    given = ast.Constant(None) if node.value is None else value(b, node.value)
    b.leave("return", placed(given, node))


def is_local(b: Builder, target: ast.expr) -> bool:
    """Whether a target is a local variable of the frame, to which an exit can bind its value directly."""
    return isinstance(target, ast.Name) and b.scope.where(b.scope.mangle(target.id)) is LOCAL


def store(b: Builder, target: ast.expr, given: ast.expr) -> None:
    """Bind ``target``, which may suspend, to the value of the expression ``given``.

    Rule: evaluation/unpacking
    """
    if not b.suspension.suspends(target):
        b.step(ast.Assign([target], given), target)
    elif isinstance(target, ast.Tuple | ast.List):
        items = [b.temporary("item") for _ in target.elts]
        starred = [isinstance(part, ast.Starred) for part in target.elts]
        names: list[ast.expr] = [name(item, ast.Store()) for item in items]
        names = [ast.Starred(n, ast.Store()) if star else n for n, star in zip(names, starred, strict=True)]
        b.step(ast.Assign([ast.Tuple(names, ast.Store())], given), target)
        for item, part in zip(items, target.elts, strict=True):
            store(b, part.value if isinstance(part, ast.Starred) else part, name(item))
            b.step(delete(item), part)
    else:
        kept = name(b.spill(given, target)) if not isinstance(given, ast.Name) or given.id[0] != "$" else given
        b.step(ast.Assign([rebuilt(target, values(b, operands(target)))], kept), target)


# Simple statements


def _expression(b: Builder, node: ast.Expr) -> None:
    build_assignment(b, node.value, None)


def _assign(b: Builder, node: ast.Assign) -> None:
    """Rule: evaluation/assignment: the value first, then the targets from left to right."""
    target = node.targets[0]
    if len(node.targets) == 1 and isinstance(node.value, SUSPENSIONS) and is_local(b, target):
        build_assignment(b, node.value, target.id)  # type: ignore[attr-defined]
    elif not any([b.suspension.suspends(target) for target in node.targets]):
        b.step(ast.copy_location(ast.Assign(node.targets, value(b, node.value)), node))
    else:
        kept = b.keeping(node.value, "value")
        b.step(assign(kept, value(b, node.value)), node.value)
        for target in node.targets:
            store(b, target, name(kept))
        b.step(delete(kept))


def _augmented(b: Builder, node: ast.AugAssign) -> None:
    """Rule: evaluation/augmented: the target is read before the right side is evaluated."""
    target = node.target
    parts = [] if isinstance(target, ast.Name) else operands(target)
    kept = [b.keeping(part, "target") for part in parts]
    for temporary, part in zip(kept, parts, strict=True):
        b.step(assign(temporary, value(b, part)), part)
    place = copy.copy(target) if not parts else rebuilt(target, [placed(name(k), target) for k in kept])
    read = copy.copy(place)
    read.ctx = ast.Load()
    current = b.keeping(target, "current")
    b.step(assign(current, read), target)
    b.step(ast.AugAssign(name(current, ast.Store()), node.op, value(b, node.value)), node)
    b.step(ast.Assign([place], name(current)), node)
    b.step(delete(current, *kept))


def _annotated(b: Builder, node: ast.AnnAssign) -> None:
    """PEP 526: in a function the annotation is not evaluated."""
    if node.value is not None:
        _assign(b, ast.copy_location(ast.Assign([node.target], node.value), node))
    else:
        for operand in operands(node.target):
            b.step(ast.Expr(value(b, operand)), operand)


def _with_operands(b: Builder, node: ast.stmt) -> None:
    """A statement that evaluates all its operands first: `OPERANDS`."""
    b.step(rebuilt(node, values(b, operands(node))))


def _assert(b: Builder, node: ast.Assert) -> None:
    if node.is_idle:  # type: ignore[attr-defined]
        return
    failed, passed = b.new_state(), b.new_state()
    branch_on(b, node.test, passed, failed, node)
    b.current = failed
    message = None if node.msg is None else value(b, node.msg)
    place = place_of_failure(node)
    b.step(ast.Assert(ast.copy_location(ast.Constant(False), place), message), place)
    b.jump(passed)


def _delete(b: Builder, node: ast.Delete | ast.Tuple | ast.List) -> None:
    for target in node.targets if isinstance(node, ast.Delete) else node.elts:
        if not b.suspension.suspends(target):
            b.step(ast.Delete([target]), target)
        elif isinstance(target, ast.Tuple | ast.List):
            _delete(b, target)
        else:
            b.step(ast.Delete([rebuilt(target, values(b, operands(target)))]), target)


# Definitions


def _class(b: Builder, node: ast.ClassDef) -> None:
    """Rule: evaluation/definition: first decorators, then bases and keywords, as the arguments of a call."""
    if getattr(node, "type_params", None) or all([keyword.arg is not None for keyword in node.keywords]):
        _with_operands(b, node)
        return
    made = copy.copy(node)
    made.decorator_list = [spilled(b, decorator) for decorator in node.decorator_list]
    builder = b.temporary("function")
    b.step(assign(builder, call("$build_class")))
    made.bases, made.keywords = arguments(b, node.bases, node.keywords, builder)
    b.step(delete(builder))
    b.step(placed(made, node))


# Choices


def _if(b: Builder, node: ast.If) -> None:
    then, otherwise, end = b.new_state(), b.new_state(), b.new_state()
    branch_on(b, node.test, then, otherwise, node)
    block(b, node.body)
    b.jump(end, otherwise)
    block(b, node.orelse)
    b.jump(end)


def _match(b: Builder, node: ast.Match) -> None:
    """Rule: match/patterns: the patterns are tried in order; a guard runs after the names of its pattern are bound."""
    subject, end = b.keeping(node.subject, "subject"), b.new_state()
    b.step(assign(subject, value(b, node.subject)), node.subject)
    for case in node.cases:
        inside, following = b.new_state(), b.new_state()
        b.close(Case(subject, case.pattern, inside.number, following.number), inside)
        if case.guard is not None:
            branch_on(b, case.guard, b.new_state(), following, case.pattern)
        b.step(delete(subject), case.pattern)
        block(b, case.body)
        b.jump(end, following)
    b.step(delete(subject))
    b.jump(end)


STATES_OF: dict[type[ast.stmt], Callable[[Builder, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AugAssign: _augmented,
    ast.AnnAssign: _annotated,
    ast.Raise: _with_operands,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.FunctionDef: _with_operands,
    ast.AsyncFunctionDef: _with_operands,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.Match: _match,
}
"""The functions that build the states of suspending statements; `loops` and `handlers` add theirs."""

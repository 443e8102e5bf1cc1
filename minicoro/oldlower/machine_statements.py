"""Statements of a suspending function: what suspends is cut into states, what does not stays whole."""

from __future__ import annotations

from minicoro.oldlower import annotations as hints
from minicoro.oldlower import expressions, operators, shapes, statements, targets
from minicoro.oldlower.builder import drop, keep, peek, take
from minicoro.oldlower.machine_calls import class_definition
from minicoro.oldlower.machine_expressions import branch_on, operands, spill, value
from minicoro.oldlower.machine_loops import async_for_statement, for_statement, while_statement
from minicoro.oldlower.machine_try import try_star_statement, try_statement, with_statement
from minicoro.oldlower.patterns import matcher
from minicoro.oldlower.suspension import ways_out
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import Where
from minicoro.runtime.machine import Complete, Note, Return
from minicoro.runtime.state import SHARED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.builder import Builder
    from minicoro.oldlower.names import Expr
    from minicoro.runtime.unit import Frame


def block(b: Builder, nodes: list[ast.stmt]) -> None:
    """Add statements in a row to ``b``."""
    for node in nodes:
        statement(b, node)


def statement(b: Builder, node: ast.stmt) -> None:
    """Add one statement to ``b``."""
    outer = b.looking_at(node)
    if SHARED.lines and b.suspension.suspends(node):
        b.step(statements.telling_line(b.ctx, node, lambda frame: None), node, f"line {node.lineno}")
    _statement(b, node)
    b.at = outer


def _statement(b: Builder, node: ast.stmt) -> None:
    if isinstance(node, ast.Return):
        _return(b, node)
    elif isinstance(node, ast.Break | ast.Continue):
        kind = "break" if isinstance(node, ast.Break) else "continue"
        mark(b, node)
        b.jump(b.drafts[b.route(kind)], b.new_state())
    elif isinstance(node, ast.Pass) or _is_unseen(b, node):
        mark(b, node)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        pass
    elif isinstance(node, ast.Expr) and isinstance(node.value, _SUSPENSIONS) and not statements.shows(b.ctx):
        b.wanted[id(node.value)] = None
        value(b, node.value)
    elif b.suspension.suspends(node):
        cut = _CUT.get(type(node))
        if cut is not None:
            cut(b, node)
        else:
            closures = operands(b, statements.OPERANDS[type(node)](node))
            b.step(statements.SIMPLE[type(node)](b.ctx, node, closures))
    elif b.suspension.abrupt(node):
        _complete(b, node)
    else:
        b.step(statements.statement(b.ctx, node))


def mark(b: Builder, node: ast.stmt | ast.ExceptHandler) -> None:
    """Add a step that does nothing, for a tracer to see that the control is at ``node``."""
    b.current.add(statements.mark(b.ctx, node), Note())


_SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom)


def is_local(b: Builder, target: ast.expr) -> bool:
    """Whether a target is a plain variable of the frame, which a value can go into without a step."""
    return isinstance(target, ast.Name) and b.ctx.scope.resolve(target.id) is Where.LOCAL


def _is_unseen(b: Builder, node: ast.stmt) -> bool:
    """A constant by itself does nothing, except in an interactive input, which shows it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and not statements.shows(b.ctx)


def _complete(b: Builder, node: ast.stmt) -> None:
    """A whole statement that may end in ``return``, ``break`` or ``continue``."""
    after = b.new_state()
    ways = ways_out(node)
    on_break, on_continue, on_return = [
        b.route(kind) if kind in ways else -1 for kind in ("break", "continue", "return")
    ]
    run = statements.statement(b.ctx, node)
    b.close(Complete(run, after.index, on_break, on_continue, on_return), after, node)


def _return(b: Builder, node: ast.Return) -> None:
    result: Expr = statements.mark(b.ctx, node) if node.value is None else value(b, node.value)
    if not b.ways or not any([way.through or way.leave or way.drops for way in b.ways]):
        directly = None
        if node.value is not None and not b.suspension.suspends(node.value):
            directly = shapes.returning(b.ctx, node.value, expressions.lower)
        b.close(Return(result, directly), b.new_state(), node)
        return
    b.step(keep("$return", lambda frame: (result(frame),)))
    b.jump(b.drafts[b.route("return")], b.new_state())


def _if(b: Builder, node: ast.If) -> None:
    then, otherwise, end = b.new_state(), b.new_state(), b.new_state()
    branch_on(b, node.test, node, then, otherwise)
    block(b, node.body)
    b.jump(end, otherwise)
    block(b, node.orelse)
    b.jump(end)


def assign(b: Builder, target: ast.expr, result: Expr, source: str = "…") -> None:
    """Store what ``result`` gives to ``target``, in which something may suspend.

    ``source`` says, for those who look, where the result comes from.
    """
    if not b.suspension.suspends(target):
        bind = targets.store(b.ctx, target)
        b.step(lambda frame: bind(frame, result(frame)), target, f"{{}} = {source}")
        return
    if isinstance(target, ast.Starred):
        assign(b, target.value, result, source)
        return
    kept = b.spill(result, target, source)
    if isinstance(target, ast.Tuple | ast.List):
        _assign_items(b, target, kept)
        return
    closures = operands(b, targets.operands(target))
    bind = targets.build_store(b.ctx, target, closures)
    b.step(lambda frame: bind(frame, frame.pop(kept)), target, f"{{}} = {kept}")


def _assign_items(b: Builder, target: ast.Tuple | ast.List, kept: str) -> None:
    split = targets.unpacker(target)
    items = [b.temporary("item") for _ in target.elts]

    def unpack(frame: Frame) -> None:
        for name, item in pairs(items, split(frame.pop(kept))):
            frame[name] = item

    pairs = zip
    b.step(b.ctx.place(unpack, target), target, kept, Note(keeps=tuple(items)))
    for name, part in zip(items, target.elts, strict=True):
        assign(b, part, take(name), name)


def _assign(b: Builder, node: ast.Assign) -> None:
    """Rule: evaluation/assignment: the value first, then each target from left to right."""
    target = node.targets[0]
    if len(node.targets) == 1 and isinstance(node.value, _SUSPENSIONS) and is_local(b, target):
        b.wanted[id(node.value)] = b.ctx.scope.mangle(target.id)  # type: ignore[attr-defined]
        value(b, node.value)
        return
    result = value(b, node.value)
    if len(node.targets) == 1 and not b.suspension.suspends(target):
        bind = targets.store(b.ctx, node.targets[0])
        b.step(b.ctx.place(lambda frame: bind(frame, result(frame)), node))
        return
    kept = b.spill(result, node.value)
    for target in node.targets[:-1]:
        assign(b, target, peek(kept), kept)
    assign(b, node.targets[-1], take(kept), kept)


def _augmented(b: Builder, node: ast.AugAssign) -> None:
    """Rule: evaluation/augmented: the target is read before the right side is evaluated."""
    kept = [spill(b, operand) for operand in targets.operands(node.target)]
    read = expressions.build(b.ctx, node.target, [peek(name) for name in kept])
    current = b.spill(read, node.target)
    result = value(b, node.value)
    compute = b.ctx.place(operators.IN_PLACE[type(node.op)](take(current), result), node)
    bind = targets.build_store(b.ctx, node.target, [take(name) for name in kept])
    b.step(lambda frame: bind(frame, compute(frame)))


def _annotated(b: Builder, node: ast.AnnAssign) -> None:
    if node.value is None:
        for operand in targets.operands(node.target):
            closure = value(b, operand)
            b.step(closure)
        return
    result = value(b, node.value)
    assign(b, node.target, result, b.temporaries[-1] if b.suspension.suspends(node.value) else "…")
    for step in hints.annotation(b.ctx, node):
        b.step(step)


def _assert(b: Builder, node: ast.Assert) -> None:
    failed, passed = b.new_state(), b.new_state()
    branch_on(b, node.test, node, passed, failed)
    b.current = failed
    message = None if node.msg is None else value(b, node.msg)
    b.step(statements.build_assert(b.ctx, node, lambda frame: False, message))
    b.jump(passed)


def _delete(b: Builder, node: ast.Delete) -> None:
    for target in node.targets:
        _delete_target(b, target)


def _delete_target(b: Builder, target: ast.expr) -> None:
    if isinstance(target, ast.Tuple | ast.List):
        for item in target.elts:
            _delete_target(b, item)
    elif b.suspension.suspends(target):
        b.step(targets.build_delete(b.ctx, target, operands(b, targets.operands(target))))
    else:
        b.step(targets.delete(b.ctx, target))


def _match(b: Builder, node: ast.Match) -> None:
    subject = b.spill(value(b, node.subject), node.subject)
    end = b.new_state()
    for case in node.cases:
        inside, following = b.new_state(), b.new_state()
        matches = matcher(b.ctx, case.pattern)
        b.branch(_bind_matcher(matches, subject), inside, following, case.pattern, f"{subject} matches {{}}")
        if case.guard is not None:
            accepted = b.new_state()
            branch_on(b, case.guard, case.pattern, accepted, following)
        b.step(drop((subject,)))
        block(b, case.body)
        b.jump(end, following)
    b.step(drop((subject,)))
    b.jump(end)


def _bind_matcher(matches: Callable[[Frame, Any], bool], subject: str) -> Expr:
    return lambda frame: matches(frame, frame[subject])


_CUT: dict[type[ast.stmt], Callable[[Builder, Any], None]] = {
    ast.If: _if,
    ast.For: for_statement,
    ast.AsyncFor: async_for_statement,
    ast.While: while_statement,
    ast.Try: try_statement,
    ast.TryStar: try_star_statement,
    ast.With: with_statement,
    ast.AsyncWith: with_statement,
    ast.Match: _match,
    ast.Assign: _assign,
    ast.AugAssign: _augmented,
    ast.AnnAssign: _annotated,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.ClassDef: class_definition,
}

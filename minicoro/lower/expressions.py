"""Expressions around a suspension: the operands on its left are spilled, in evaluation order.

Rule: evaluation/spill: an operand left of a suspension is evaluated before it and keeps its value across it.

An expression that does not suspend stays as it is.  An expression that suspends is cut: its evaluation up to the last
suspension is built as states, and an expression is returned that has its value after that suspension.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterable
from typing import Any

from ..core.machine import Yield, is_spill
from ..core.versions import RULES
from .builder import Builder, Draft, assign, call, delete
from .forms import FROZEN_TWICE, INNER, empty, frozen, name, parts_in_frame, placed


def value(b: Builder, node: ast.expr) -> ast.expr:
    """Build the evaluation of ``node`` up to its last suspension.  Returns the expression for its value after that."""
    if not b.suspension.suspends(node):
        return node
    outer, b.at = b.at, node
    special = SPECIAL.get(type(node))
    built = special(b, node) if special is not None else rebuilt(node, values(b, operands(node)))
    b.at = outer
    return built


def values(b: Builder, nodes: list[ast.expr]) -> list[ast.expr]:
    """The expressions for the values of operands; all operands left of the last suspension are spilled."""
    suspending = [index for index, node in enumerate(nodes) if b.suspension.suspends(node)]
    last = suspending[-1] if suspending else -1
    return [spilled(b, node) if index < last else value(b, node) for index, node in enumerate(nodes)]


def spilled(b: Builder, node: ast.expr) -> ast.expr:
    """Evaluate an operand now, into a spill; a constant needs none.

    A starred operand is unpacked now and a field of an f-string is formatted now, as CPython does.
    Rule: evaluation/fstring, evaluation/tstring
    """
    if isinstance(node, ast.Constant):
        return node
    if isinstance(node, ast.Starred):
        items = placed(ast.List([ast.Starred(value(b, node.value), ast.Load())], ast.Load()), b.at)
        return placed(ast.Starred(name(b.spill(items, node)), ast.Load()), node)
    if isinstance(node, ast.FormattedValue):
        text = placed(ast.JoinedStr([value(b, node)]), node)
        return placed(ast.FormattedValue(name(b.spill(text, node)), -1, None), node)
    if isinstance(node, ast.Slice | Interpolation):  # making it runs no code
        return rebuilt(node, [spilled(b, part) for part in operands(node)])  # type: ignore[no-any-return]
    built = value(b, node)
    if isinstance(built, ast.Name) and is_spill(built.id):  # the value is in a spill already
        return built
    return placed(name(b.spill(built, node)), node)


def operands(node: ast.expr | ast.stmt) -> list[ast.expr]:
    """The operands of an expression, or of a statement that evaluates all of them first, in the order of their evaluation.

    (Language Reference, "Evaluation order")  Rule: evaluation/definition: first decorators, then defaults, then annotations.
    """
    found = OPERANDS[type(node)](node)
    return [operand for operand in found if operand is not None]


OPERANDS: dict[type[ast.AST], Callable[[Any], Iterable[Any]]] = {
    ast.BinOp: lambda node: [node.left, node.right],
    ast.UnaryOp: lambda node: [node.operand],
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.Call: lambda node: [node.func, *node.args, *[keyword.value for keyword in node.keywords]],
    ast.Tuple: lambda node: node.elts,
    ast.List: lambda node: node.elts,
    ast.Set: lambda node: node.elts,
    ast.Dict: lambda node: [part for pair in zip(node.keys, node.values, strict=True) for part in pair],
    ast.Attribute: lambda node: [node.value],
    ast.Subscript: lambda node: [node.value, node.slice],
    ast.Slice: lambda node: [node.lower, node.upper, node.step],
    ast.Starred: lambda node: [node.value],
    ast.JoinedStr: lambda node: node.values,
    ast.FormattedValue: lambda node: [node.value, node.format_spec],
    ast.NamedExpr: lambda node: [node.value],
    ast.Raise: lambda node: [node.exc, node.cause],
    **dict.fromkeys([*INNER], parts_in_frame),
}
TemplateStr, Interpolation = [
    getattr(ast, kind, type(kind, (ast.expr,), {})) for kind in ("TemplateStr", "Interpolation")
]
"""The nodes of PEP 750 (3.14); in older versions, classes without instances."""
OPERANDS[TemplateStr] = OPERANDS[ast.JoinedStr]
OPERANDS[Interpolation] = OPERANDS[ast.FormattedValue]


def rebuilt(node: Any, built: list[ast.expr]) -> Any:
    """``node`` with the expressions ``built`` in the place of its operands."""
    return _rebuilt(node, dict(zip([id(operand) for operand in operands(node)], built, strict=True)))


def _rebuilt(part: Any, replaced: dict[int, ast.expr]) -> Any:
    made = copy.copy(part)
    for field, content in ast.iter_fields(part):
        items = [_replaced(item, replaced) for item in (content if isinstance(content, list) else [content])]
        setattr(made, field, items if isinstance(content, list) else items[0])
    return made


def _replaced(part: Any, replaced: dict[int, ast.expr]) -> Any:
    if id(part) in replaced:
        return replaced[id(part)]
    return _rebuilt(part, replaced) if isinstance(part, PARTS) else part


PARTS = ast.keyword | ast.arguments | ast.arg | ast.comprehension | ast.FunctionDef | ast.AsyncFunctionDef
"""The nodes between an expression or definition and its operands."""


# Suspensions


def _suspension(b: Builder, node: ast.expr) -> ast.expr:
    result = b.keeping(node)
    build_assignment(b, node, result)
    return placed(name(result), node)


def build_assignment(b: Builder, node: ast.expr, result: str | None) -> None:
    """Build ``result = node``, or ``node`` alone if ``result`` is None; the value of a suspension is bound to ``result`` directly.

    Rule: yield/suspend (PEP 342), await/delegation, await/exception (PEP 492), yield-from/delegation (PEP 380)
    """
    if isinstance(node, ast.Yield):
        given = placed(ast.Constant(None), node) if node.value is None else value(b, node.value)
        following = b.new_state()
        b.close(Yield(given, result, following.number, node), following)
    elif isinstance(node, ast.Await):
        b.delegate(call("$awaitable", value(b, node.value)), node, "await", result)
    elif isinstance(node, ast.YieldFrom):
        source = _as_tuple(node.value) if RULES.delegates_to_sequence else node.value
        b.delegate(call("$iterator", value(b, source), name("$self")), node, "yield from", result)
    else:
        built = value(b, node)
        b.step(ast.Expr(built) if result is None else assign(result, built), node)


def _as_tuple(source: ast.expr) -> ast.expr:
    """A tuple in the place of a list display that is only iterated over.  Rule: yield-from/sequence"""
    if not isinstance(source, ast.List) or any([isinstance(item, ast.Starred) for item in source.elts]):
        return source
    return placed(ast.Tuple(source.elts, ast.Load()), source)


# Expressions whose operands are not all evaluated


def _boolean(b: Builder, node: ast.BoolOp) -> ast.expr:
    """Rule: evaluation/boolean: the operands but the last are tested, in order, until one decides."""
    result, end = b.keeping(node), b.new_state()
    _decide_by_all_but_last(b, node, result, end, end)
    b.step(assign(result, value(b, node.values[-1])), node.values[-1])
    b.jump(end)
    return placed(name(result), node)


def _decide_by_all_but_last(b: Builder, node: ast.BoolOp, result: str, then: Draft, otherwise: Draft) -> None:
    """Test all operands but the last; the deciding operand's value is kept in ``result``.  Go on building before the last one."""
    for operand in node.values[:-1]:
        following = b.new_state()
        ways = (following, otherwise) if isinstance(node.op, ast.And) else (then, following)
        _decide(b, operand, node, result, *ways)
        b.current = following
        b.step(delete(result), operand)


def _decide(b: Builder, node: ast.expr, around: ast.expr, result: str, then: Draft, otherwise: Draft) -> None:
    """Put an operand of ``around`` into ``result``, and branch on its truth.

    Where CPython's compiler joins jumps, an operand that decides an inner operation decides the outer one without a second test:
    in ``(a and b) or c`` a false ``a`` goes to ``c`` at once.
    Rule: versions/truth-asked-twice
    """
    if isinstance(node, ast.BoolOp) and is_joined(node, around):
        _decide_by_all_but_last(b, node, result, then, otherwise)
        _decide(b, node.values[-1], around, result, then, otherwise)
    elif isinstance(node, ast.IfExp) and RULES.joins_jumps:
        chosen, refused = b.new_state(), b.new_state()
        branch_on(b, node.test, chosen, refused, node)
        b.current = chosen
        _decide(b, node.body, node, result, then, otherwise)
        b.current = refused
        _decide(b, node.orelse, around, result, then, otherwise)
    else:
        place = around if isinstance(around, ast.BoolOp) else node  # the operation asks for the truth
        b.branch(placed(ast.NamedExpr(name(result, ast.Store()), value(b, node)), place), then, otherwise)


def is_joined(node: ast.BoolOp, around: ast.expr) -> bool:
    """Whether an operand that decides ``node`` decides ``around`` without a second test.  Rule: versions/truth-asked-twice"""
    if not RULES.joins_jumps or not isinstance(around, ast.BoolOp):
        return False
    return RULES.joins_lines or node.lineno == around.lineno


def _conditional(b: Builder, node: ast.IfExp) -> ast.expr:
    result = b.keeping(node)
    then, otherwise, end = b.new_state(), b.new_state(), b.new_state()
    branch_on(b, node.test, then, otherwise, node)
    b.step(assign(result, value(b, node.body)), node.body)
    b.jump(end, otherwise)
    b.step(assign(result, value(b, node.orelse)), node.orelse)
    b.jump(end)
    return placed(name(result), node)


def branch_on(b: Builder, node: ast.expr, then: Draft, otherwise: Draft, around: ast.AST) -> None:
    """Branch on the truth of ``node`` to ``then`` or ``otherwise``; go on building in ``then``.

    Each part of a condition is tested once (CPython's ``codegen_jump_if``).  around: the node that the condition belongs to;
    until 3.11 the test has its position.

    Rule: evaluation/condition, versions/truth-asked-twice
    """
    if not b.suspension.suspends(node):
        b.branch(node, then, otherwise, None if RULES.asks_at_test else around)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        branch_on(b, node.operand, otherwise, then, around)
    elif isinstance(node, ast.BoolOp):
        for operand in node.values[:-1]:
            following = b.new_state()
            ways = (following, otherwise) if isinstance(node.op, ast.And) else (then, following)
            branch_on(b, operand, *ways, around)
            b.current = following
        branch_on(b, node.values[-1], then, otherwise, around)
    elif isinstance(node, ast.IfExp):
        chosen, refused = b.new_state(), b.new_state()
        branch_on(b, node.test, chosen, refused, around)
        for arm, result in ((chosen, node.body), (refused, node.orelse)):
            b.current = arm
            branch_on(b, result, then, otherwise, around)
    elif isinstance(node, ast.Compare) and len(node.ops) > 1:
        b.branch(_chain(b, node, otherwise, None), then, otherwise)
    else:
        b.branch(value(b, node), then, otherwise, None if RULES.asks_at_test else around)
    b.current = then


def _chain(b: Builder, node: ast.Compare, failed: Draft, result: str | None) -> ast.expr:
    """Build a chain of comparisons but the last one, which is returned.  The first false comparison jumps to ``failed``.

    result: the variable for the value of each comparison.  Rule: evaluation/comparison
    """
    left = spilled(b, node.left)
    for op, operand in zip(node.ops[:-1], node.comparators[:-1], strict=True):
        right = b.temporary("operand")
        b.step(assign(right, value(b, operand)), operand)
        test: ast.expr = placed(ast.Compare(left, [op], [name(right)]), node)
        if result is not None:
            test = placed(ast.NamedExpr(name(result, ast.Store()), test), node)
        following, dropping = b.new_state(), b.new_state()
        b.branch(test, following, dropping)
        b.current = dropping
        b.step(delete(right))
        b.jump(failed, following)
        if result is not None:
            b.step(delete(result), node)
        kept = b.keeping(operand)
        b.step(assign(kept, name(right)), node)  # the operand is read a second time
        left = placed(name(kept), operand)
        b.step(delete(right), node)
    return placed(ast.Compare(left, [node.ops[-1]], [value(b, node.comparators[-1])]), node)


def _comparison(b: Builder, node: ast.Compare) -> ast.expr:
    """Rule: evaluation/comparison: each operand is evaluated at most once, and only while the chain is true."""
    if len(node.ops) == 1:
        return rebuilt(node, values(b, operands(node)))  # type: ignore[no-any-return]
    result, end = b.keeping(node), b.new_state()
    b.step(assign(result, _chain(b, node, end, result)), node)
    b.jump(end)
    return placed(name(result), node)


# Values that CPython merges or builds before it evaluates the next operand


def _call(b: Builder, node: ast.Call) -> ast.expr:
    """Rule: evaluation/call-order, evaluation/double-star: a mapping after ``**`` is merged before the next argument is
    evaluated; a single ``*args`` is unpacked by the call itself."""
    single = len(node.args) == 1 and isinstance(node.args[0], ast.Starred)
    if not any([keyword.arg is None for keyword in node.keywords]) and not (single and node.keywords):
        made = rebuilt(node, values(b, operands(node)))
        if type(node.func) is ast.Attribute and not any([isinstance(part, ast.Starred) for part in node.args]):
            _at_method(made, node.func)
        return made  # type: ignore[no-any-return]
    function = b.keeping(node.func, "function")
    b.step(assign(function, value(b, node.func)), node.func)
    args, keywords = arguments(b, node.args, node.keywords, function)
    callee = placed(name(b.spill(name(function), node.func)), node.func)
    b.step(delete(function))
    return placed(ast.Call(callee, args, keywords), node)


def _at_method(made: ast.expr, method: ast.Attribute) -> None:
    """A method call over several lines begins at the method's name (``update_start_location_to_match_attr``)."""
    assert method.end_lineno is not None and method.end_col_offset is not None
    if made.lineno != method.end_lineno and len(method.attr) <= method.end_col_offset:
        made.lineno, made.col_offset = method.end_lineno, method.end_col_offset - len(method.attr)


def arguments(
    b: Builder, args: list[ast.expr], keywords: list[ast.keyword], function: str
) -> tuple[list[ast.expr], list[ast.keyword]]:
    """Evaluate the arguments of a call now; merge the keyword arguments for a call of the function in variable ``function``."""
    if len(args) == 1 and isinstance(args[0], ast.Starred):
        positional: list[ast.expr] = [ast.Starred(name(b.spill(value(b, args[0].value), args[0].value)), ast.Load())]
    else:
        positional = [spilled(b, arg) for arg in args]
    merged = b.temporary("keywords")
    b.step(assign(merged, ast.Dict([], [])))
    for group in _groups(keywords):
        built = values(b, [keyword.value for keyword in group])
        if group[0].arg is None:
            b.step(ast.Expr(call("$merge", name(merged), built[0], name(function))))
        else:
            keys: list[ast.expr | None] = [ast.Constant(keyword.arg) for keyword in group]
            b.step(ast.Expr(call("$merge", name(merged), ast.Dict(keys, built), name(function))))
    whole = placed(name(merged), keywords[-1].value)
    taken = name(b.spill(whole, whole))
    b.step(delete(merged))
    return positional, [ast.keyword(None, taken)]


def _groups(keywords: list[ast.keyword]) -> list[list[ast.keyword]]:
    """The keyword arguments in groups that are merged together: each mapping alone, the named ones between mappings together."""
    groups: list[list[ast.keyword]] = []
    for keyword in keywords:
        if keyword.arg is None or not groups or groups[-1][0].arg is None:
            groups.append([])
        groups[-1].append(keyword)
    return groups


MANY = 30
"""With more elements than this, CPython adds (and hashes) the elements so far before it evaluates the next one."""


def _display(b: Builder, node: ast.Dict | ast.Set) -> ast.expr:
    """Rule: evaluation/star-in-display, evaluation/dict-display (PEP 448)"""
    chunks: list[ast.expr]
    if isinstance(node, ast.Dict):
        chunks = [ast.Dict([key for key, _ in group], [part for _, part in group]) for group in dict_groups(node)]
    else:
        chunks = [g[0] if isinstance(g[0], ast.Starred) else ast.List(g, ast.Load()) for g in set_groups(node.elts)]
    if len(chunks) < 2:
        return rebuilt(node, values(b, operands(node)))  # type: ignore[no-any-return]
    result = b.keeping(node, "display")
    b.step(assign(result, empty(node)))
    for chunk in chunks:
        many = chunk.value if isinstance(chunk, ast.Starred) else placed(chunk, node)
        update = ast.Attribute(name(result), "update", ast.Load())
        b.step(ast.Expr(ast.Call(update, [value(b, many)], [])))
    spill = b.spill(name(result), node)
    b.step(delete(result))
    return placed(name(spill), node)


def set_groups(elements: list[ast.expr]) -> list[list[ast.expr]]:
    """The elements that are added together: those before the first starred one; each other alone, as all in a long display."""
    if len(elements) > 2 and (FROZEN_TWICE or len(elements) <= MANY):
        constant = frozen(elements)
        if constant is not None:
            return [[ast.Starred(constant, ast.Load())]]
    stars = [index for index, item in enumerate(elements) if isinstance(item, ast.Starred)]
    together = 0 if len(elements) > MANY else stars[0] if stars else len(elements)
    return ([elements[:together]] if together else []) + [[item] for item in elements[together:]]


def dict_groups(node: ast.Dict) -> list[list[tuple[ast.expr | None, ast.expr]]]:
    """The pairs that are added together: an unpacked mapping (its key is None) alone; in a long display each pair alone.

    (``codegen_dict``, ``codegen_subdict``)
    """
    rows: list[list[tuple[ast.expr | None, ast.expr]]] = []
    for pair in zip(node.keys, node.values, strict=True):
        if pair[0] is None or not rows or rows[-1][0][0] is None or 2 * len(rows[-1]) > MANY + 2:
            rows.append([])
        rows[-1].append(pair)
    return [group for row in rows for group in ([row] if 2 * len(row) <= MANY else [[pair] for pair in row])]


SPECIAL: dict[type[ast.AST], Callable[[Builder, Any], ast.expr]] = {
    ast.Await: _suspension,
    ast.Yield: _suspension,
    ast.YieldFrom: _suspension,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.Compare: _comparison,
    ast.Call: _call,
    ast.Dict: _display,
    ast.Set: _display,
}
"""Functions for expressions with an evaluation order of their own; `loops` adds comprehensions."""

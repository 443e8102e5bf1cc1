"""Where CPython's compiler places an operation, when that is not simply at its node.

A traceback marks the place of the instruction that failed; the compiler gives most instructions the place of their
node, and these ones another, which has moved from release to release.  Rule: traceback/places (Python/compile.c).
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.positions import Span, span_of

_MANY = 30  # from so many arguments on a method call is an attribute and a call


def _joins_lines(node: ast.Attribute) -> Span | None:
    """The name behind the dot, if it stands on a line of its own."""
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    if node.lineno == end_line or len(node.attr) > end:
        return None
    return Span(end_line, end_line, end - len(node.attr), end)


def attribute(node: ast.Attribute) -> Span:
    """Reading, storing or deleting an attribute: of one over several lines, the name only."""
    return _joins_lines(node) or span_of(node)


def call(node: ast.Call, imported: frozenset[str]) -> Span:
    """A call: of a method on a later line than its object, from the method's name on."""
    whole = span_of(node)
    callee = node.func
    if not isinstance(callee, ast.Attribute) or not _is_method_call(node, imported):
        return whole
    name = _joins_lines(callee)
    return whole if name is None else name._replace(end_line=whole.end_line, end_column=whole.end_column)


def _is_method_call(node: ast.Call, imported: frozenset[str]) -> bool:
    assert isinstance(node.func, ast.Attribute)
    owner = node.func.value
    if isinstance(owner, ast.Name) and owner.id in imported:
        return False
    if any([isinstance(item, ast.Starred) for item in node.args]) or any([k.arg is None for k in node.keywords]):
        return False
    return len(node.args) + len(node.keywords) + bool(node.keywords) < _MANY


class Truths:
    """Where the truth of each part of a test is asked.

    whole: the statement, conditional or comprehension whose test it is.  Up to 3.11 its place is that of all parts,
    until a comparison among them leaves its own behind, even for what comes after the test (``last``).
    """

    def __init__(self, test: ast.expr, whole: Span) -> None:
        self.last = whole
        self._places: dict[ast.expr, Span] = {}
        self._visit(test)

    def of(self, part: ast.expr) -> Span:
        """The place for a part that is no ``not``, ``and``, ``or`` or conditional."""
        return self._places[part]

    def _visit(self, node: ast.expr) -> None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self._visit(node.operand)
        elif isinstance(node, ast.BoolOp | ast.IfExp):
            for part in node.values if isinstance(node, ast.BoolOp) else (node.test, node.body, node.orelse):
                self._visit(part)
        elif sys.version_info >= (3, 12):
            self._places[node] = span_of(node)
        else:
            self.last = span_of(node) if isinstance(node, ast.Compare) else self.last
            self._places[node] = self.last


def iteration(source: ast.expr, whole: ast.AST) -> ast.AST:
    """The node at which the iterator of a loop or comprehension is made and driven."""
    return source if sys.version_info >= (3, 13) else whole


def item(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> Span:
    """Adding an item to what a comprehension builds."""
    if sys.version_info < (3, 12):
        return span_of(node)
    if not isinstance(node, ast.DictComp):
        return span_of(node.elt)
    key, value = span_of(node.key), span_of(node.value)
    return key._replace(end_line=value.end_line, end_column=value.end_column)


def management(manager: ast.expr, whole: ast.With | ast.AsyncWith) -> ast.AST:
    """The node at which a context manager is entered and left."""
    return manager if sys.version_info >= (3, 13) else whole


def failure(node: ast.Assert) -> Span:
    """Raising the error of an ``assert``."""
    return span_of(node.test) if sys.version_info >= (3, 13) else Truths(node.test, span_of(node)).last


def imported_names(tree: ast.AST) -> frozenset[str]:
    """The names that ``import`` binds in a module's own scope."""
    found: set[str] = set()
    waiting: list[ast.AST] = list(getattr(tree, "body", [])) if isinstance(tree, ast.Module | ast.Interactive) else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case) and not isinstance(node, _SCOPES):
            waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

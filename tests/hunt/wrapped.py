"""Programs in which every operand of an asynchronous function is awaited, and suspends once.

``a + b`` becomes ``await once(await once(a) + await once(b))``: all that an expression has evaluated is kept across
suspensions.  Who drives goes on at once, so a program tells what it told before, unless it drives its objects itself.
"""

import ast
from typing import Any, TypeVar

Node = TypeVar("Node", bound=ast.AST)

_PATTERNS = (ast.pattern, ast.arg)
_WHOLE = (ast.Starred, ast.Slice, ast.JoinedStr, ast.FormattedValue)
"""Expressions that are none by themselves: only their parts are wrapped; and the text of an f-string."""


def wrapped(text: str) -> str:
    """The program, wrapped; where nothing is asynchronous, the program."""
    return ast.unparse(ast.fix_missing_locations(_Outside().visit(ast.parse(text)))) + "\n"


def once(node: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name("once", ast.Load()), [node], [])
    return ast.Await(call)


class _Outside(ast.NodeTransformer):
    """Looks for asynchronous functions."""

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        node.body = [_Inside().visit(statement) for statement in node.body]
        return node


class _Inside(ast.NodeTransformer):
    """Wraps what is evaluated in the frame of an asynchronous function."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, _PATTERNS):
            return node
        found = super().visit(node)
        if not isinstance(found, ast.expr) or isinstance(found, _WHOLE):
            return found
        return once(found) if isinstance(getattr(found, "ctx", ast.Load()), ast.Load) else found

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(_Outside().generic_visit(node))

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(_Outside().visit(node))

    def _function(self, node: Any) -> ast.AST:
        """Its decorators and defaults are evaluated here."""
        node.decorator_list = [self.visit(item) for item in node.decorator_list]
        node.args = self._defaults(node.args)
        return node  # type: ignore[no-any-return]

    def _defaults(self, arguments: ast.arguments) -> ast.arguments:
        arguments.defaults = [self.visit(item) for item in arguments.defaults]
        arguments.kw_defaults = [item and self.visit(item) for item in arguments.kw_defaults]
        return arguments

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.args = self._defaults(node.args)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Its body has a frame of its own."""
        for name in ("decorator_list", "bases", "keywords"):
            setattr(node, name, [self.visit(item) for item in getattr(node, name)])
        node.body = [_Outside().visit(statement) for statement in node.body]
        return node

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        """It is a generator of its own; with an await in it, it would become an asynchronous one."""
        node.generators[0].iter = self.visit(node.generators[0].iter)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.target = self.visit(node.target)
        node.value = node.value and self.visit(node.value)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
                part.format_spec = part.format_spec and self.visit_JoinedStr(part.format_spec)  # type: ignore[arg-type, assignment]
        return node

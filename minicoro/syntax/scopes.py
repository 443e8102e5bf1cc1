"""The scope that runs each node that a rule about coroutines checks.

Only the enclosing scopes are computed, not the meaning of names: each scope has its outer scope, and knows whether it contains
a yield or an await.
"""

from __future__ import annotations
import __future__

import ast
from enum import Enum
from typing import Any, NamedTuple

from .features import ANNOTATION_SCOPES, DEFAULTS, GENERICS

Tree = ast.Module | ast.Expression | ast.Interactive
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Kind(Enum):
    """The construct that opens a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function or lambda"
    ASYNC_FUNCTION = "async function"
    COMPREHENSION = "comprehension"
    ANNOTATION = "annotation, type alias, type parameters or what belongs to one of them"


class Scope:
    """One scope: the part of a text that one frame runs."""

    __slots__ = ("awaits", "called", "kind", "node", "outer", "top_level_await", "yields")

    def __init__(self, kind: Kind, node: ast.AST, outer: Scope | None, called: str = "") -> None:
        self.kind = kind
        self.node = node
        self.outer = outer
        self.called = called  # CPython's name for the scope of an annotation or a type
        self.top_level_await = False
        self.awaits = False
        self.yields = False

    @property
    def is_function(self) -> bool:
        """Whether the frame of the scope has a caller to yield and return to."""
        return self.kind not in (Kind.MODULE, Kind.CLASS)

    @property
    def may_await(self) -> bool:
        """Whether an ``await`` can suspend the frame of the scope: it makes a comprehension asynchronous."""
        return self.kind in (Kind.ASYNC_FUNCTION, Kind.COMPREHENSION) or self.top_level_await

    @property
    def is_async_generator(self) -> bool:
        """Whether the scope is an asynchronous function that yields; for CPython, an ``await`` makes a function asynchronous,
        even where it is an error.
        """
        return self.yields and (self.kind is Kind.ASYNC_FUNCTION or (self.kind is Kind.FUNCTION and self.awaits))

    @property
    def must_be_awaited(self) -> bool:
        """Whether the scope is a list, set or dict comprehension that awaits: its value exists only after an ``await``."""
        return self.awaits and not isinstance(self.node, ast.GeneratorExp)


class Place(NamedTuple):
    """A node that a rule checks, with the scope that runs it; for a comprehension, its own scope."""

    node: ast.AST
    scope: Scope
    compiled: bool
    """False in an annotation that is not compiled (before 3.14)."""


def places(tree: Tree, flags: int, asserts: bool = True) -> list[Place]:
    """All nodes that a rule checks, with their scopes. asserts: also those in ``assert`` statements."""
    return ScopeWalk(tree, flags, asserts).run()


class ScopeWalk:
    """Walks a tree with a list of nodes to visit instead of recursion, so that no tree is too deep."""

    def __init__(self, tree: Tree, flags: int, asserts: bool) -> None:
        self.asserts = asserts
        self.text_annotations = has_future_annotations(tree, flags)
        self.module = Scope(Kind.MODULE, tree, None)
        self.module.top_level_await = bool(flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        self.waiting: list[tuple[ast.AST, Scope, bool]] = []
        self.found: list[Place] = []

    def run(self) -> list[Place]:
        self.later(self.module.node, self.module, True)
        waiting, handlers = self.waiting, HANDLERS
        while waiting:
            node, scope, compiled = waiting.pop()
            handler = handlers.get(type(node))
            if handler is not None:
                handler(self, node, scope, compiled)
            else:
                self.later(node, scope, compiled)
        for place in reversed(self.found):  # an inner comprehension before the outer, which awaits it
            outer = place.scope.outer
            if place.scope.node is place.node and place.scope.must_be_awaited and outer is not None:
                outer.awaits = True
        return self.found

    def later(self, node: ast.AST, scope: Scope, compiled: bool) -> None:
        """Visit the children of a node in ``scope``, later."""
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                self.each(value, scope, compiled)
            elif isinstance(value, ast.AST) and value._fields:
                self.waiting.append((value, scope, compiled))

    def each(self, nodes: list[Any], scope: Scope, compiled: bool) -> None:
        """Visit nodes in ``scope``, later; a list of nodes may contain None, or names."""
        for node in nodes:
            if isinstance(node, ast.AST) and node._fields:
                self.waiting.append((node, scope, compiled))

    # ---- Nodes that the rules check ------------------------------------------------------------------------------

    def visit_await(self, node: ast.Await, scope: Scope, compiled: bool) -> None:
        scope.awaits = True
        self.visit_statement(node, scope, compiled)

    def visit_yield(self, node: ast.Yield | ast.YieldFrom, scope: Scope, compiled: bool) -> None:
        scope.yields = True
        self.visit_statement(node, scope, compiled)

    def visit_statement(self, node: ast.AST, scope: Scope, compiled: bool) -> None:
        self.found.append(Place(node, scope, compiled))
        self.later(node, scope, compiled)

    def visit_assert(self, node: ast.Assert, scope: Scope, compiled: bool) -> None:
        if self.asserts:
            self.later(node, scope, compiled)

    def visit_comprehension(self, node: Comprehension, scope: Scope, compiled: bool) -> None:
        own = Scope(Kind.COMPREHENSION, node, scope)
        self.found.append(Place(node, own, compiled))
        self.waiting.append((node.generators[0].iter, scope, compiled))
        for number, generator in enumerate(node.generators):
            own.awaits = own.awaits or bool(generator.is_async)
            inside = [generator.target, *generator.ifs] if number == 0 else [generator]
            self.each(inside, own, compiled)
        parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        self.each(parts, own, compiled)

    # ---- Definitions --------------------------------------------------------------------------------------------

    def visit_function(self, node: Function, scope: Scope, compiled: bool) -> None:
        self.each([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults], scope, compiled)
        scope = self.type_parameters(node, scope, compiled)
        arguments = node.args
        parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        annotations = [parameter.annotation for parameter in parameters if parameter is not None]
        for annotation in [*annotations, node.returns]:
            if annotation is not None:
                self.annotation(annotation, scope, compiled)
        kind = Kind.ASYNC_FUNCTION if isinstance(node, ast.AsyncFunctionDef) else Kind.FUNCTION
        self.each(node.body, Scope(kind, node, scope), compiled)

    def visit_lambda(self, node: ast.Lambda, scope: Scope, compiled: bool) -> None:
        self.each([*node.args.defaults, *node.args.kw_defaults], scope, compiled)
        self.waiting.append((node.body, Scope(Kind.FUNCTION, node, scope), compiled))

    def visit_class(self, node: ast.ClassDef, scope: Scope, compiled: bool) -> None:
        self.each(node.decorator_list, scope, compiled)
        scope = self.type_parameters(node, scope, compiled)
        self.each([*node.bases, *node.keywords], scope, compiled)
        self.each(node.body, Scope(Kind.CLASS, node, scope), compiled)

    # ---- Annotations and types ----------------------------------------------------------------------------------

    def visit_annotated(self, node: ast.AnnAssign, scope: Scope, compiled: bool) -> None:
        self.each([node.target, node.value], scope, compiled)
        self.annotation(node.annotation, scope, compiled and not scope.is_function)

    def annotation(self, node: ast.expr, scope: Scope, compiled: bool) -> None:
        """Visit an annotation: since 3.14 it has a scope of its own; before, an annotation that is kept as text is only
        checked.
        """
        if ANNOTATION_SCOPES or self.text_annotations:
            scope = Scope(Kind.ANNOTATION, node, scope, "an annotation")
            compiled = ANNOTATION_SCOPES
        self.waiting.append((node, scope, compiled))

    def type_parameters(self, node: Any, scope: Scope, compiled: bool) -> Scope:
        """The scope around a definition: a scope of its own if the definition has type parameters, which are visited."""
        parameters: list[Any] = getattr(node, "type_params", [])
        if not parameters:
            return scope
        scope = Scope(Kind.ANNOTATION, node, scope, "the definition of a generic")
        for parameter in parameters:
            kind = type(parameter).__name__
            bound, default = getattr(parameter, "bound", None), getattr(parameter, "default_value", None)
            if bound is not None:
                called = "a TypeVar constraint" if DEFAULTS and isinstance(bound, ast.Tuple) else "a TypeVar bound"
                self.waiting.append((bound, Scope(Kind.ANNOTATION, parameter, scope, called), compiled))
            if default is not None:
                self.waiting.append((default, Scope(Kind.ANNOTATION, parameter, scope, f"a {kind} default"), compiled))
        return scope

    def visit_type_alias(self, node: Any, scope: Scope, compiled: bool) -> None:
        scope = self.type_parameters(node, scope, compiled)
        self.waiting.append((node.value, Scope(Kind.ANNOTATION, node, scope, "a type alias"), compiled))


HANDLERS: dict[type[ast.AST], Any] = {
    ast.Assert: ScopeWalk.visit_assert,
    ast.Await: ScopeWalk.visit_await,
    ast.Yield: ScopeWalk.visit_yield,
    ast.YieldFrom: ScopeWalk.visit_yield,
    ast.Return: ScopeWalk.visit_statement,
    ast.AsyncFor: ScopeWalk.visit_statement,
    ast.AsyncWith: ScopeWalk.visit_statement,
    ast.ListComp: ScopeWalk.visit_comprehension,
    ast.SetComp: ScopeWalk.visit_comprehension,
    ast.DictComp: ScopeWalk.visit_comprehension,
    ast.GeneratorExp: ScopeWalk.visit_comprehension,
    ast.FunctionDef: ScopeWalk.visit_function,
    ast.AsyncFunctionDef: ScopeWalk.visit_function,
    ast.Lambda: ScopeWalk.visit_lambda,
    ast.ClassDef: ScopeWalk.visit_class,
    ast.AnnAssign: ScopeWalk.visit_annotated,
}
if GENERICS:
    HANDLERS[getattr(ast, "TypeAlias")] = ScopeWalk.visit_type_alias  # noqa: B009 - the checker's Python has none


def has_future_annotations(tree: Tree, flags: int) -> bool:
    """Whether annotations are kept as text, by the tree's own future import or by a compiler flag."""
    if flags & __future__.annotations.compiler_flag:
        return True
    for statement in tree.body if not isinstance(tree, ast.Expression) else ():
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__" or statement.level:
            return False
        if "annotations" in [alias.name for alias in statement.names]:
            return True
    return False

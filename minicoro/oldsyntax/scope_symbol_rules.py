"""The rules about coroutines and ``:=`` that CPython's symbol pass enforces, before any code is generated.

Each rule is a method whose docstring ends in the rule's number in the book.
"""

from __future__ import annotations

import sys
from _weakref import ref

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import NO_USE, Scope, ScopeKind, Uses
from minicoro.oldsyntax.scope_refusal import Refused
from minicoro.oldsyntax.scope_symbols import SymbolPass

COMPREHENSIONS: dict[type[ast.AST], str] = {
    ast.ListComp: "list comprehension",
    ast.SetComp: "set comprehension",
    ast.DictComp: "dict comprehension",
    ast.GeneratorExp: "generator expression",
}

PLACES_OF_ANNOTATIONS = {
    ScopeKind.ANNOTATION: "an annotation",
    ScopeKind.TYPE_ALIAS: "a type alias",
    ScopeKind.TYPE_PARAMETERS: "the definition of a generic",
}

NO_WALRUS_FROM_COMPREHENSION = {
    ScopeKind.CLASS: "in a class body",
    ScopeKind.TYPE_ALIAS: "in a type alias",
    ScopeKind.TYPE_PARAMETERS: "within the definition of a generic",
    ScopeKind.TYPE_VARIABLE: "in a TypeVar bound",
}

COUNTS_NAMES_READ_IN_TARGETS = sys.version_info < (3, 12)
"""In ``for x.y in z``, 3.11 takes ``x`` too for an iteration variable."""


class SymbolRules(SymbolPass):
    """The symbol pass once more, refusing what it finds; raises ``Refused`` at the first."""

    def __init__(self, tree: ast.AST, flags: int) -> None:
        super().__init__(tree, flags)
        self.iterables: dict[int, int] = {}
        """How many comprehension iterables surround the visited node, by scope."""
        self.places: dict[int, str] = {}
        """What CPython calls the place that a type variable's scope is for."""

    def check(self) -> None:
        self.visit_fields(self.module.node)

    # What the rules look at.

    def enter(self, kind: ScopeKind, node: ast.AST, name: str, role: str = "") -> Scope:
        depth = self.iterables.get(id(self.scope), 0)
        scope = super().enter(kind, node, name, role)
        self.iterables[id(scope)] = depth
        if kind is ScopeKind.TYPE_VARIABLE:
            self.places[id(scope)] = type_variable_place(node, role)
        return scope

    def visit_iterable(self, iterable: ast.expr) -> None:
        scope = id(self.scope)
        self.iterables[scope] = self.iterables.get(scope, 0) + 1
        self.visit(iterable)
        self.iterables[scope] -= 1

    def visit_annotation(self, annotation: ast.expr) -> None:
        if not self.text_annotations:
            self.visit(annotation)
            return
        # It is checked even though it will only be text.
        outer = self.scope
        own = Scope(ScopeKind.ANNOTATION, annotation, "_annotation", ref(outer), self.private)
        self.scope = own  # held here: no other scope knows it
        self.iterables[id(own)] = self.iterables.get(id(outer), 0)
        self.visit(annotation)
        self.scope = outer
        del self.iterables[id(own)]  # another scope may come to stand in its place

    def visit_Yield(self, node: ast.Yield | ast.YieldFrom) -> None:  # noqa: N802
        self.yield_in_annotation(node)
        super().visit_Yield(node)
        self.yield_in_comprehension(node)

    visit_YieldFrom = visit_Yield  # noqa: N815

    def visit_Await(self, node: ast.Await) -> None:  # noqa: N802
        self.await_in_annotation(node)
        super().visit_Await(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:  # noqa: N802
        self.walrus_in_annotation(node)
        self.walrus_in_iterable(node)
        if self.scope.kind is ScopeKind.COMPREHENSION:
            self.walrus_rebinds_iteration_variable(node)
            self.walrus_without_function(node)
        super().visit_NamedExpr(node)

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        if self.target_of is self.scope:
            self.iteration_rebinds_walrus(node)
        super().visit_Name(node)

    # The rules.

    def yield_in_annotation(self, node: ast.expr) -> None:
        """A type scope, and an annotation kept as text, has no frame of the program's that could be suspended.

        Rule: syntax/yield-in-annotation
        """
        self.refuse_in_annotation("yield expression", node)

    def await_in_annotation(self, node: ast.expr) -> None:
        """As for ``yield``.

        Rule: syntax/await-in-annotation
        """
        self.refuse_in_annotation("await expression", node)

    def walrus_in_annotation(self, node: ast.expr) -> None:
        """``:=`` has nothing to bind its name in.

        Rule: syntax/named-expression-in-annotation
        """
        self.refuse_in_annotation("named expression", node)

    def refuse_in_annotation(self, what: str, node: ast.expr) -> None:
        scope = self.scope
        place = PLACES_OF_ANNOTATIONS.get(scope.kind) or self.places.get(id(scope))
        if place is None:
            return
        if sys.version_info < (3, 12):
            raise Refused(f"'{what}' can not be used within {place}", node)
        raise Refused(f"{what} cannot be used within {place}", node)

    def yield_in_comprehension(self, node: ast.expr) -> None:
        """A comprehension's frame is not the function's, so ``yield`` in it would suspend the wrong one.

        The first iterable does not count: it is evaluated outside.

        Rule: syntax/yield-inside-comprehension
        """
        scope = self.scope
        if scope.kind is ScopeKind.COMPREHENSION:
            raise Refused(f"'yield' inside {COMPREHENSIONS[type(scope.node)]}", node)

    def walrus_in_iterable(self, node: ast.expr) -> None:
        """A comprehension's iterables may not bind: of two scopes it would be unclear which is meant.

        Rule: syntax/named-expression-in-iterable
        """
        if self.iterables.get(id(self.scope)):
            raise Refused("assignment expression cannot be used in a comprehension iterable expression", node)

    def walrus_rebinds_iteration_variable(self, node: ast.NamedExpr) -> None:
        """``:=`` binds outside all comprehensions; the iteration variables are inside.

        Rule: syntax/named-expression-rebinds-iteration-variable
        """
        name = node.target.id
        # Before 3.13 private names were looked up as written, so never found.
        private_name = self.mangled(name) if sys.version_info >= (3, 13) else name
        scope: Scope | None = self.scope
        while scope is not None and scope.kind in (ScopeKind.COMPREHENSION, ScopeKind.ANNOTATION):
            uses = scope.uses.get(private_name, NO_USE)
            if uses & Uses.ITERATION and (uses & (Uses.LOCAL | Uses.GLOBAL) or COUNTS_NAMES_READ_IN_TARGETS):
                message = f"assignment expression cannot rebind comprehension iteration variable '{name}'"
                raise Refused(message, node.target)
            scope = scope.parent

    def walrus_without_function(self, node: ast.NamedExpr) -> None:
        """A comprehension in a class or a type scope has no variables outside itself to bind.

        Rule: syntax/named-expression-in-class-comprehension
        """
        scope = self.scope
        while scope.kind in (ScopeKind.COMPREHENSION, ScopeKind.ANNOTATION) and scope.parent is not None:
            scope = scope.parent
        place = NO_WALRUS_FROM_COMPREHENSION.get(scope.kind)
        if place is not None:
            raise Refused(f"assignment expression within a comprehension cannot be used {place}", node.target)

    def iteration_rebinds_walrus(self, node: ast.Name) -> None:
        """An inner ``for`` of a comprehension may not take a name that ``:=`` has bound outside.

        Rule: syntax/iteration-rebinds-named-expression
        """
        if self.scope.uses.get(self.mangled(node.id), NO_USE) & (Uses.GLOBAL | Uses.NONLOCAL):
            message = f"comprehension inner loop cannot rebind assignment expression target '{node.id}'"
            raise Refused(message, node)


def type_variable_place(node: ast.AST, role: str) -> str:
    if sys.version_info < (3, 13):
        return "a TypeVar bound"
    if role == "default":
        return f"a {type(node).__name__} default"
    if isinstance(getattr(node, "bound", None), ast.Tuple):
        return "a TypeVar constraint"
    return "a TypeVar bound"

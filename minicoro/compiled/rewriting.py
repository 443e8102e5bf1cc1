"""Rewrite the syntax of a machine's states for the host's compiler."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ..core.machine import Execute
from ..core.operations import HELPERS
from ..core.versions import HOST
from ..lower.expressions import operands, rebuilt
from ..lower.forms import children, named, place_of_call, walk
from .patterns import ENTERED, GUARDED
from .templates import displace, duplicate, fill, linked, literal, placed

Statements = list[ast.stmt]
Ending = Callable[[int, ast.AST, "ast.expr | None"], Statements]

TESTS: tuple[type[ast.AST], ...] = (ast.BoolOp, ast.IfExp, ast.NamedExpr, ast.comprehension, ast.withitem)
TESTS += (ast.If, ast.While, ast.Assert, ast.For, ast.AsyncFor)
"""Nodes whose operands the host tests, iterates over or enters at the position of the operand itself."""


def is_temporary(node: Any) -> bool:
    """Whether this is the name of one of the machine's own variables."""
    return isinstance(node, ast.Name) and node.id[0] == "$" and node.id not in HELPERS


def is_copy(step: ast.AST) -> bool:
    """Whether a step only copies a temporary into another."""
    return isinstance(step, ast.Assign) and is_temporary(step.targets[0]) and is_temporary(step.value)


ITERABLE = "$iterable"
"""The parameter of the function that is made for a comprehension."""


def listed(made: Any) -> Statements:
    """A visitor's result for a statement, as a list."""
    return made if isinstance(made, list) else [made]


class Rewriter(ast.NodeTransformer):
    """Replaces helpers by references to objects, variables in ``caught`` by subscripts, and reads of boxed spills by pops.

    kept: the variables in ``caught`` of the object.  boxed: the boxed spills.  inner, first: as for `Emitter`.  guards:
    the captured variables for which the body of a ``try`` or ``with``, or of a clause before a ``finally``, is put into
    `patterns.GUARDED`, so that handlers and the ``finally`` see an UnboundLocalError if the variable is unbound.  cells: the
    machine's own captured variables.

    ``super()`` gets its arguments explicitly, because the performing function has another first parameter.

    Rule: class/super
    """

    def __init__(
        self,
        kept: set[str],
        boxed: set[str],
        inner: Callable[[Any], Any],
        first: str,
        guards: frozenset[str],
        cells: frozenset[str],
    ) -> None:
        self.kept, self.boxed, self.inner, self.first, self.guards = kept, boxed, inner, first, guards
        self.cells = cells if HOST.inlines_comprehensions else frozenset()

    def generic_visit(self, node: Any) -> ast.AST:
        """Reading a temporary has no position of its own: in CPython the value is on the frame's stack."""
        if not isinstance(node, TESTS):
            for part in children(node):
                if is_temporary(part) and isinstance(getattr(part, "ctx", None), ast.Load):
                    displace(part)
        return super().generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        is_super = isinstance(node.func, ast.Name) and node.func.id == "super"
        if self.first and is_super and not (node.args or node.keywords):
            node.args = [ast.Name("__class__", ast.Load()), ast.Name(self.first, ast.Load())]
            placed(node, node)
        ast.copy_location(node, place_of_call(node))
        return self.generic_visit(node)

    def _comprehension(self, node: Any) -> Any:
        """A comprehension whose variable has the name of a captured variable of the machine, and is captured, too, gets a function.

        The captured variable is a free variable of the performing function.  There CPython confuses the two (from 3.12 on).
        Rule: comprehension/scope
        """
        self._visit_parts(node)
        owned = {part.id for part in walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        inner = [part for part in walk(node) if isinstance(part, ast.Lambda)]
        used = {part.id for each in inner for part in walk(each) if isinstance(part, ast.Name)}
        if not owned & used & self.cells or any([isinstance(part, ast.NamedExpr) for part in walk(node)]):
            return node
        first = node.generators[0]
        source, first.iter = first.iter, ast.copy_location(ast.Name(ITERABLE, ast.Load()), first.iter)
        return placed(ast.Call(ast.Lambda(named(ITERABLE), node), [source], []), node)

    def _visit_parts(self, node: Any) -> None:
        """Visit a comprehension.  Until 3.11 it is a function, whose ``super()`` takes the iterator for the object."""
        source, first = self.visit(node.generators[0].iter), self.first
        node.generators[0].iter = ast.Constant(None)
        self.first = first if HOST.inlines_comprehensions else ""
        self.generic_visit(node)
        node.generators[0].iter, self.first = source, first

    visit_ListComp = visit_SetComp = visit_DictComp = _comprehension

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return literal(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id[0] != "$":
            return node
        if node.id in HELPERS:
            return placed(linked(node.id), node)
        if node.id == "$self":
            return placed(ast.Name("$o", ast.Load()), node)
        if node.id in self.kept:
            caught = ast.Attribute(ast.Name("$o", ast.Load()), "caught", ast.Load())
            return placed(ast.Subscript(caught, ast.Constant(node.id), node.ctx), node)
        if node.id in self.boxed and isinstance(node.ctx, ast.Load):
            pop = ast.Attribute(ast.Name(node.id, ast.Load()), "pop", ast.Load())
            return placed(ast.Call(pop, [], []), node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in self.boxed:
            node.value = placed(ast.List([self.visit(node.value)], ast.Load()), node.value)
            return node
        if is_copy(node):
            displace(node)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """In a function annotations are not evaluated (PEP 526), and a nonlocal variable must not have one."""
        if not isinstance(node.target, ast.Name):
            node.annotation = placed(ast.Constant(None), node.annotation)  # the program's may suspend
            return self.generic_visit(node)
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return self.visit_Assign(ast.copy_location(ast.Assign([node.target], node.value), node))

    def _guard(self, node: Any) -> ast.AST:
        self.generic_visit(node)
        node.body = self._guarded(node.body)
        if getattr(node, "finalbody", None):  # it sees what the clauses raise
            node.orelse = self._guarded(node.orelse)
            for handler in node.handlers:
                handler.body = self._guarded(handler.body)
        return node  # type: ignore[no-any-return]

    def _guarded(self, body: Statements) -> Statements:
        names = [part.id for each in body for part in walk(each) if isinstance(part, ast.Name)]
        needed = self.guards and any([name in self.guards or name[:2] == "__" for name in names])
        return fill(GUARDED, None, BODY=body) if needed else body

    visit_Try = visit_TryStar = _guard

    def visit_With(self, node: ast.With) -> ast.AST:
        """The target and the second manager are evaluated inside of the first one's ``with``, which sees what they raise."""
        if self.guards and len(node.items) > 1:
            node.body = [ast.copy_location(ast.With(node.items[1:], node.body), node)]
            node.items = node.items[:1]
        target = node.items[0].optional_vars
        if self.guards and target is not None and not isinstance(target, ast.Name):
            node.items[0].optional_vars = ast.copy_location(ast.Name("$entered", ast.Store()), target)
            node.body = fill(ENTERED, target, TARGET=target) + node.body
        return self._guard(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        if node.target.id in self.boxed:
            node.value = placed(ast.List([self.visit(node.value)], ast.Load()), node.value)
            return placed(ast.Subscript(node, ast.Constant(0), ast.Load()), node)
        return self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> Any:
        """Temporaries are emptied; the program's own variables are deleted."""
        made: Statements = []
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in self.kept:
                made += fill("o.caught.pop(NAME, None)", None, NAME=ast.Constant(target.id))
            elif isinstance(target, ast.Name) and target.id[0] == "$":
                made += fill("NAME = None", node, NAME=target.id)
            else:
                made.append(ast.copy_location(ast.Delete([self.visit(target)]), node))
        return made

    def _inner(self, node: Any) -> Any:
        """A function or class: its decorators, defaults and bases are evaluated in this frame.  (The machine keeps the original.)"""
        return self.inner(rebuilt(node, [self.visit(duplicate(part)) for part in operands(node)]))

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = visit_Definition = _inner


class Endings(ast.NodeTransformer):
    """Replaces each ``return``, ``break`` and ``continue`` that ends a whole statement by code that goes on in its state.

    ending: returns that code, given the number of the state, a node for the position, and the value of a ``return``.
    """

    def __init__(self, exit: Execute, ending: Ending) -> None:
        self.exit, self.ending, self.in_loop = exit, ending, False

    def visit_Return(self, node: ast.Return) -> Statements:
        assert self.exit.on_return is not None
        value = node.value or ast.copy_location(ast.Constant(None), node)
        return self.ending(self.exit.on_return, node, value)

    def visit_Break(self, node: ast.Break) -> Any:
        return self._jump(node, self.exit.on_break)

    def visit_Continue(self, node: ast.Continue) -> Any:
        return self._jump(node, self.exit.on_continue)

    def _jump(self, node: ast.stmt, target: int | None) -> Any:
        """The code for a ``break`` or ``continue`` that leads to the state ``target``; in a loop of the statement, the node."""
        if self.in_loop:
            return node
        assert target is not None
        mark = ast.copy_location(ast.Pass(), node)
        return [mark, *self.ending(target, node, None)]

    def _loop(self, node: Any) -> Any:
        outer, self.in_loop = self.in_loop, True
        node.body = [made for part in node.body for made in listed(self.visit(part))]
        self.in_loop = outer
        node.orelse = [made for part in node.orelse for made in listed(self.visit(part))]
        return node

    visit_For = visit_While = _loop

    def _inner(self, node: Any) -> Any:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = _inner

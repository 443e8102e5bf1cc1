"""Reads of captured variables that may be unbound, inside of a ``try`` or ``with`` that does not suspend.

A variable that inner functions capture is a free variable of the performing function.  If it is unbound, the host raises the
NameError for free variables.  What leaves a state is corrected by `engine.caught`; a ``try`` inside of a step must see the right
exception before: there a read becomes a call of `linking.read`, which raises the UnboundLocalError.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from ..core.machine import Machine
from ..lower.names import Scope
from .flow import INNER, Flow, parts, syntax
from .templates import linked, placed

Names = frozenset[str]


def may_be_unbound(machine: Machine, scope: Scope) -> dict[int, list[Names]]:
    """By state: for each step and for the exit, the captured variables that may be unbound there; empty if no statement needs it."""
    if not scope.cells or not any([_tries(syntax(state)) for state in machine.states]):
        return {}
    flow = Flow(machine, scope.parameters, sorted(scope.cells), set(), scope.mangle)
    found: dict[int, list[Names]] = {}
    for number, bound in flow.entry.items():
        found[number] = []
        state = machine.states[number]
        for step in [*state.steps, getattr(state.exit, "statement", None)]:
            deleted = frozenset[str]() if step is None else flow.deleted(parts(step))
            found[number].append((flow.tracked - bound[0]) | deleted)
            bound = bound if step is None else flow.bound(step, bound)
    return found


def _tries(nodes: Iterable[ast.AST]) -> bool:
    return any([isinstance(part, GUARDS) for node in nodes for part in ast.walk(node)])


GUARDS = (ast.Try, ast.TryStar, ast.With)
"""Statements whose handlers see an exception while it is in the step."""


class Reading(ast.NodeTransformer):
    """Replaces the reads of captured variables that may be unbound in the bodies of `GUARDS`.

    names: these variables; mangle: mangles the source's names.
    """

    def __init__(self, names: Names, mangle: Callable[[str], str]) -> None:
        self.names, self.mangle, self.guarded = names, mangle, False
        self.deleted: Names = frozenset()

    def step(self, nodes: list[Any]) -> list[Any]:
        """The statements of a step, rewritten."""
        walked = [part for node in nodes for part in ast.walk(node)]
        self.deleted = frozenset(
            [self.mangle(n.id) for n in walked if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)]
        )
        return self._list(nodes)

    def visit_Try(self, node: Any) -> Any:
        outer, self.guarded = self.guarded, True
        node.body = self._list(node.body)
        self.guarded = outer
        for field in ("handlers", "orelse", "finalbody"):
            setattr(node, field, self._list(getattr(node, field, [])))
        return node

    visit_TryStar = visit_Try

    def visit_With(self, node: ast.With) -> ast.With:
        node.items = self._list(node.items)
        outer, self.guarded = self.guarded, True
        node.body = self._list(node.body)
        self.guarded = outer
        return node

    def _list(self, nodes: list[Any]) -> list[Any]:
        """Rewrite a list of nodes; what an assignment binds is bound in the statements after it."""
        made: list[Any] = []
        outer = self.names
        for node in nodes:
            found = self.visit(node)
            made += found if isinstance(found, list) else [found]
            if isinstance(node, ast.Assign):
                bound = [self.mangle(target.id) for target in node.targets if isinstance(target, ast.Name)]
                self.names -= frozenset(bound) - self.deleted
        self.names = outer
        return made

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not self.guarded or self.mangle(node.id) not in self.names or not isinstance(node.ctx, ast.Load):
            return node
        function = ast.Lambda(ast.arguments([], [], None, [], [], None, []), node)
        return placed(ast.Call(linked("Read"), [function], []), node)

    def _read_first(self, node: Any) -> Any:
        """A statement that deletes or changes variables: they are read before."""
        self.generic_visit(node)
        targets = node.targets if isinstance(node, ast.Delete) else [node.target]
        names = [each for each in targets if isinstance(each, ast.Name) and self.guarded]
        read = [self.visit(ast.copy_location(ast.Name(name.id, ast.Load()), name)) for name in names]
        return [*[ast.copy_location(ast.Expr(call), node) for call in read if isinstance(call, ast.Call)], node]

    visit_Delete = visit_AugAssign = _read_first

    def _inner(self, node: Any) -> Any:
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _inner


for _kind in INNER:
    setattr(Reading, f"visit_{_kind.__name__}", Reading._inner)

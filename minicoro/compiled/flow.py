"""Find the variables and temporaries that are bound where a machine suspends, and so have to be saved.

Variables are locals of a host function while a machine runs.  ``must``: bound on every path; ``may``: on some path.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from ..core.machine import PRIME, Case, Delegate, Execute, Exit, Machine, Next, State, Yield, in_order, is_spill
from ..core.versions import RULES
from ..lower.forms import COMPREHENSIONS, INNER, children, parts_in_frame, walk

Names = frozenset[str]
Bound = tuple[Names, Names]
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def bound_by(node: ast.AST) -> list[str]:
    """The names that a node itself binds, without its children."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, ast.alias):
        return [] if node.name == "*" else [(node.asname or node.name).split(".")[0]]
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    if isinstance(node, DEFINITIONS | ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    return []


def parts(node: ast.AST) -> Iterable[ast.AST]:
    """``node`` and all its parts that run in its frame; a comprehension's own variables are not the frame's."""
    found: list[ast.AST] = []
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, COMPREHENSIONS):
            walruses = [inner for inner in walk(part) if isinstance(inner, ast.NamedExpr)]
            found += [*walruses, *[walrus.target for walrus in walruses]]
            continue
        found.append(part)
        todo += parts_in_frame(part) if type(part) in INNER else children(part)
    return found


def names_bound(node: ast.AST) -> set[str]:
    """The names that running or evaluating ``node`` may bind in its frame."""
    return {name for part in parts(node) for name in bound_by(part)}


def syntax(state: State) -> list[ast.AST]:
    """The steps of a state and the expressions of its exit."""
    fields = ("item", "pattern", "source", "statement", "test", "value")
    return [*state.steps, *[getattr(state.exit, field) for field in fields if hasattr(state.exit, field)]]


def taken(node: ast.AST) -> list[str]:
    """The spills that ``node`` reads, in the order of the text; reading empties them."""
    loads = [part.id for part in walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    return [name for name in loads if is_spill(name)]


def _unbinds(step: ast.stmt) -> bool:
    """Whether a step only takes the value of a comprehension's hidden variable away, which cannot fail."""
    targets = step.targets if isinstance(step, ast.Assign | ast.Delete) else []
    return bool(targets) and all([isinstance(each, ast.Name) and each.id[-1:] == PRIME for each in targets])


class Flow:
    """The data flow of one machine.  names: the program's variables that are locals of the host function, in order.

    entry, leaving: for each reachable state, the bound variables (must, may) at its start and at its exit.
    """

    def __init__(
        self,
        machine: Machine,
        parameters: Iterable[str],
        names: list[str],
        temporaries: set[str],
        mangle: Callable[[str], str],
    ) -> None:
        self.states, self.names, self.mangle = machine.states, names, mangle
        self.tracked = frozenset([*names, *temporaries])
        start = frozenset(parameters) & self.tracked
        self.entry: dict[int, Bound] = {0: (start, start)}
        self._effects: dict[int, tuple[Names, Names, Names, Names]] = {}  # by the ``id`` of a node; see `_effect`
        self.leaving: dict[int, Bound] = {}
        self.todo = {0}
        self.ways = in_order(self.states)
        while self.todo:
            for number in self.ways:
                if number in self.todo:
                    self.todo.remove(number)
                    self._state(number)

    def saved(self, number: int) -> tuple[list[str], set[str]]:
        """The variables to save where a state suspends, in order, and those of them that may be unbound there.

        A tuple frees its last item first.  The order makes it free the variables in the order of CPython's frames.
        """
        must, may = self.leaving[number] if number else self.entry[0]
        order = {name: place for place, name in enumerate(self.names)}
        found = sorted(sorted(may), key=lambda name: order.get(name, len(order)))
        return found if RULES.frees_last_first else found[::-1], set(may - must)

    def _edge(self, target: int, bound: Bound) -> None:
        old = self.entry.get(target)
        new = bound if old is None else (old[0] & bound[0], old[1] | bound[1])
        if new != old:
            self.entry[target] = new
            self.todo.add(target)

    def _fails(self, state: State, bound: Bound) -> None:
        if state.region is not None:
            cleared = frozenset(state.region.clears)
            self._edge(state.region.handler, (bound[0] - cleared, bound[1] - cleared))

    def _state(self, number: int) -> None:
        state = self.states[number]
        bound = self.entry[number]
        for step in state.steps:
            if not _unbinds(step):
                self._fails(state, bound)
            bound = self.bound(step, bound)
        self._fails(state, bound)
        if isinstance(state.exit, Execute):
            bound = self.bound(state.exit.statement, bound)
        elif not isinstance(state.exit, Next | Case):
            for expression in syntax(state)[len(state.steps) :]:
                bound = self.bound(expression, bound)
        self.leaving[number] = bound
        self._fails(state, bound)
        for target in self.ways[number]:
            after = self._after(state.exit, target, bound)
            self._fails(state, after)
            self._edge(target, after)

    def _after(self, exit: Exit, target: int, bound: Bound) -> Bound:
        """The variables bound when an exit leads to ``target``."""
        must, may = bound
        stored: Names = frozenset()
        if isinstance(exit, Next) and target == exit.then:
            stored = self._stored(parts(exit.item))
        elif isinstance(exit, Case):
            stored = self._stored(parts(exit.pattern))
        elif isinstance(exit, Yield | Delegate) and exit.result is not None and target == exit.target:
            stored = frozenset([self.mangle(exit.result)]) & self.tracked
        elif isinstance(exit, Execute) and target == exit.on_return:
            stored = frozenset(["$returned"])
        return (must if isinstance(exit, Case) and target != exit.then else must | stored), may | stored

    def _stored(self, nodes: Iterable[ast.AST]) -> Names:
        return frozenset([self.mangle(name) for node in nodes for name in bound_by(node)]) & self.tracked

    def deleted(self, nodes: Iterable[ast.AST]) -> Names:
        names = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)]
        names += [n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name]
        return frozenset([self.mangle(name) for name in names]) & self.tracked

    def bound(self, node: Any, bound: Bound) -> Bound:
        """The variables bound after a statement or expression."""
        if id(node) not in self._effects:
            self._effects[id(node)] = self._effect(node)
        unbound, dropped, certain, stored = self._effects[id(node)]
        return (bound[0] - unbound) | certain, (bound[1] - dropped) | stored

    def _effect(self, node: Any) -> tuple[Names, Names, Names, Names]:
        """The variables that a node may unbind, and unbinds for certain; that it binds for certain, and may bind."""
        inside = parts(node)
        stored, deleted, emptied = self._stored(inside), self.deleted(inside), frozenset(taken(node))
        certain: Names = frozenset()
        binds = isinstance(node, ast.Assign | ast.AugAssign | ast.Import | ast.ImportFrom | DEFINITIONS)
        if binds or (isinstance(node, ast.AnnAssign) and node.value is not None):
            certain = stored - self._stored([n.target for n in inside if isinstance(n, ast.NamedExpr)])
        dropped = emptied | deleted if isinstance(node, ast.Delete) else emptied
        return deleted | emptied, dropped, certain, stored

"""Which variables are bound where a machine suspends, and which temporaries are read later: what is to be saved.

Variables are the host's locals while a machine runs.  ``must``: bound for certain; ``may``: bound on some way.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from ..core.machine import Case, Complete, Delegate, EnterFinally, Exit, Machine, Next, Yield, successors
from ..core.versions import RULES

Names = frozenset[str]
Bound = tuple[Names, Names]
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound_by(node: ast.AST) -> list[str]:
    """The names that a node itself binds, its parts apart."""
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, ast.alias):
        return [] if node.name == "*" else [(node.asname or node.name).split(".")[0]]
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    if isinstance(
        node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.ExceptHandler | ast.MatchAs | ast.MatchStar
    ):
        return [node.name] if node.name else []
    return []


def parts(node: ast.AST) -> Iterable[ast.AST]:
    """``node`` and all of it that runs in its frame; a comprehension's own variables are not the frame's."""
    found: list[ast.AST] = []
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, COMPREHENSIONS):
            walruses = [inner for inner in ast.walk(part) if isinstance(inner, ast.NamedExpr)]
            found += [*walruses, *[walrus.target for walrus in walruses]]
            continue
        found.append(part)
        body = getattr(part, "body", None) if isinstance(part, INNER) else None
        body = body if isinstance(body, list) else [body]
        todo += [inner for inner in ast.iter_child_nodes(part) if inner not in body]
    return found


EXPRESSIONS = ("item", "pattern", "source", "statement", "test", "value")
"""The fields of exits that hold syntax."""


class Flow:
    """entry: for each state that can be reached, what is bound where it begins; leaving: where its exit is."""

    def __init__(
        self, machine: Machine, parameters: Iterable[str], tracked: Names, mangle: Callable[[str], str]
    ) -> None:
        self.states, self.tracked, self.mangle = machine.states, tracked, mangle
        start = frozenset(parameters) & tracked
        self.entry: dict[int, Bound] = {0: (start, start)}
        self.leaving: dict[int, Bound] = {}
        self.handler: int | None = None
        self.names = self._names(list(parameters) if RULES.frees_last_first else list(parameters)[::-1])
        self.todo = [0]
        while self.todo:
            self._state(self.todo.pop())
        self.live = _live(machine, self.entry)

    def saved(self, number: int) -> tuple[list[str], set[str]]:
        """What is to be saved where a state suspends, and what of it may be unbound there.

        A tuple frees its last item first: the order is such that variables are freed as those of a frame.
        """
        must, may = self.leaving[number]
        if number == 0:
            must, may = self.entry[0]
        dead = {name for name in may if name[0] == "$"} - self.live[number]
        order = {name: place for place, name in enumerate(self.names)}
        found = sorted(sorted(may - dead), key=lambda name: order.get(name, len(order)))
        return found if RULES.frees_last_first else found[::-1], set(may - must)

    def _names(self, parameters: list[str]) -> list[str]:
        """The program's variables in the order in which the source binds them."""
        found = dict.fromkeys([name for name in parameters if name in self.tracked])
        places: list[tuple[int, int, str]] = []
        for state in self.states:
            syntax = [*state.steps, *[getattr(state.exit, f) for f in EXPRESSIONS if hasattr(state.exit, f)]]
            for node in [part for piece in syntax for part in parts(piece)]:
                places += [
                    (getattr(node, "lineno", 1 << 30), getattr(node, "col_offset", 0), name) for name in bound_by(node)
                ]
            result, place = getattr(state.exit, "result", None), getattr(state.exit, "node", None)
            if result is not None:
                places.append((getattr(place, "lineno", 1 << 30), getattr(place, "col_offset", 0), result))
        names = [self.mangle(name) for _, _, name in sorted(places)]
        found |= dict.fromkeys([name for name in names if name in self.tracked and name[0] != "$"])
        return list(found)

    def _edge(self, target: int, bound: Bound) -> None:
        old = self.entry.get(target)
        new = bound if old is None else (old[0] & bound[0], old[1] | bound[1])
        if new != old:
            self.entry[target] = new
            self.todo.append(target)

    def _fails(self, bound: Bound) -> None:
        if self.handler is not None:
            self._edge(self.handler, bound)

    def _state(self, number: int) -> None:
        state = self.states[number]
        self.handler = None if state.region is None else state.region.handler
        bound = self.entry[number]
        for step in state.steps:
            bound = self._statement(step, bound)
        self._exit(number, state.exit, bound)

    def _exit(self, number: int, exit: Exit, bound: Bound) -> None:
        must, may = bound
        if isinstance(exit, Complete):
            bound = self._statement(exit.statement, bound)
        elif not isinstance(exit, Next | Case):
            bound = must, may | self._walrus(exit)
        self.leaving[number] = bound
        self._fails(bound)
        targets = successors(self.states, self.states[number])
        if isinstance(exit, EnterFinally):
            targets = [exit.target]
        for target in targets:
            if isinstance(exit, Complete) and target == exit.on_return:
                continue  # below: with its value
            self._edge(target, self._after(exit, target, bound))
        if isinstance(exit, Complete) and exit.on_return is not None:
            returned = frozenset(["$returned"])
            self._edge(exit.on_return, (bound[0] | returned, bound[1] | returned))
        if isinstance(exit, Next | Case | Yield | Delegate):
            self._fails(self._after(exit, targets[0], bound))

    def _after(self, exit: Exit, target: int, bound: Bound) -> Bound:
        """What is bound where an exit has led to ``target``."""
        must, may = bound
        if isinstance(exit, Next) and target == exit.then:
            stored = self._stored(parts(exit.item))
            return must | stored, may | stored
        if isinstance(exit, Case):
            stored = self._stored(parts(exit.pattern))
            return (must | stored if target == exit.then else must), may | stored
        if isinstance(exit, Yield | Delegate) and exit.result is not None and target == exit.target:
            stored = frozenset([self.mangle(exit.result)]) & self.tracked
            return must | stored, may | stored
        return bound

    def _walrus(self, exit: Exit) -> Names:
        found = [getattr(exit, field) for field in ("test", "source", "value") if hasattr(exit, field)]
        return self._stored([part for expression in found for part in parts(expression)])

    def _stored(self, nodes: Iterable[ast.AST]) -> Names:
        return frozenset([self.mangle(name) for node in nodes for name in bound_by(node)]) & self.tracked

    def _deleted(self, nodes: Iterable[ast.AST]) -> Names:
        names = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Del)]
        names += [n.name for n in nodes if isinstance(n, ast.ExceptHandler) and n.name]
        return frozenset([self.mangle(name) for name in names]) & self.tracked

    def _block(self, body: list[ast.stmt], bound: Bound) -> Bound:
        for node in body:
            bound = self._statement(node, bound)
        return bound

    def _statement(self, node: ast.stmt, bound: Bound) -> Bound:
        safe = isinstance(node, ast.Pass) or (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and all([isinstance(target, ast.Name) for target in node.targets])
        )
        if not safe:
            self._fails(bound)
        bound = self._bound(node, bound)
        if not safe:
            self._fails(bound)
        return bound

    def _bound(self, node: Any, bound: Bound) -> Bound:
        must, may = bound
        inside = list(parts(node))
        if isinstance(node, ast.If):
            may |= self._stored(parts(node.test))
            one, other = self._block(node.body, (must, may)), self._block(node.orelse, (must, may))
            return one[0] & other[0], one[1] | other[1]
        stored, deleted = self._stored(inside), self._deleted(inside)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Import | ast.ImportFrom | DEFINITIONS):
            if not isinstance(node, ast.AnnAssign) or node.value is not None:
                walrus = self._stored([n.target for n in inside if isinstance(n, ast.NamedExpr)])
                return must | stored - walrus, may | stored
        if isinstance(node, ast.Delete):
            return must - deleted, may - deleted
        return must - deleted, may | stored


def _live(machine: Machine, reached: Iterable[int]) -> dict[int, set[str]]:
    """For each state, the temporaries that are read after it suspends at its exit, before they are bound anew."""
    reads = {number: _reads(machine, number) for number in reached}
    live: dict[int, set[str]] = {number: set() for number in reads}
    changed = True
    while changed:
        changed = False
        for number in reversed(list(live)):
            state = machine.states[number]
            following = [n for n in successors(machine.states, state) if n in live]
            if state.region is not None:
                following.append(state.region.handler)
            found = set().union(*[reads[n][0] | (live[n] - reads[n][1]) for n in following])
            found.discard(getattr(state.exit, "result", None) or "")
            if found - live[number]:
                live[number] |= found
                changed = True
    return live


def _reads(machine: Machine, number: int) -> tuple[set[str], set[str]]:
    """The temporaries that a state reads before it binds them, and those that it binds for certain before its exit."""
    state = machine.states[number]
    read: set[str] = set()
    stored: set[str] = set()
    exit = state.exit
    syntax: list[Any] = list(state.steps)
    syntax += [getattr(exit, field) for field in ("test", "source", "value", "statement") if hasattr(exit, field)]
    for node in syntax:
        names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id[0] == "$"]
        read |= {n.id for n in names if not isinstance(n.ctx, ast.Store)} - stored
        if isinstance(node, ast.Assign):
            stored |= {n.id for n in names if isinstance(n.ctx, ast.Store)}
    read |= {name for name in (getattr(exit, "iterator", None), getattr(exit, "subject", None)) if name} - stored
    return read, stored

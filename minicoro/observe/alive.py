"""The variables that are alive at each suspension: those with a value that the function may still use after it.

This is the usual backward analysis, over the syntax of the machine: a variable is alive before a step that may read it, and
before every step that leads there, unless a step in between certainly binds it.  An exception may leave a state before any of
its steps, so a variable that is alive in the handler is alive in the whole state.  A variable that no path to a suspension can
have bound is not alive.
"""

import ast

from minicoro.api import (
    HELPERS,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Exit,
    Next,
    Raise,
    State,
    Yield,
    in_order,
)
from minicoro.observe.finding import Found

Effects = tuple[set[str], set[str]]
"""The names that may be read, and those that are certainly bound."""

BINDING = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.Delete)
DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def alive(found: Found) -> dict[int, tuple[str, ...]]:
    """For each state that suspends: the variables and temporaries alive while it is suspended, sorted.

    A captured variable is alive as soon as it has a value, because an inner function may read it at any time.
    """
    states = found.machine.states
    steps = [[_effects(step, found) for step in state.steps] for state in states]
    entry: list[set[str]] = [set() for _ in states]
    ways, changed = in_order(states), True
    while changed:
        changed = False
        for number in reversed(ways):
            live = _before(states[number], ways[number], steps[number], entry, found)
            if live != entry[number]:
                entry[number] = live
                changed = True
    bound = _bound_by(found, ways)
    shown = {}
    for number, state in enumerate(states):
        if isinstance(state.exit, Yield | Delegate):
            living = _after(ways[number], state, entry) | set(found.captured)
            shown[number] = tuple(sorted(living & bound[number]))
    return shown


def _bound_by(found: Found, order: dict[int, list[int]]) -> list[set[str]]:
    """For each state, the names that some path to its exit may have bound."""
    states = found.machine.states
    own = [set().union(*[_stores(step) for step in state.steps]) for state in states]
    before: dict[int, set[str]] = {0: set(found.machine.saved.get(0, found.local_names)) | found.outer}
    exits = [_exit_binds(state.exit) for state in states]
    waiting = {0}
    while waiting:
        for number in order:
            if number not in waiting:
                continue
            waiting.remove(number)
            state, after = states[number], before[number] | own[number]
            ways = [(target, after | exits[number]) for target in order[number]]
            if state.region is not None:
                ways.append((state.region.handler, after | {state.region.variable}))
            for target, bound in ways:
                known = before.get(target)
                if known is None or not bound <= known:
                    before[target] = bound | (known or set())
                    waiting.add(target)
    return [before.get(number, set()) | own[number] for number in range(len(states))]


def _stores(step: ast.AST) -> set[str]:
    """The names that a step may bind, also inside of its parts."""
    inside = [each.name for each in ast.walk(step) if isinstance(each, DEFINING)]
    return {name for name in _bound(step) if name} | set(inside)


def _exit_binds(exit: Exit) -> set[str]:
    stores = _stores(exit.statement) if isinstance(exit, Execute) else set()
    tests = [
        getattr(exit, name) for name in ("test", "value", "source") if isinstance(getattr(exit, name, None), ast.AST)
    ]
    return stores.union(_binds(exit), *[_stores(each) for each in tests])


def _after(ways: list[int], state: State, entry: list[set[str]]) -> set[str]:
    """The variables that are alive when a state has reached its exit, without those that only the exit reads."""
    exit, live = state.exit, set()
    for target in ways:
        binds = _binds(exit) if target in (getattr(exit, "then", None), getattr(exit, "target", None)) else set()
        live |= entry[target] - binds
    return live | _in_handler(state, entry)


def _binds(exit: Exit) -> set[str]:
    """The names that an exit has bound in the state that it leads to."""
    if isinstance(exit, Yield | Delegate):
        return {exit.result} if exit.result else set()
    if isinstance(exit, EnterFinally):
        return {exit.variable}
    place = exit.item if isinstance(exit, Next) else exit.pattern if isinstance(exit, Case) else None
    return set() if place is None else _bound(place)


def _in_handler(state: State, entry: list[set[str]]) -> set[str]:
    if state.region is None:
        return set()
    return entry[state.region.handler] - {state.region.variable, *state.region.clears}


def _before(state: State, ways: list[int], steps: list[Effects], entry: list[set[str]], found: Found) -> set[str]:
    live = _after(ways, state, entry) | set(state.handling) | _reads(state.exit, found)
    for reads, binds in reversed(steps):
        live = (live - binds) | reads
    return live | _in_handler(state, entry)


def _reads(exit: Exit, found: Found) -> set[str]:
    """The names that an exit reads."""
    if isinstance(exit, Raise | EndFinally):
        return {exit.variable}
    read = {str(getattr(exit, name)) for name in ("iterator", "subject") if hasattr(exit, name)}
    if isinstance(exit, EnterFinally):
        return set()
    parts = [getattr(exit, "test", None), getattr(exit, "value", None), getattr(exit, "source", None)]
    parts += [exit.statement if isinstance(exit, Execute) else None, exit.item if isinstance(exit, Next) else None]
    for part in parts:
        if part is not None:
            read |= _effects(part, found)[0]
    return read


def _effects(node: ast.AST, found: Found) -> Effects:
    """The names that a step or expression may read, also in functions inside of it, and the names that it certainly binds."""
    names = [each for each in ast.walk(node) if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Store)]
    reads = {each.id for each in names if not isinstance(each.ctx, ast.Del)}
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        reads.add(node.target.id)
    binds: set[str] = set()
    if isinstance(node, BINDING) and getattr(node, "value", node) is not None:
        binds = _bound(node)
    elif isinstance(node, DEFINING):
        binds = {node.name}
    wanted = {name for name in reads if name[0] == "$" or name in found.local_names}
    return wanted - HELPERS.keys() - {"$self"}, binds


def _bound(node: ast.AST) -> set[str]:
    """The names that a statement without sub-statements, a target or a pattern binds or unbinds."""
    bound: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
            bound.add(each.id)
        elif isinstance(each, ast.MatchAs | ast.MatchStar) and each.name:
            bound.add(each.name)
        elif isinstance(each, ast.MatchMapping) and each.rest:
            bound.add(each.rest)
        elif isinstance(each, ast.alias):
            bound.add((each.asname or each.name).split(".")[0])
    return bound

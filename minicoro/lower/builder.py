"""States under construction."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from ..core.machine import (
    TARGETS,
    Branch,
    Delegate,
    EnterFinally,
    Exit,
    Jump,
    Kind,
    Machine,
    Raise,
    Region,
    Return,
    State,
    targets,
)
from .forms import name, placed, walk
from .names import Scope
from .suspension import Suspension

T = TypeVar("T")


class Draft:
    """A state under construction; ``number`` is its index in the list of drafts."""

    def __init__(self, number: int, region: RegionDraft | None, handling: tuple[str, ...]) -> None:
        self.number, self.region, self.handling = number, region, handling
        self.steps: list[ast.stmt] = []
        self.exit: Exit | None = None


class RegionDraft:
    """A region under construction."""

    def __init__(self, handler: Draft, variable: str) -> None:
        self.handler, self.variable = handler, variable
        self.clears: list[str] = []


class Around(NamedTuple):
    """A statement around the current one that ``return``, ``break`` and ``continue`` have to leave.

    on_break, on_continue: it is a loop; the states in which ``break`` and ``continue`` go on.  final, variable: it has this
    ``finally``, which finds its completion in the variable.  leave: statements that run on the way out.  region, handling:
    those of the states on the way out.
    """

    region: RegionDraft | None
    handling: tuple[str, ...]
    on_break: Draft | None = None
    on_continue: Draft | None = None
    final: Draft | None = None
    variable: str = ""
    leave: tuple[ast.stmt, ...] = ()


class Builder:
    """Builds the machine of one function.

    current: the state that is being built.  region, handling: those of new states.  around: the statements around the
    current statement, the outermost first.  at: the node whose position new code gets.  unbound: the variables of
    comprehensions that have ended.
    """

    def __init__(self, kind: Kind, name: str, scope: Scope, node: ast.AST) -> None:
        self.kind, self.name, self.scope, self.at = kind, name, scope, node
        self.suspension = Suspension()
        self.drafts: list[Draft] = []
        self.region: RegionDraft | None = None
        self.handling: tuple[str, ...] = ()
        self.around: list[Around] = []
        self.temporaries: list[str] = []
        self.spills: dict[str, ast.expr] = {}
        self.unbound: set[str] = set()
        self.current = self.new_state()

    # States

    def new_state(self) -> Draft:
        """A new state with the current region and handling; building goes on in the current state."""
        draft = Draft(len(self.drafts), self.region, self.handling)
        self.drafts.append(draft)
        return draft

    def step(self, statement: ast.stmt, node: ast.AST | None = None) -> None:
        """Add a statement to the current state.  Its nodes without a position get that of ``node``, or of ``at``."""
        self.current.steps.append(placed(statement, node or self.at))

    def close(self, exit: Exit, following: Draft) -> None:
        """End the current state with an exit; go on building in ``following``."""
        self.current.exit = exit
        self.current = following

    def jump(self, target: Draft, following: Draft | None = None) -> None:
        """End the current state with a jump; go on building in ``following``, or in the target."""
        self.close(Jump(target.number), following or target)

    def branch(self, test: ast.expr, then: Draft, otherwise: Draft, place: ast.AST | None = None) -> None:
        """End the current state with a test whose truth is asked at ``place``; go on building in ``then``."""
        self.close(Branch(test, then.number, otherwise.number, place), then)

    # Temporaries

    def temporary(self, kind: str) -> str:
        """The name of a new temporary."""
        self.temporaries.append(f"${kind}{len(self.temporaries) + 1}")
        return self.temporaries[-1]

    def spill(self, value: ast.expr, source: ast.expr) -> str:
        """Keep the value of the expression ``source`` in a new spill."""
        name = self.keeping(source)
        self.step(assign(name, value), source)
        return name

    def keeping(self, source: ast.expr, kind: str = "") -> str:
        """The name of a new temporary that keeps the value of ``source``, or what is made of it so far; without a kind, a spill."""
        name = self.temporary(kind)
        self.spills[name] = source
        return name

    def delegate(self, source: ast.expr, node: ast.AST, construct: str, result: str | None) -> None:
        """End the current state with the exit `Delegate`: drive the iterator ``source``, bind its value to ``result``."""
        following = self.new_state()
        self.close(Delegate(placed(source, node), result, following.number, construct, node), following)

    # Regions

    def protect(self, handler: Draft, variable: str, body: Callable[[], None], *taken: str) -> None:
        """Build ``body`` in a new region: ``handler`` handles its exceptions, which are kept in ``variable``.

        taken: the temporaries that ``body`` takes over, and that an exception empties.
        """
        outer, before = self.region, len(self.temporaries)
        self.region = region = RegionDraft(handler, variable)
        self.jump(self.new_state())
        body()
        region.clears += [*taken, *self.temporaries[before:]]
        self.region = outer
        self.jump(self.new_state())

    def handler_state(self, variable: str) -> Draft:
        """A state in which the exception in ``variable`` is being handled."""
        return self.handling_of(variable, self.new_state)

    def handling_of(self, variable: str, body: Callable[[], T]) -> T:
        """The result of ``body``, which builds states in which the exception in ``variable`` is being handled."""
        outer, self.handling = self.handling, (variable, *self.handling)
        made = body()
        self.handling = outer
        return made

    def cleaned(
        self, body: Callable[[], None], clean: Callable[[], None], error: str, onward: Draft | None = None
    ) -> None:
        """Build ``body`` and then ``clean``, which also runs if ``body`` raises.

        onward: the state that follows ``clean`` after an exception; None: the exception is raised again.
        """
        cleanup = self.handler_state(error) if onward is None else self.new_state()
        self.protect(cleanup, error, body)
        after, self.current = self.current, cleanup
        clean()
        self.close(Raise(error) if onward is None else Jump(onward.number), after)
        clean()

    def within(self, around: Around, body: Callable[[], None]) -> None:
        """Build ``body`` inside of the statement ``around``."""
        self.around.append(around)
        body()
        self.around.pop()

    # Completions

    def leave(self, how: str, value: ast.expr | None = None) -> None:
        """End the current state with a ``return`` of ``value``, a ``break`` or a ``continue``; go on in an unreachable state.

        Each enclosing statement adds the code that has to run on the way out, the innermost first.  Rule: finally/completion
        """
        if value is not None and any([around.final or around.leave for around in self.around]):
            kept = f"$returned{len(self.drafts)}"  # no handler clears this name: its value is kept while a ``finally`` runs
            self.step(assign(kept, value))
            self.spills[kept] = value
            artificial, value = hasattr(value, "artificial"), placed(name(kept), self.at)
            value = nowhere(value) if artificial else value
        arrived = self._arrival(how)
        if arrived is None:
            value = value or ast.Constant(None)
            if any([around.final for around in self.around]):
                nowhere(value)  # the ``finally`` has run last: no second line event for the ``return``
            arrived = Return(value, None if hasattr(value, "artificial") else self.at)
        self.current.exit = arrived
        self.current = self.new_state()

    def _arrival(self, how: str) -> Exit | None:
        """Build the way out; return the exit at its end for a ``break`` or ``continue``, None for a ``return``."""
        for around in reversed(self.around):
            target = {"break": around.on_break, "continue": around.on_continue}.get(how)
            if target is not None:
                return Jump(target.number)
            for statement in around.leave:
                self.step(copy.deepcopy(statement))
            if around.final is not None:
                onward = Draft(len(self.drafts), around.region, around.handling)
                self.drafts.append(onward)
                self.close(EnterFinally(around.variable, onward.number, around.final.number), onward)
        return None

    def route(self, how: str) -> int:
        """The number of a new state that performs a ``return``, ``break`` or ``continue`` from the current place."""
        kept, start = self.current, self.new_state()
        self.current = start
        returned = nowhere(placed(name("$returned"), self.at))  # the ``return`` itself has had its line event
        self.leave(how, returned if how == "return" else None)
        self.current = kept
        return start.number

    # The whole

    def machine(self) -> Machine:
        """The finished machine; see `finished` for its states."""
        return Machine(self.kind, self.name, finished(self.drafts), self.spills, tuple(sorted(self.scope.cells)))


def assign(identifier: str, value: ast.expr) -> ast.Assign:
    """``identifier = value``, without a position."""
    return ast.Assign([name(identifier, ast.Store())], value)


def delete(*identifiers: str) -> ast.Delete:
    """``del identifier, …``, without a position."""
    return ast.Delete([name(identifier, ast.Del()) for identifier in identifiers])


def nowhere(made: ast.AST) -> Any:
    """Mark ``made`` as code without a position, so that no line event is issued for it; return it."""
    for part in walk(made):
        part.artificial = True  # type: ignore[attr-defined]
    return made


def call(helper: str, *arguments: ast.expr) -> ast.Call:
    """A call of a helper, without a position."""
    return ast.Call(name(helper), list(arguments), [])


def finished(drafts: list[Draft]) -> tuple[State, ...]:
    """The states of a machine that begins in ``drafts[0]``.

    Jumps skip empty states; a state is joined to the only state that jumps to it; unreachable states are left out.  State 0 of
    the result is that of a just-created object and jumps to the first draft.
    """
    for draft in drafts:
        _retarget(draft, lambda number: _landing(drafts, number))
        if draft.region is not None:
            draft.region.handler = drafts[_landing(drafts, draft.region.handler.number)]
    _join(drafts)
    order = _reached(drafts)
    numbers = {number: place + 1 for place, number in enumerate(order)}
    regions: dict[RegionDraft, Region] = {}
    states = [State((), Jump(1))]
    for number in order:
        draft = drafts[number]
        _retarget(draft, numbers.__getitem__)
        region = None
        if draft.region is not None:
            if draft.region not in regions:
                handler = numbers[draft.region.handler.number]
                clears = [each for each in reversed(draft.region.clears) if each not in draft.handling]
                regions[draft.region] = Region(handler, draft.region.variable, tuple(clears))
            region = regions[draft.region]
        assert draft.exit is not None
        states.append(State(tuple(draft.steps), draft.exit, region, draft.handling))
    return tuple(states)


def _landing(drafts: list[Draft], number: int) -> int:
    """The target of a jump to a state, after skipping states that only jump."""
    seen: set[int] = set()
    while number not in seen:
        seen.add(number)
        draft = drafts[number]
        if draft.steps or not isinstance(draft.exit, Jump):
            break
        number = draft.exit.target
    return number


def _retarget(draft: Draft, renumber: Callable[[int], int]) -> None:
    named = [(field, getattr(draft.exit, field, None)) for field in TARGETS]
    changed: dict[str, Any] = {field: renumber(number) for field, number in named if number is not None}
    if changed and draft.exit is not None:
        draft.exit = draft.exit._replace(**changed)


def _onward(draft: Draft) -> list[int]:
    """The states that can come next, and the handler.  (A state after a ``finally`` is named where the ``finally`` is entered.)"""
    found = [] if draft.exit is None else targets(draft.exit)
    return found if draft.region is None else [*found, draft.region.handler.number]


def _reached(drafts: list[Draft]) -> list[int]:
    """The reachable states, in depth-first order."""
    order: list[int] = []
    seen: set[int] = set()
    stack = [_landing(drafts, 0)]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            order.append(number)
            stack += reversed(_onward(drafts[number]))
    return order


def _join(drafts: list[Draft]) -> None:
    """Join a state to the only state that jumps to it, if both have the same region and handling."""
    order = _reached(drafts)
    arrivals = dict.fromkeys(order, 0)
    arrivals[order[0]] = 1
    for number in order:
        for onward in _onward(drafts[number]):
            arrivals[onward] += 1
    for number in order:
        draft = drafts[number]
        while isinstance(draft.exit, Jump):
            following = drafts[draft.exit.target]
            if following is draft or arrivals[following.number] != 1 or not _alike(draft, following):
                break
            draft.steps += following.steps
            draft.exit = following.exit
            arrivals[following.number] = 0


def _alike(draft: Draft, following: Draft) -> bool:
    if draft.region is not following.region or draft.handling != following.handling:
        return False
    deleted = [t.id for s in draft.steps if isinstance(s, ast.Delete) for t in s.targets if isinstance(t, ast.Name)]
    return not set(deleted) & set(draft.handling)

"""The builder of machines: states under construction, temporaries, regions and the ways out."""

from __future__ import annotations

from minicoro.oldlower import finishing, reading
from minicoro.oldlower.suspension import Suspension
from minicoro.records import field, record, replace
from minicoro.runtime.machine import Branch, Delegate, Jump, Machine, Note, Return, Yield, returned
from minicoro.runtime.machine import nothing as ended
from minicoro.runtime.positions import span_of
from minicoro.runtime.unit import ITERATOR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.oldsyntax import nodes as ast
    from minicoro.runtime.machine import Exit
    from minicoro.runtime.positions import Span
    from minicoro.runtime.unit import Frame


@record(eq=False, frozen=False)
class Draft:
    """A state under construction."""

    index: int
    region: RegionDraft | None
    handling: tuple[str, ...]
    steps: list[Callable[[Frame], object]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    exit: Exit | None = None
    exit_note: Note = field(default_factory=Note)
    span: Span | None = None

    def add(self, step: Callable[[Frame], object], note: Note) -> None:
        self.steps.append(step)
        self.notes.append(note)


@record(eq=False, frozen=False)
class RegionDraft:
    """A region under construction: what it empties is known when its body has been lowered."""

    handler: Draft
    variable: str
    clears: list[str] = field(default_factory=list)


@record(eq=False, frozen=False)
class Way:
    """Something that stands between a statement and the end of the function, seen from inside: a way out leads
    through it.

    region, handling: what holds outside of it.
    on_break, on_continue: of a loop, where these lead.
    through: of a ``finally`` or ``with``, its state and the variable for the completion.
    drops: variables to empty on leaving.  leave: what to run on leaving.
    """

    region: RegionDraft | None
    handling: tuple[str, ...]
    on_break: Draft | None = None
    on_continue: Draft | None = None
    through: tuple[Draft, str] | None = None
    drops: tuple[str, ...] = ()
    leave: tuple[Callable[[Frame], object], ...] = ()
    routes: dict[str, int] = field(default_factory=dict)


def take(variable: str) -> Expr:
    """A closure that reads a temporary and empties it, so that its value lives no longer than in CPython."""
    return lambda frame: frame.pop(variable)


def peek(variable: str) -> Expr:
    return lambda frame: frame[variable]


def keep(variable: str, value: Expr) -> Callable[[Frame], object]:
    def keep_value(frame: Frame) -> None:
        frame[variable] = value(frame)

    return noted(keep_value, Note(keeps=(variable,)))


def drop(variables: tuple[str, ...]) -> Callable[[Frame], object]:
    def drop_values(frame: Frame) -> None:
        for variable in variables:
            frame.pop(variable, None)

    return noted(drop_values, Note(drops=variables))


def noted(step: Callable[[Frame], object], note: Note) -> Callable[[Frame], object]:
    """``step`` with what it does to temporaries written on it, for `Builder.step` to read."""
    step.__dict__["note"] = note
    return step


UNDECIDED = "$"
"""Nobody has said where the value of a suspension goes: into a temporary."""


def nothing(frame: Frame) -> None:
    """Stands for a value that has gone where it is wanted."""


class Builder:
    """The machine of one unit under construction.

    ``current`` is the state that steps are added to; closing it with an exit says which state comes next.
    ``at`` is the node that is being lowered: what a step is added for.
    ``wanted`` says for a suspending node, by its id, which variable takes its value (None: nobody wants it).
    """

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.suspension = Suspension()
        self.drafts: list[Draft] = []
        self.ways: list[Way] = []
        self.region: RegionDraft | None = None
        self.handling: tuple[str, ...] = ()
        self.temporaries: list[str] = []
        self.spills: dict[str, Span] = {}
        self._returns: int | None = None
        self.reading = reading.Reading()
        self.at: ast.AST | None = None
        self.wanted: dict[int, str | None] = {}
        self.current = self.new_state()

    def new_state(self) -> Draft:
        """A state with the region and handling that hold now."""
        draft = Draft(len(self.drafts), self.region, self.handling)
        self.drafts.append(draft)
        return draft

    def temporary(self, kind: str = "") -> str:
        name = f"${kind}{len(self.temporaries)}"
        self.temporaries.append(name)
        return name

    def looking_at(self, node: ast.AST) -> ast.AST | None:
        """Let steps be added for ``node`` from now on; gives what they were added for before."""
        outer, self.at = self.at, node
        return outer

    def note(self, known: Note | None, node: ast.AST | None, how: str) -> Note:
        """The note of a step for ``node``; one that only empties temporaries runs nothing of the source."""
        if node is None or (known is not None and known.drops):
            return known or Note()
        known = known or Note()
        if "{}" not in how:
            return replace(known, span=span_of(node), how=how)
        reads, binds = self.reading.of(node)
        return replace(known, span=span_of(node), how=how, reads=reads, binds=known.binds | binds)

    def step(
        self,
        closure: Callable[[Frame], object],
        node: ast.AST | None = None,
        how: str = "{}",
        known: Note | None = None,
    ) -> None:
        """Add a step, for ``node`` or else for what is being lowered; ``how`` as in `Note`.

        ``known``: what else there is to note of it.
        """
        known = known or getattr(closure, "note", None)
        self.current.add(closure, self.note(known, node or self.at, how))

    def close(
        self, exit: Exit, following: Draft, node: ast.AST | None = None, how: str = "{}", keeps: tuple[str, ...] = ()
    ) -> None:
        """End the current state with ``exit`` and go on building in ``following``."""
        if self.current.exit is None:
            self.current.exit = exit
            if node is not None:
                self.current.span = span_of(node)
                self.current.exit_note = self.note(Note(keeps=keeps), node, how)
        self.current = following

    def jump(self, target: Draft, following: Draft | None = None) -> None:
        self.close(Jump(target.index), target if following is None else following)

    def branch(
        self,
        test: Expr,
        then: Draft,
        otherwise: Draft,
        node: ast.AST | None = None,
        how: str = "{}",
        keeps: tuple[str, ...] = (),
        direct: Callable[[int, int], Callable[..., int]] | None = None,
    ) -> None:
        """Go on in ``then`` or ``otherwise``; ``keeps``: the variables that a true test has filled."""
        self.close(Branch(test, then.index, otherwise.index, direct), then, node or self.at, how, keeps)

    def give(self, value: Expr, node: ast.AST, direct: Callable[[int], Callable[..., int]] | None = None) -> Expr:
        """Suspend with ``value``; the closure gives what is sent.  ``direct`` as in `Yield`."""
        into = self.wanted.pop(id(node), UNDECIDED)
        following = self.new_state()
        result = self.temporary("sent") if into is UNDECIDED else into
        self.close(Yield(value, result, following.index, direct), following, node)
        return self._result(into, result, node)

    def _result(self, into: str | None, result: str | None, node: ast.AST) -> Expr:
        if into is not UNDECIDED or result is None:
            self.reading.done(node)
            return nothing
        self.evaluated(result, node)
        return take(result)

    def delegate(
        self, source: Expr, node: ast.AST, construct: str, how: str = "{}", into: str | None = UNDECIDED
    ) -> Expr:
        """Hand control to the iterator that ``source`` gives; the closure gives its value, if that is not put ``into``."""
        if how == "{}":
            into = self.wanted.pop(id(node), UNDECIDED)
        following = self.new_state()
        result = self.temporary("awaited") if into is UNDECIDED else into
        self.close(Delegate(source, result, following.index, construct), following, node, how)
        if how != "{}":
            assert result is not None
            return take(result) if into is UNDECIDED else nothing
        return self._result(into, result, node)

    def spill(self, value: Expr, node: ast.AST, how: str = "{}") -> str:
        """Keep the value of a sub-expression in a temporary, for after a suspension."""
        return self._spill(self.temporary(), value, node, how)

    def spill_iterator(self, value: Expr, node: ast.AST, how: str = "iter({})") -> str:
        """Keep what a loop iterates over: it is the frame's own, which `forking` goes by."""
        return self._spill(self.temporary(ITERATOR), value, node, how)

    def _spill(self, variable: str, value: Expr, node: ast.AST, how: str) -> str:
        self.step(keep(variable, value), node, how)
        self.evaluated(variable, node)
        return variable

    def evaluated(self, variable: str, node: ast.AST) -> None:
        """Note that from here on the value of ``node`` is in ``variable``."""
        self.spills[variable] = span_of(node)
        self.reading.done(node)

    def protect(self, handler: Draft, variable: str, body: Callable[[], None]) -> None:
        """Build ``body`` with its exceptions going to ``handler``."""
        outer, before = self.region, len(self.temporaries)
        self.region = RegionDraft(handler, variable)
        region = self.region
        self.jump(self.new_state())
        body()
        self.region = outer
        region.clears = [name for name in self.temporaries[before:] if name != variable]
        self.jump(self.new_state())

    def within(self, way: Way, body: Callable[[], None]) -> None:
        """Build ``body`` with the ways out leading through ``way``."""
        self.ways.append(way)
        body()
        self.ways.pop()

    def handling_of(self, variable: str, build: Callable[[], None]) -> None:
        """Build states in which the exception in ``variable``, if there is one, is being handled."""
        outer = self.handling
        self.handling = (variable, *outer)
        build()
        self.handling = outer

    def route(self, kind: str) -> int:
        """The state where a ``break``, ``continue`` or ``return`` at this point leads first."""
        return self._route(kind, len(self.ways) - 1)

    def _route(self, kind: str, depth: int) -> int:
        if depth < 0:
            return self._return_state()
        way = self.ways[depth]
        if kind != "return" and way.on_break is not None and way.on_continue is not None:
            return (way.on_break if kind == "break" else way.on_continue).index
        if kind not in way.routes:
            way.routes[kind] = -1
            way.routes[kind] = self._passage(kind, way, depth)
        return way.routes[kind]

    def _passage(self, kind: str, way: Way, depth: int) -> int:
        onward = self._route(kind, depth - 1)
        if way.through is None and not way.drops and not way.leave:
            return onward
        draft = Draft(len(self.drafts), way.region, way.handling)
        self.drafts.append(draft)
        for leave in way.leave:
            draft.add(leave, Note())
        if way.drops:
            draft.add(drop(way.drops), Note(drops=way.drops))
        if way.through is None:
            draft.exit = Jump(onward)
        else:
            final, variable = way.through
            draft.add(finishing.unnumbered, Note(keeps=(variable,), goes=onward))
            draft.exit = Jump(final.index)
        return draft.index

    def _return_state(self) -> int:
        if self._returns is None:
            draft = Draft(len(self.drafts), None, ())
            self.drafts.append(draft)
            draft.exit = Return(returned)
            self._returns = draft.index
        return self._returns

    def finish(self) -> Machine:
        """The machine, with nothing left to change."""
        for draft in self.drafts:
            if draft.exit is None:
                draft.exit = Return(ended)
        states = finishing.states_of(self.drafts)
        return Machine(self.ctx.unit.name, states, any([state.handling for state in states]), self.spills)

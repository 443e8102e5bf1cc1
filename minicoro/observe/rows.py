"""A machine as rows of text: what `show` prints and the diagrams draw, straight from the states."""

from dataclasses import dataclass, replace

from minicoro.observe.alive import alive
from minicoro.observe.finding import Found
from minicoro.observe.sources import TEMPORARY, Sources
from minicoro.runtime.machine import (
    Branch,
    Complete,
    Delegate,
    EndFinally,
    Exit,
    Jump,
    Note,
    Raise,
    Return,
    State,
    Yield,
)


@dataclass(frozen=True)
class Row:
    """One step or exit.  line: in the file, 0 for what stands nowhere in it."""

    line: int
    text: str


@dataclass(frozen=True)
class Edge:
    """A way from one state to another.  label: when it is taken; kind: "go", "error"."""

    source: int
    target: int
    label: str
    kind: str = "go"


@dataclass(frozen=True)
class StateRows:
    """One state.  suspends: the word of its suspension ("await", "yield"…), "" if it does not.

    alive: the variables alive while it is suspended.  handling: those whose exception is being handled.
    """

    number: int
    steps: tuple[Row, ...]
    exit: Row
    edges: tuple[Edge, ...]
    suspends: str
    alive: tuple[str, ...]
    handling: tuple[str, ...]
    error: Edge | None
    keeps_error: str


def rows_of(found: Found, raw: bool = False) -> list[StateRows]:
    """Every state of a machine; ``raw``: also the steps that only move temporaries about."""
    sources = Sources(found.lines, found.machine)
    living = alive(found)
    rows = [
        _state(number, state, sources, living.get(number, ()), raw) for number, state in enumerate(found.machine.states)
    ]
    return rows if raw else _folded(rows)


def _folded(rows: list[StateRows]) -> list[StateRows]:
    """The states in which something of the source happens, the ways past the others joined."""
    past = {row.number: row.edges[0].target for row in rows if _is_passage(row)}

    def landing(number: int) -> int:
        seen = set()
        while number in past and number not in seen:
            seen.add(number)
            number = past[number]
        return number

    shown = [row for row in rows if row.number not in past]
    return [
        replace(row, edges=tuple([replace(edge, target=landing(edge.target)) for edge in row.edges])) for row in shown
    ]


def _is_passage(row: StateRows) -> bool:
    if row.number == 0 or row.steps or row.exit.text:
        return False
    return len(row.edges) == 1 and row.edges[0].target != row.number


def _state(number: int, state: State, sources: Sources, living: tuple[str, ...], raw: bool) -> StateRows:
    steps = [_step(note, sources) for note in state.notes[:-1]]
    if not raw:
        steps = [step for step, note in zip(steps, state.notes, strict=False) if not _only_moves(note, step)]
    note = state.notes[-1]
    line = 0 if note.span is None else note.span.line
    own = (state.exit.result,) if isinstance(state.exit, Yield | Delegate) and state.exit.result else ()
    text = sources.of(note, own)
    if note.keeps:
        text = f"{', '.join(note.keeps)} := {text}"
    edges = [Edge(number, target, label) for label, target in ways(state.exit) if target >= 0]
    edges += [Edge(number, each.goes, f"by {each.keeps[0]}", "later") for each in state.notes if each.goes >= 0]
    error = None
    if state.region is not None:
        error = Edge(number, state.region.handler, "exception", "error")
    return StateRows(
        number,
        tuple(steps),
        Row(line, exit_text(state.exit, text)),
        tuple(edges),
        suspension(state.exit),
        living,
        state.handling,
        error,
        "" if state.region is None else state.region.variable,
    )


def _only_moves(note: Note, step: Row) -> bool:
    """Whether a step only moves temporaries, such as one that drops the value of an expression statement."""
    return bool(note.drops) or (note.span is None and not note.keeps) or bool(TEMPORARY.fullmatch(step.text))


def _step(note: Note, sources: Sources) -> Row:
    if note.drops:
        return Row(0, f"forget {', '.join(note.drops)}")
    line = 0 if note.span is None else note.span.line
    if note.goes >= 0:
        return Row(line, f"{note.keeps[0]} = go to {note.goes}")
    text = sources.of(note) or "tidy up"
    return Row(line, f"{', '.join(note.keeps)} = {text}" if note.keeps else text)


def suspension(exit: Exit) -> str:
    """The word for how an exit suspends, "" if it does not."""
    if isinstance(exit, Yield):
        return "yield"
    return exit.construct if isinstance(exit, Delegate) else ""


def ways(exit: Exit) -> list[tuple[str, int]]:
    """Where an exit may lead, and when."""
    match exit:
        case Jump(target):
            return [("", target)]
        case Branch(_, then, otherwise):
            return [("true", then), ("false", otherwise)]
        case Yield() | Delegate():
            return [("resumed" if isinstance(exit, Yield) else "done", exit.target)]
        case Complete():
            ends = [("break", exit.on_break), ("continue", exit.on_continue), ("return", exit.on_return)]
            return [("", exit.normal), *ends]
        case EndFinally():
            return [("", exit.normal)]
    return []


def exit_text(exit: Exit, source: str) -> str:
    """An exit in words, around the source it stands for."""
    match exit:
        case Jump():
            return ""
        case Branch():
            return f"if {source}"
        case Yield(result=result):
            taken = f"{result} = " if result else ""
            return f"{taken}yield {source.removeprefix('yield').strip()}".replace("yield (yield)", "yield")
        case Delegate(result=result, construct=construct):
            operand = source.removeprefix(construct).strip() if construct in ("await", "yield from") else source
            return f"{result} = {construct} {operand}" if result else f"{construct} {operand}"
        case Return():
            return source if source.startswith("return") else f"return {source}".rstrip()
        case Raise(variable):
            return f"raise {variable} again"
        case EndFinally(variable):
            return f"end of finally: where {variable} leads, or on"
    return source

"""A machine as rows of text: `show` prints them and the diagrams draw them, directly from the syntax of its states."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace

from minicoro.api import (
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Exit,
    Jump,
    Next,
    Raise,
    Return,
    State,
    Yield,
    line_of_exit,
    text_of,
)
from minicoro.observe.alive import alive
from minicoro.observe.closure import closure
from minicoro.observe.finding import NOWHERE, Found


@dataclass(frozen=True)
class Row:
    """One step or exit.  line: that in the file, 0 for a step that is not in it."""

    line: int
    text: str


@dataclass(frozen=True)
class Edge:
    """An edge from one state to another.  label: its condition.  kind: "go", "error", "finally" (at the end of a
    ``finally`` or ``with``, to the state in its variable).
    """

    source: int
    target: int
    label: str
    kind: str = "go"


@dataclass(frozen=True)
class StateRows:
    """One state.  suspends: the word of its suspension ("await", "yield"…), "" if it does not suspend.

    alive: the variables alive while it is suspended.  handling: those whose exception is being handled.  ends: "returns",
    "raises" or both, if an object may end here.
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
    ends: tuple[str, ...]


def rows_of(found: Found, raw: bool = False) -> list[StateRows]:
    """The states of a machine that can be reached; ``raw``: all states, also the steps that only move temporaries."""
    living, states = alive(found), found.machine.states
    rows = [_state(number, state, states, living.get(number, ()), raw) for number, state in enumerate(states)]
    return rows if raw else _folded(_reachable(rows), states)


def _reachable(rows: list[StateRows]) -> list[StateRows]:
    """Remove the states that no edge leads to, such as those after an endless loop."""
    errors = [[] if row.error is None else [row.error.target] for row in rows]
    reached = closure([0], lambda number: [*[edge.target for edge in rows[number].edges], *errors[number]])
    return [row for row in rows if row.number in reached]


def _folded(rows: list[StateRows], states: tuple[State, ...]) -> list[StateRows]:
    """The states with a part of the source; edges through other states are joined."""
    past = {row.number: row.edges[0].target for row in rows if _is_passage(row)}

    def landing(number: int) -> int:
        seen = set()
        while number in past and number not in seen:
            seen.add(number)
            number = past[number]
        return number

    shown = [row for row in rows if row.number not in past]
    return [
        replace(
            row,
            exit=replace(row.exit, text=row.exit.text and exit_text(states[row.number].exit, landing)),
            edges=tuple([replace(edge, target=landing(edge.target)) for edge in row.edges]),
            error=None if row.error is None else replace(row.error, target=landing(row.error.target)),
        )
        for row in shown
    ]


def _is_passage(row: StateRows) -> bool:
    if row.number == 0 or row.steps or row.exit.text:
        return False
    return len(row.edges) == 1 and row.edges[0].target != row.number


def _state(number: int, state: State, states: tuple[State, ...], living: tuple[str, ...], raw: bool) -> StateRows:
    exit = state.exit
    steps = [step for step in state.steps if not _tells_line(step) and (raw or not only_moves(step))]
    edges = [Edge(number, target, label) for label, target in ways(exit) if target is not None]
    if isinstance(exit, EndFinally):
        edges = _after_finally(number, exit, states)
    stops = any([isinstance(step, ast.Raise) for step in state.steps])
    if stops:
        edges = []
    error = None
    if state.region is not None and _may_raise(state):
        error = Edge(number, state.region.handler, "exception", "error")
    leaves = state.region is None and (stops or isinstance(exit, Raise) or ends_finally(state))
    returns = not stops and (isinstance(exit, Return) or "return" in _unnamed(exit))
    ends = ["returns"] * returns + ["raises"] * leaves
    return StateRows(
        number,
        tuple([_row(step) for step in steps]),
        Row(_in_file(line_of_exit(exit)), "" if stops else exit_text(exit)),
        tuple(edges),
        suspension(exit),
        living,
        state.handling,
        error,
        "" if error is None or state.region is None else state.region.variable,
        tuple(ends),
    )


def _after_finally(number: int, exit: EndFinally, states: tuple[State, ...]) -> list[Edge]:
    """The states after the end of a ``finally`` or ``with``: each state that may be in the variable, or the normal next state."""
    entries = [state.exit for state in states if isinstance(state.exit, EnterFinally)]
    kept = {entry.after for entry in entries if entry.variable == exit.variable}
    found = sorted([after for after in kept if after is not None])
    edges = [Edge(number, exit.normal, "is None" if found else "")] if None in kept or not kept else []
    return edges + [Edge(number, each, "a state", "finally") for each in found]


def ends_finally(state: State) -> bool:
    """Whether a ``finally`` ends here, which may raise its exception again.  The variable of a ``with`` never has an exception."""
    return isinstance(state.exit, EndFinally) and state.exit.variable in state.handling


def _unnamed(exit: Exit) -> list[str]:
    """The ends of a compound statement that lead to no state: they end the function."""
    if not isinstance(exit, Execute):
        return []
    inside = {type(node).__name__.lower() for node in ast.walk(exit.statement)}
    return [way for way in ("return",) if way in inside and exit.on_return is None]


def _may_raise(state: State) -> bool:
    """Whether a state may raise.  A resumption may always throw an exception."""
    exit = state.exit
    if [step for step in state.steps if not _tells_line(step) and not only_moves(step)]:
        return True
    if isinstance(exit, Branch):
        return not isinstance(exit.test, ast.Constant)
    if isinstance(exit, EndFinally):
        return ends_finally(state)
    return not (isinstance(exit, Jump | EnterFinally) or (isinstance(exit, Return) and _is_none(exit.value)))


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _tells_line(step: ast.stmt) -> bool:
    """Whether a step only issues an event, and is not of the program."""
    call = step.value if isinstance(step, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "$line"


def only_moves(step: ast.stmt) -> bool:
    """Whether a step only moves temporaries, such as one that drops the value of an expression statement."""
    if isinstance(step, ast.Delete):
        return all([isinstance(target, ast.Name) and target.id[0] == "$" for target in step.targets])
    value = step.value if isinstance(step, ast.Expr) else None
    return isinstance(step, ast.Pass) or (isinstance(value, ast.Name) and value.id[0] == "$")


def _row(node: ast.stmt) -> Row:
    return Row(_in_file(node.lineno), _one_line(node))


def _in_file(line: int) -> int:
    return line if line < NOWHERE else 0


def _one_line(node: ast.AST) -> str:
    """The text of a part of a machine; its first line if it has several."""
    first, *rest = text_of(node).strip().split("\n")
    return f"{first} …" if rest else first


def suspension(exit: Exit) -> str:
    """The word for how an exit suspends, "" if it does not."""
    if isinstance(exit, Yield):
        return "yield"
    return exit.construct if isinstance(exit, Delegate) else ""


def ways(exit: Exit) -> list[tuple[str, int | None]]:
    """The states that an exit may lead to, and the conditions."""
    match exit:
        case Jump(target):
            return [("", target)]
        case Branch(ast.Constant(value), then, otherwise):  # such as that of ``while True``
            return [("", then if value else otherwise)]
        case Branch(_, then, otherwise) | Case(_, _, then, otherwise):
            return [("true", then), ("false", otherwise)]
        case Next(_, _, then, otherwise):
            return [("item", then), ("exhausted", otherwise)]
        case Yield():
            return [("resumed", exit.target)]
        case Delegate():
            return [("done", exit.target), ("exhausted", exit.exhausted)]
        case Execute():
            ends = [("break", exit.on_break), ("continue", exit.on_continue), ("return", exit.on_return)]
            return [("", exit.normal), *ends]
        case EnterFinally(_, _, target):
            return [("", target)]
    return []


def exit_text(exit: Exit, landing: Callable[[int], int] = int) -> str:
    """An exit as Python, as far as possible.  landing: the displayed state for a number."""
    match exit:
        case Branch(ast.Constant()):
            return ""
        case Branch(test):
            return f"if {_one_line(test)}"
        case Next(iterator, item):
            return f"for {_one_line(item)} in {iterator}"
        case Case(subject, pattern):
            return f"match {subject}: case {_one_line(pattern)}"
        case Yield(value):
            return _into(exit.result) + ("yield" if _is_none(value) else f"yield {_one_line(value)}")
        case Delegate():
            return _delegation(exit)
        case Return(value):
            return "return" if _is_none(value) else f"return {_one_line(value)}"
        case Raise(variable):
            return f"raise {variable} again"
        case Execute(statement):
            return _one_line(statement)
        case EnterFinally(variable, after):
            return "" if after is None else f"{variable} = go to {landing(after)}"
        case EndFinally(variable):
            return f"end of {variable.strip('$0123456789')}: {variable}"
    return ""


def _delegation(exit: Delegate) -> str:
    """The operand is the argument of the helper that makes the delegate."""
    operand = exit.source.args[0] if isinstance(exit.source, ast.Call) else exit.source
    if exit.construct == "async for":
        return f"async for {exit.result} in {_one_line(operand)}"
    return f"{_into(exit.result)}{exit.construct} {_one_line(operand)}"


def _into(result: str | None) -> str:
    return f"{result} = " if result else ""

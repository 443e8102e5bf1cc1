"""Run the LALR(1) automaton: tokens in, the value of the start rule out.

This is the textbook loop, with two differences from Lark's loop that make it several times faster. A chain of rules that only
pass a value on (most levels of an expression) is reduced in one step: ``Closure`` stores where such a chain ends. And positions
are kept beside the values, so that the position of a node is that of its tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from .errors import Rejected
from .tables import Tables
from .tokens import Token

Action = Callable[..., object]
END = "$END"

PLACED: set[str] = set()
"""The names of the methods whose node the driver places."""
Method = TypeVar("Method", bound=Action)


def placed(method: Method) -> Method:
    """Mark a method whose new node has the position of all tokens of its rule: the driver sets the four attributes."""
    PLACED.add(method.__name__)
    return method


Change = Callable[[Any], object]


class Made(NamedTuple):
    """A value that is made of parts of the rule by one call: ``make`` gets the parts with these numbers; -1 stands for None.

    changes: the functions through which some of these parts go before, each with the part's place in ``parts``.
    """

    make: Action
    parts: tuple[int, ...]
    changes: tuple[tuple[int, Change], ...]


def node(make: Action, *parts: int | tuple[int | None, Change] | None, **fields: object) -> Any:
    """A method of a builder that only makes a node of parts of its rule, which are numbered from 0; absent parts count.

    None: the node gets None.  A number and a function: it gets what the function makes of this part.  fields: its fields that are
    always the same.  The driver places it if it has a position.
    """
    pairs = [part if isinstance(part, tuple) else (part, None) for part in parts]
    numbers = tuple([-1 if number is None else number for number, _ in pairs])
    changes = tuple([(place, change) for place, (_, change) in enumerate(pairs) if change is not None])
    return Made(partial(make, **fields) if fields else make, numbers, changes)


def changed(make: Action, changes: tuple[tuple[int, Change], ...], *given: Any) -> object:
    """Call ``make`` with these parts after their `Made.changes`."""
    parts = [*given]
    for place, change in changes:
        parts[place] = change(parts[place])
    return make(*parts)


def passed(value: object) -> object:
    """Pass one part on."""
    return value


def together(*values: object) -> object:
    """Pass some parts on."""
    return values


class Chain(dict[str, int]):
    """For a state and the rule just reduced there: maps the next token to the state after all rules that only pass a value on."""

    def __init__(self, automaton: Automaton, origin_state: int, name: str) -> None:
        super().__init__()
        self.automaton = automaton
        self.origin_state = origin_state
        self.name = name

    def __missing__(self, kind: str) -> int:
        tables = self.automaton.tables
        goto = tables.gotos[self.origin_state]
        state = goto[self.name]
        while True:
            act = tables.rows[state].get(kind, 0)
            if act >= 0 or tables.rules[~act].action:
                break
            state = goto[tables.rules[~act].origin]
        self[kind] = state
        return state


class Closure(dict[str, Chain]):
    """For a state: the chains of the rules that may end there, made at the first use."""

    def __init__(self, automaton: Automaton, state: int) -> None:
        super().__init__()
        self.automaton = automaton
        self.state = state

    def __missing__(self, name: str) -> Chain:
        chain = self[name] = Chain(self.automaton, self.state, name)
        return chain


class Automaton:
    """The tables with their chains; made once and used by all parses."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.closures = [Closure(self, state) for state in range(len(tables.rows))]


Step = tuple[int, str, Action, bool, tuple[int, ...] | None]
"""For a rule: its size, its name, the builder's method, whether the driver sets the position of its node, and its layout."""


class Plan(dict[int, Step]):
    """The steps of one parse, by the number of the rule; each step is made at its first use."""

    def __init__(self, tables: Tables, builder: object) -> None:
        self.rules, self.builder = tables.rules, builder

    def __missing__(self, number: int) -> Step:
        origin, size, action, layout = self.rules[number]
        method: Any = getattr(self.builder, action) if action else passed
        is_placed = action in PLACED
        if isinstance(method, Made):
            parts = tuple([layout[part] if layout and part >= 0 else part for part in method.parts])
            layout = None if parts == tuple(range(size)) else parts
            method, changes = method.make, method.changes
            is_placed = "lineno" in getattr(getattr(method, "func", method), "_attributes", ())
            method = partial(changed, method, changes) if changes else method
        step = self[number] = size, origin, method, is_placed, layout
        return step


def run(automaton: Automaton, plan: Plan, start: str, kinds: list[str], tokens: list[Token]) -> object:
    """Parse: ``kinds[i]`` is the terminal of ``tokens[i]``; the last kind is ``END``."""
    rows = automaton.tables.rows
    closures = automaton.closures
    state = automaton.tables.starts[start]
    states = [state]
    values: list[object] = []
    firsts: list[Token] = []  # the first token of each value
    last = tokens[0]  # the token shifted last
    try:
        for kind, token in zip(kinds, tokens, strict=True):
            act = rows[state][kind]
            while act < 0:
                size, name, method, is_placed, layout = plan[~act]
                if layout is not None:
                    given = values[-size:]
                    first = firsts[-size]
                    value = method(*[None if index < 0 else given[index] for index in layout])
                    del values[1 - size or len(values) :], firsts[1 - size or len(firsts) :], states[-size:]
                    values[-1] = value
                elif size == 1:
                    first = firsts[-1]
                    value = method(values[-1])
                    values[-1] = value
                    del states[-1]
                elif size:
                    first = firsts[-size]
                    value = method(*values[-size:])
                    del values[1 - size :], firsts[1 - size :], states[-size:]
                    values[-1] = value
                else:
                    value = method()
                    values.append(value)
                    firsts.append(token)
                if is_placed:
                    value.lineno = first.lineno  # type: ignore[attr-defined]
                    value.col_offset = first.col_offset  # type: ignore[attr-defined]
                    value.end_lineno = last.end_lineno  # type: ignore[attr-defined]
                    value.end_col_offset = last.end_col_offset  # type: ignore[attr-defined]
                state = closures[states[-1]][name][kind]
                states.append(state)
                act = rows[state][kind]
            state = act
            states.append(state)
            values.append(token)
            firsts.append(token)
            last = token
    except KeyError as error:
        if error.__traceback__ is not None and error.__traceback__.tb_next is not None:
            raise  # a method's own
        raise Rejected(kind if kind == END else token.text, token.lineno, token.col_offset) from None
    return values[0]

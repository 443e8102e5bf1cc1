"""The machine: what a suspending function is lowered to.  Plain data, made of the syntax of the function.

The names here are those of ``spec/machine.md``, in the same order.  `engine` performs a machine state by state;
``minicoro.compiled`` turns one into a function of the host's.  Both read nothing but what stands here.

Names that begin with ``$`` or end with ``'`` are the machine's own; no program can write one:

- ``$1``, ``$2``, …: *spills*, each the value of a sub-expression kept across a suspension.  Reading one takes it: the
  temporary is empty afterwards, as an operand that CPython has popped from its stack.
- ``$iter3``, ``$caught4``, …: *temporaries* that are read more than once and emptied by a ``del``.
- ``$self``: the object that is performed.
- ``i'``: a variable of a comprehension; see `PRIME`.
- ``$name`` called as a function: a *helper*, an operation of the interpreter (the table is `operations.HELPERS`).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any


class Kind(Enum):
    """What calling the function gives.  The values are the words that CPython's messages use."""

    GENERATOR = "generator"
    COROUTINE = "coroutine"
    ASYNC_GENERATOR = "async generator"


@dataclass(frozen=True, slots=True, eq=False)
class Jump:
    """Go on in ``target``."""

    target: int


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Go on in ``then`` if ``test`` gives a true value, else in ``otherwise``.

    node: where the test is asked for its truth, if not at itself (until 3.11: at the statement).
    """

    test: ast.expr
    then: int
    otherwise: int
    node: ast.AST | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Next:
    """Bind the next item of the iterator in ``iterator`` to ``item`` and go on in ``then``; none left: ``otherwise``.

    node: the expression that is iterated over.
    """

    iterator: str
    item: ast.expr
    then: int
    otherwise: int
    node: ast.AST


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Go on in ``then`` if the value of ``subject`` matches ``pattern``, binding its names, else in ``otherwise``."""

    subject: str
    pattern: ast.pattern
    then: int
    otherwise: int


@dataclass(frozen=True, slots=True, eq=False)
class Yield:
    """Suspend and give ``value`` to whoever resumed; when resumed, put the sent value into ``result`` (None: drop it)
    and go on in ``target``."""

    value: ast.expr
    result: str | None
    target: int
    node: ast.expr


@dataclass(frozen=True, slots=True, eq=False)
class Delegate:
    """Drive the iterator that ``source`` gives until it ends, suspending whenever it yields.  (PEP 380)

    Its value goes into ``result`` (None: dropped), and the control to ``target``.  construct: the words of the program:
    "await", "yield from", "async for", "async with".  ended: for ``async for``, where StopAsyncIteration leads.
    """

    source: ast.expr
    result: str | None
    target: int
    construct: str
    node: ast.AST
    ended: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Return:
    """Finish with ``value``."""

    value: ast.expr
    node: ast.AST


@dataclass(frozen=True, slots=True, eq=False)
class Raise:
    """Raise again the exception kept in ``variable``: no handler matched.  (CPython's RERAISE: no traceback entry.)"""

    variable: str


@dataclass(frozen=True, slots=True, eq=False)
class Complete:
    """Run a statement that suspends nowhere but may end in ``return``, ``break`` or ``continue``; go where that leads.

    The value of a ``return`` is kept in ``$returned``.  None: the statement does not end in this way.
    """

    statement: ast.stmt
    normal: int
    on_break: int | None
    on_continue: int | None
    on_return: int | None


@dataclass(frozen=True, slots=True, eq=False)
class EnterFinally:
    """Go on in ``target``, the start of a ``finally``, with ``completion`` in ``variable``: the state that follows it.

    None: the ``finally`` is reached normally.
    """

    variable: str
    completion: int | None
    target: int


@dataclass(frozen=True, slots=True, eq=False)
class EndFinally:
    """The end of a ``finally``: take the completion in ``variable``.  A state: go there; an exception: raise it again."""

    variable: str
    normal: int


Exit = Jump | Branch | Next | Case | Yield | Delegate | Return | Raise | Complete | EnterFinally | EndFinally

TARGETS = ("target", "then", "otherwise", "normal", "on_break", "on_continue", "on_return", "completion", "ended")
"""The fields of exits that hold the number of a state."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Where an exception goes: it is kept in ``variable``, the temporaries in ``clears`` are emptied, ``handler`` runs."""

    handler: int
    variable: str
    clears: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A stretch of program between two points where the control may turn.

    steps: statements that run in order and suspend nowhere.  exit: where the control goes then.  region: where it goes
    if a step or the exit raises (None: the exception leaves the frame).  handling: the variables whose exception, if
    they hold one, is being handled here, innermost first: what a bare ``raise``, ``sys.exc_info()`` and ``__context__``
    see.
    """

    steps: tuple[ast.stmt, ...]
    exit: Exit
    region: Region | None = None
    handling: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """The states of one suspending function.

    State 0 is that of an object that was just created: it does nothing but go on to the first state of the body, and
    what is thrown there leaves the frame.  spills: for each spill, the sub-expression whose value it keeps.
    cells: the variables that inner functions capture.

    saved: what the compiled engine keeps in ``saved`` of an object that is suspended in a state: the names, in order.
    boxed: spills that are kept there inside of a list of one item.  Neither belongs to what the machine says.
    origin: of a machine that is only the outline of one, without its syntax (`minicoro.compiled.outlines`): the file that
    it was lowered from, the hash of that text, and the machine's number in it.
    """

    kind: Kind
    name: str
    states: tuple[State, ...]
    spills: dict[str, ast.expr]
    cells: tuple[str, ...] = ()
    saved: dict[int, tuple[str, ...]] = field(default_factory=dict, compare=False)
    boxed: frozenset[str] = field(default=frozenset(), compare=False)
    origin: tuple[str, bytes, int] | None = field(default=None, compare=False)

    def __eq__(self, other: object) -> bool:
        """Whether both are the same data, positions included."""
        return isinstance(other, Machine) and described(self) == described(other)

    def __hash__(self) -> int:
        return hash((self.kind, self.name, len(self.states)))

    def __reduce__(self) -> tuple[type[Machine], tuple[object, ...]]:
        """Pickled is what the machine says: nothing that an engine keeps at the nodes of its syntax."""
        done: dict[int, object] = {}
        return Machine, tuple([bare(getattr(self, each.name), done) for each in fields(self)])


def bare(value: Any, done: dict[int, Any]) -> Any:
    """A copy of a part of a machine, its nodes with fields and positions only.  done: the copies so far, by identity."""
    if isinstance(value, tuple | list):
        return type(value)([bare(item, done) for item in value])
    if isinstance(value, dict):
        return {key: bare(item, done) for key, item in value.items()}
    is_node = isinstance(value, ast.AST)
    if not is_node and not isinstance(value, State | Region | Exit):
        return value
    if id(value) not in done:
        names = [*value._fields, *value._attributes, "written"] if is_node else [each.name for each in fields(value)]
        kind: Any = type(value)
        made = done[id(value)] = kind.__new__(kind)
        for name in names:
            if hasattr(value, name):
                object.__setattr__(made, name, bare(getattr(value, name), done))
    return done[id(value)]


def described(value: object) -> object:
    """A machine, or a part of one, as plain tuples and texts: for comparing and for printing."""
    if isinstance(value, ast.AST):
        return ast.dump(value, include_attributes=True)
    if isinstance(value, tuple):
        return tuple([described(item) for item in value])
    if isinstance(value, dict):
        return tuple([(key, described(item)) for key, item in value.items()])
    if isinstance(value, Jump | State | Region | Machine) or type(value) in Exit.__args__:
        return (type(value).__name__, *[described(getattr(value, f.name)) for f in fields(value) if f.compare])  # type: ignore[arg-type]
    return value


def targets(exit: Exit) -> list[int]:
    """The states that an exit itself names, in the order of `TARGETS`."""
    return [n for n in [getattr(exit, name, None) for name in TARGETS] if n is not None]


def successors(states: tuple[State, ...], state: State) -> list[int]:
    """Every state that may come after ``state`` without an exception.  (An `EndFinally` goes where it was entered for.)"""
    if isinstance(state.exit, EnterFinally):
        return [state.exit.target]
    found = targets(state.exit)
    if isinstance(state.exit, EndFinally):
        entries = [s.exit for s in states if isinstance(s.exit, EnterFinally)]
        found += [e.completion for e in entries if e.variable == state.exit.variable and e.completion is not None]
    return found


PRIME = "'"
"""``i'`` is a comprehension's variable ``i`` in a function that means another variable by that name."""


def is_hidden(name: Any) -> bool:
    """Whether a name is none that the program has written."""
    return type(name) is str and (name[:1] == "$" or name[-1:] == PRIME)


def shown_variables(found: Mapping[Any, Any]) -> dict[Any, Any]:
    """The variables of a frame by the names that the program has for them, without the machine's own.

    A comprehension's variable hides the function's of the same name.  Rule: versions/inlined-comprehensions
    """
    shown = {name: value for name, value in found.items() if not is_hidden(name)}
    return shown | {name[:-1]: found[name] for name in found if is_hidden(name) and name[-1:] == PRIME}


def is_spill(name: str) -> bool:
    """Whether a name is that of a spill: reading it takes it."""
    return name[0] == "$" and name[1:].isdecimal()

"""The machine: the result of lowering a suspending function.  It is plain data, made of the function's own syntax.

The names here are those of ``spec/machine.md``, in the same order.  `engine` performs a machine state by state;
``minicoro.compiled`` turns a machine into one host function.  Neither needs the function's source.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple


class Kind(Enum):
    """The kind of object that a call of the function returns.  The values are the words of CPython's messages."""

    GENERATOR = "generator"
    COROUTINE = "coroutine"
    ASYNC_GENERATOR = "async generator"


class Machine(NamedTuple):
    """The states of one suspending function.

    State 0 is the state of a just-created object: it only goes on to the first state of the body, and an exception thrown
    there leaves the frame.  spills: for each spill, the sub-expression whose value it keeps; also for other temporaries
    that keep the value of an expression, or what is made of it so far.  cells: the variables that inner functions capture.

    The other fields are for the engines and not part of the definition.  saved: for each state, the names of the variables
    that the compiled engine keeps in an object's ``saved`` when it suspends there, in order.  boxed: the spills that are
    stored in a list of one item, so that reading can remove the item.  origin: set in an *outline*, a machine without its
    syntax, for stored code (`minicoro.compiled.outlines`): the source file, the hash of its text, and the machine's number in
    the file.
    """

    kind: Kind
    name: str
    states: tuple[State, ...]
    spills: dict[str, ast.expr]
    cells: tuple[str, ...] = ()
    saved: Mapping[int, tuple[str, ...]] = {}
    boxed: frozenset[str] = frozenset()
    origin: tuple[str, bytes, int] | None = None

    def __eq__(self, other: object) -> bool:
        """Whether both are the same definition, positions included."""
        return isinstance(other, Machine) and described(self) == described(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((self.kind, self.name, len(self.states)))

    def __reduce__(self) -> tuple[type[Machine], tuple[object, ...]]:
        """Pickle the definition only, without the data that an engine has attached to nodes of the syntax."""
        done: dict[int, object] = {}
        return Machine, tuple([bare(part, done) for part in self])


class State(NamedTuple):
    """A part of the program with one entry and one exit.

    steps: statements that run in order and do not suspend.  exit: selects the next state.  region: the handler of
    an exception that a step or the exit raises (None: the exception leaves the frame).  handling: the variables whose
    exception, if they hold one, is being handled in this state, innermost first; a bare ``raise``, ``sys.exc_info()`` and
    ``__context__`` see it.
    """

    steps: tuple[ast.stmt, ...]
    exit: Exit
    region: Region | None = None
    handling: tuple[str, ...] = ()


class Jump(NamedTuple):
    """Go on in ``target``."""

    target: int


class Branch(NamedTuple):
    """Go on in ``then`` if the value of ``test`` is true, else in ``otherwise``.

    node: the position at which ``__bool__`` is called, if it is not that of the test (until 3.11: that of the statement).
    """

    test: ast.expr
    then: int
    otherwise: int
    node: ast.AST | None = None


class Next(NamedTuple):
    """Bind the iterator's next item to ``item`` and go on in ``then``; if there is none, go on in ``otherwise``.

    iterator: the variable that holds the iterator.  node: the expression that is iterated over.
    """

    iterator: str
    item: ast.expr
    then: int
    otherwise: int
    node: ast.AST


class Case(NamedTuple):
    """Go on in ``then`` if the value of ``subject`` matches ``pattern`` (which binds its names), else in ``otherwise``."""

    subject: str
    pattern: ast.pattern
    then: int
    otherwise: int


class Yield(NamedTuple):
    """Suspend and pass ``value`` to the resumer.  When resumed, bind the sent value to ``result`` (None: drop it) and go on
    in ``target``."""

    value: ast.expr
    result: str | None
    target: int
    node: ast.expr


class Delegate(NamedTuple):
    """Drive the iterator that ``source`` evaluates to until it ends; suspend whenever it yields.  (PEP 380)

    Bind the iterator's value to ``result`` (None: drop it) and go on in ``target``.  construct: the keywords in the program,
    "await", "yield from", "async for" or "async with".  exhausted: in ``async for``, the state after StopAsyncIteration.
    """

    source: ast.expr
    result: str | None
    target: int
    construct: str
    node: ast.AST
    exhausted: int | None = None


class Return(NamedTuple):
    """Finish with ``value``.  node: the ``return``; None: the frame stays at its line."""

    value: ast.expr
    node: ast.AST | None


class Raise(NamedTuple):
    """Reraise the exception kept in ``variable``, because no handler matched.  (CPython's RERAISE: no traceback entry.)"""

    variable: str


class Execute(NamedTuple):
    """Execute a statement that does not suspend but may end in ``return``, ``break`` or ``continue``; go on in the state for its end.

    The value of a ``return`` is kept in ``$returned``.  A state that is None: the statement cannot end in this way.
    """

    statement: ast.stmt
    normal: int
    on_break: int | None
    on_continue: int | None
    on_return: int | None


class EnterFinally(NamedTuple):
    """Go on in ``target``, the start of a ``finally`` or the end of a ``with``, after putting ``after`` into ``variable``.

    after: the state that follows the ``finally``, for a ``return``, ``break`` or ``continue``; None: the body has ended normally.
    """

    variable: str
    after: int | None
    target: int


class EndFinally(NamedTuple):
    """The end of a ``finally`` or ``with``.  If ``variable`` has a state, go on in this state; an exception: reraise it; None: ``normal``."""

    variable: str
    normal: int


Exit = Jump | Branch | Next | Case | Yield | Delegate | Return | Raise | Execute | EnterFinally | EndFinally
TARGETS = ("target", "then", "otherwise", "normal", "on_break", "on_continue", "on_return", "after", "exhausted")
"""The fields of exits that hold the number of a state."""


class Region(NamedTuple):
    """How an exception is handled: it is kept in ``variable``, the temporaries ``clears`` are emptied, state ``handler`` runs."""

    handler: int
    variable: str
    clears: tuple[str, ...] = ()


def bare(value: Any, done: dict[int, Any]) -> Any:
    """A copy of a part of a machine whose nodes keep only fields and positions.  done: the copies made so far, by ``id``."""
    if type(value) in (tuple, list):
        return type(value)([bare(item, done) for item in value])
    if isinstance(value, dict):
        return {key: bare(item, done) for key, item in value.items()}
    if id(value) in done:
        return done[id(value)]
    if isinstance(value, tuple):  # a state, an exit or a region
        done[id(value)] = type(value)(*[bare(item, done) for item in value])
    elif isinstance(value, ast.AST):
        made = done[id(value)] = type(value).__new__(type(value))
        for name in (*value._fields, *value._attributes, "written"):
            if hasattr(value, name):
                setattr(made, name, bare(getattr(value, name), done))
    else:
        return value
    return done[id(value)]


def described(value: object) -> object:
    """A machine, or a part of a machine, as plain tuples and strings, for comparison and printing."""
    if isinstance(value, ast.AST):
        return ast.dump(value, include_attributes=True)
    if isinstance(value, Machine):
        return described((value.kind, value.name, value.states, value.spills, value.cells))
    if isinstance(value, dict):
        return tuple([(key, described(item)) for key, item in value.items()])
    if isinstance(value, tuple):
        items = [described(item) for item in value]
        return tuple(items) if type(value) is tuple else (type(value).__name__, *items)
    return value


def targets(exit: Exit) -> list[int]:
    """The states that an exit names, in the order of `TARGETS`."""
    return [n for n in [getattr(exit, name, None) for name in TARGETS] if n is not None]


def successors(states: tuple[State, ...], state: State, going_on: Mapping[str, list[int]] | None = None) -> list[int]:
    """Every state that may follow ``state`` without an exception.  (`EndFinally`: each ``after`` of its `EnterFinally`s.)

    going_on: `after_finally` of the states, from callers that ask for each state.
    """
    if isinstance(state.exit, EnterFinally):
        return [state.exit.target]
    found = targets(state.exit)
    if isinstance(state.exit, EndFinally):
        found += (after_finally(states) if going_on is None else going_on).get(state.exit.variable, [])
    return found


def after_finally(states: tuple[State, ...]) -> dict[str, list[int]]:
    """The states that follow each ``finally`` after a ``return``, ``break`` or ``continue``, by the variable of its completion."""
    found: dict[str, list[int]] = {}
    for exit in [state.exit for state in states]:
        if isinstance(exit, EnterFinally) and exit.after is not None:
            found.setdefault(exit.variable, []).append(exit.after)
    return found


def in_order(states: tuple[State, ...]) -> dict[int, list[int]]:
    """The `successors` of each state; a state comes after all its predecessors, except at loops.

    A data flow that is followed in this order looks at each state once, and a few times more for nested loops.
    """
    ways: dict[int, list[int]] = {}
    going_on, todo, left = after_finally(states), [*reversed(range(len(states)))], list[int]()
    while todo:
        number = todo.pop()
        if number < 0:
            left.append(~number)
        elif number not in ways:
            ways[number] = successors(states, states[number], going_on)
            region = states[number].region
            todo += [~number, *ways[number], *([] if region is None else [region.handler])]
    return {number: ways[number] for number in reversed(left)}


# Names that belong to the machine
#
# They begin with ``$`` or end with ``'``; no program can write such a name:
#
# - ``$1``, ``$2``, …: *spills*.  Each keeps the value of a sub-expression across a suspension.  Reading a spill empties
#   it, as CPython pops an operand from its stack.
# - ``$iter3``, ``$caught4``, …: *temporaries* that are read more than once and emptied by a ``del``.
# - ``$self``: the suspendable object whose machine is being performed.
# - ``i'``: a variable of a comprehension; see `PRIME`.
# - ``$name`` called as a function: a *helper*, an operation of the interpreter (the table is `operations.HELPERS`).


PRIME = "'"
"""``i'`` is a comprehension's variable ``i``, inlined into a function that has another variable ``i``."""


def is_hidden(name: Any) -> bool:
    """Whether a name belongs to the machine, not to the program."""
    return type(name) is str and (name[:1] == "$" or name[-1:] == PRIME)


def shown_variables(found: Mapping[Any, Any]) -> dict[Any, Any]:
    """The variables of a frame under the names that the program uses, without the machine's own.

    A comprehension's variable hides the function's variable of the same name.  Rule: versions/inlined-comprehensions
    """
    shown = {name: value for name, value in found.items() if not is_hidden(name)}
    return shown | {name[:-1]: found[name] for name in found if is_hidden(name) and name[0] != "$"}


def is_spill(name: str) -> bool:
    """Whether a name is that of a spill, which reading empties."""
    return name[0] == "$" and name[1:].isdecimal()

"""What is evaluated, expression by expression, while the walking engine runs: for ``trace --expressions``.

Watching puts a wrapper around each function of the walker's tables, and around two methods of its activations.  The
walker knows nothing of it; while nobody watches everything is as it was.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING, Any

from minicoro.core.machine import is_spill
from minicoro.lower.forms import Definition

if TYPE_CHECKING:
    from minicoro.walk.activation import Activation

SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom)


@dataclass(frozen=True, slots=True)
class Place:
    """A node that was evaluated, and in which file.

    spills: of a machine, for each spill the expression whose value it keeps; so a node that was cut around a suspension
    can be compared with what the program has written.
    """

    node: ast.AST
    filename: str
    spills: dict[str, ast.expr]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Something that was evaluated.

    kind: "value", "raises" (value: the exception), "spills" (the value goes into a spill, to be kept across a
    suspension), "takes" (the value of a spill is taken out again).  spill: its name.
    base: how many expressions are being evaluated around the statement that this is in, in the callers.
    """

    kind: str
    place: Place
    value: Any
    base: int
    spill: str = ""


class Around(local):
    """The expressions that are being evaluated in this thread, the outermost first: (activation, base, node)."""

    def __init__(self) -> None:
        self.all: list[tuple[Activation, int, ast.AST]] = []


class Watch:
    """Reports what is evaluated from its beginning to its end.

    nesting: how many expressions of its own statement stand around a node.
    """

    def __init__(
        self, report: Callable[[Evaluation], object], nesting: Callable[[Place], int] = lambda place: 0
    ) -> None:
        from minicoro.walk import activation  # only where it is asked for

        self.report, self.nesting, self.around = report, nesting, Around()
        self.tables: list[dict[type[ast.AST], Any]] = [activation.EVALUATE, activation.TRUTH, activation.EXECUTE]
        self.before = [dict(table) for table in self.tables]
        self.activation: Any = activation.Activation
        self.methods = self.activation.bind, self.activation.located
        self.told: tuple[int, int] = (0, 0)

    def begin(self) -> None:
        """Wrap the tables.  A constant's value is no event, nor is the text of a field of an f-string."""
        evaluate, truth, execute = self.tables
        for kind, function in self.before[0].items():
            if kind not in (ast.Constant, ast.FormattedValue):
                evaluate[kind] = self.expression(function)
        for kind in (ast.Compare, ast.UnaryOp):
            truth[kind] = self.expression(self.before[1][kind])
        execute[ast.Assign] = self.assignment(self.before[2][ast.Assign])
        self.activation.bind, self.activation.located = self.bind, self.located

    def end(self) -> None:
        """Put everything back."""
        for table, before in zip(self.tables, self.before, strict=True):
            table.update(before)
        self.activation.bind, self.activation.located = self.methods

    def tell(self, kind: str, a: Activation, node: Any, value: Any) -> None:
        """Report one event; for a spill, of the expression whose value it keeps."""
        place, spill = place_of(a, node), ""
        if kind in ("spills", "takes"):
            spill = node.id
            if spill not in place.spills:
                return
            place = place_of(a, place.spills[spill])
        self.told = (0, 0)
        self.report(Evaluation(kind, place, value, self.base(a), spill))

    def base(self, a: Activation) -> int:
        """How many expressions are being evaluated around the statement that ``a`` is in."""
        around = self.around.all
        if not around:
            return 0
        outer, base, node = around[-1]
        if outer.definer() is a.definer():
            return base
        return base + self.nesting(place_of(outer, node)) + 1

    def expression(self, evaluate: Callable[..., Any]) -> Callable[..., Any]:
        """The function for a type of expression, with its value or exception reported."""

        def watched(a: Any, node: Any, *place: Any) -> Any:
            around = self.around.all
            around.append((a, self.base(a), node))
            try:
                value = evaluate(a, node, *place)
                kind = "takes" if is_own(node, True) else "value"
            except BaseException as error:
                if a.node is node and not (is_own(node) or calls_own(node)):
                    self.tell("raises", a, node, error)
                raise
            finally:
                around.pop()
            if kind == "takes" or not (is_own(node) or calls_own(node) or isinstance(node, Definition)):
                self.tell(kind, a, node, value)
            return value

        return watched

    def assignment(self, execute: Callable[[Activation, Any], Any]) -> Callable[[Activation, Any], Any]:
        """The function for assignments, with the spill that one fills reported."""

        def watched(a: Activation, node: Any) -> Any:
            completion = execute(a, node)
            target = node.targets[0]
            if is_own(target, True):
                self.tell("spills", a, target, a.temporaries[target.id])
            return completion

        return watched

    @property
    def bind(self) -> Any:
        """`Activation.bind`; the value of a suspension that goes straight into a variable is reported."""
        original = self.methods[0]

        def bind(a: Activation, target: Any, value: Any) -> None:
            original(a, target, value)
            if isinstance(target, str) and target[0] != "$" and isinstance(a.node, SUSPENSIONS):
                self.tell("value", a, a.node, value)

        return bind

    @property
    def located(self) -> Any:
        """`Activation.located`; an exception that comes out of a suspension is reported, once."""
        original = self.methods[1]

        def located(a: Activation, error: BaseException) -> None:
            original(a, error)
            told = id(a), id(error)
            if isinstance(a.node, SUSPENSIONS) and told != self.told:
                self.tell("raises", a, a.node, error)
                self.told = told

        return located


def watch_evaluations(report: Callable[[Evaluation], object], nesting: Callable[[Place], int]) -> Callable[[], None]:
    """Report all that walked code evaluates from now on; gives what ends it.  See `Watch`."""
    watch = Watch(report, nesting)
    watch.begin()
    return watch.end


def place_of(a: Activation, node: ast.AST) -> Place:
    machine = a.template.machine
    return Place(node, a.template.unit.filename, {} if machine is None else machine.spills)


def is_own(node: ast.AST | None, as_spill: bool = False) -> bool:
    """Whether a node names a variable or helper of a machine's own, which stands nowhere in the program."""
    return isinstance(node, ast.Name) and node.id[0] == "$" and (not as_spill or is_spill(node.id))


def calls_own(node: ast.AST | None) -> bool:
    """Whether a node calls a helper."""
    return isinstance(node, ast.Call) and is_own(node.func) and not is_own(node.func, True)


def is_merged(node: ast.Call) -> bool:
    """Whether the arguments of a call were evaluated and merged before it, because of a ``**`` and a suspension."""
    return any([keyword.arg is None and is_own(keyword.value, True) for keyword in node.keywords])


def stands_for(found: Any, written: Any, spills: dict[str, ast.expr]) -> bool:
    """Whether an evaluated node is, its spills put in, what the program has written there.

    A machine also has nodes of its own, which have the position of what they are a part of.
    """
    if is_own(found):
        return found.id in spills and stands_for(spills[found.id], written, spills)
    if isinstance(found, Definition):
        return isinstance(written, ast.Lambda)
    if isinstance(found, ast.Call) and isinstance(found.func, Definition):
        return isinstance(written, ast.GeneratorExp) or stands_for(found.func, getattr(written, "func", None), spills)
    if isinstance(found, ast.Call) and isinstance(written, ast.Call) and is_merged(found):
        return stands_for(found.func, written.func, spills)
    if isinstance(found, list):
        if not isinstance(written, list) or len(found) != len(written):
            return False
        return all([stands_for(one, other, spills) for one, other in zip(found, written, strict=True)])
    if not isinstance(found, ast.AST):
        return type(found) is type(written) and bool(found == written)
    if type(found) is not type(written):
        return False
    return all([stands_for(getattr(found, name, None), getattr(written, name, None), spills) for name in found._fields])

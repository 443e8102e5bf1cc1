"""Report each evaluated expression while the walking engine runs: for ``trace --expressions``.

Watching puts a wrapper around each function in the walker's tables and around two methods of its activations.  The walker
itself has no code for this; without a watcher its tables are unchanged.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING, Any, cast

from minicoro.core.machine import is_spill
from minicoro.lower.forms import Definition

if TYPE_CHECKING:
    from minicoro.walk.activation import Activation

SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom)


@dataclass(frozen=True, slots=True)
class Place:
    """An evaluated node and its file.

    spills: for each spill of its machine, the expression whose value the spill keeps.  So a node that was cut around a
    suspension can be compared with the program's source.
    """

    node: ast.AST
    filename: str
    spills: dict[str, ast.expr]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation.

    kind: "value", "raises" (value: the exception), "spills" (the value is put into a spill, to be kept across a suspension),
    "takes" (the value is read from a spill).  spill: its name.
    base: the number of expressions being evaluated in the callers, around the statement of this one.
    """

    kind: str
    place: Place
    value: Any
    base: int
    spill: str = ""


class Around(local):
    """The expressions being evaluated in this thread, the outermost first: (activation, base, node)."""

    def __init__(self) -> None:
        self.all: list[tuple[Activation, int, ast.AST]] = []


class Watch:
    """Reports evaluations until `end` is called.  Constants, and fields of f-strings as text, are not reported.

    nesting: returns the number of expressions around a node in its own statement.
    """

    def __init__(self, report: Callable[[Evaluation], object], nesting: Callable[[Place], int]) -> None:
        from minicoro.walk import activation  # imported here: most runs do not need it

        self.report, self.nesting, self.around = report, nesting, Around()
        self.tables: list[dict[type[ast.AST], Any]] = [activation.EVALUATE, activation.TRUTH, activation.EXECUTE]
        self.before = [dict(table) for table in self.tables]
        self.activation: Any = cast(Any, activation.Activation)
        self.methods = self.activation.bind, self.activation.locate
        self.told: tuple[int, int] = (0, 0)
        evaluate, truth, execute = self.tables
        for kind, function in self.before[0].items():
            if kind not in (ast.Constant, ast.FormattedValue):
                evaluate[kind] = self.expression(function)
        for kind in (ast.Compare, ast.UnaryOp):
            truth[kind] = self.expression(self.before[1][kind])
        execute[ast.Assign] = self.assignment(self.before[2][ast.Assign])
        self.activation.bind, self.activation.locate = self.bind, self.locate

    def end(self) -> None:
        """Restore the tables and methods."""
        for table, before in zip(self.tables, self.before, strict=True):
            table.update(before)
        self.activation.bind, self.activation.locate = self.methods

    def tell(self, kind: str, a: Activation, node: Any, value: Any) -> None:
        """Report one event; for a spill, the place is the expression whose value it keeps."""
        place, spill = place_of(a, node), ""
        if kind in ("spills", "takes"):
            spill = node.id
            if spill not in place.spills:
                return
            place = place_of(a, place.spills[spill])
        self.told = (0, 0)
        self.report(Evaluation(kind, place, value, self.base(a), spill))

    def base(self, a: Activation) -> int:
        """The number of expressions being evaluated around the current statement of ``a``."""
        around = self.around.all
        if not around:
            return 0
        outer, base, node = around[-1]
        if outer.definer() is a.definer():
            return base
        return base + self.nesting(place_of(outer, node)) + 1

    def expression(self, evaluate: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap the function for a type of expression, so that its value or exception is reported."""

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
        """Wrap the function for assignments, so that an assignment to a spill is reported."""

        def watched(a: Activation, node: Any) -> Any:
            completion = execute(a, node)
            target = node.targets[0]
            if is_own(target, True):
                self.tell("spills", a, target, a.temporaries[target.id])
            return completion

        return watched

    @property
    def bind(self) -> Any:
        """`Activation.bind`; reports the value of a suspension that is bound directly to a variable."""
        original = self.methods[0]

        def bind(a: Activation, target: Any, value: Any) -> None:
            original(a, target, value)
            if isinstance(target, str) and not is_spill(target) and isinstance(a.node, SUSPENSIONS):
                self.tell("value", a, a.node, value)

        return bind

    @property
    def locate(self) -> Any:
        """`Activation.locate`; reports an exception raised by a suspension, once."""
        original = self.methods[1]

        def locate(a: Activation, error: BaseException) -> None:
            original(a, error)
            told = id(a), id(error)
            if isinstance(a.node, SUSPENSIONS) and told != self.told:
                self.tell("raises", a, a.node, error)
                self.told = told

        return locate


def watch_evaluations(report: Callable[[Evaluation], object], nesting: Callable[[Place], int]) -> Callable[[], None]:
    """Report all evaluations of walked code from now on; return the function that ends this.  See `Watch`."""
    return Watch(report, nesting).end


def place_of(a: Activation, node: ast.AST) -> Place:
    machine = a.template.machine
    return Place(node, a.template.unit.filename, {} if machine is None else machine.spills)


def is_own(node: ast.AST | None, as_spill: bool = False) -> bool:
    """Whether a node is a name of the machine (a temporary or a helper), not of the program."""
    return isinstance(node, ast.Name) and node.id[0] == "$" and (not as_spill or is_spill(node.id))


def calls_own(node: ast.AST | None) -> bool:
    """Whether a node calls a helper."""
    return isinstance(node, ast.Call) and is_own(node.func) and not is_own(node.func, True)


def is_merged(node: ast.Call) -> bool:
    """Whether the arguments of a call were evaluated and merged before it, because of a ``**`` and a suspension."""
    return any([keyword.arg is None and is_own(keyword.value, True) for keyword in node.keywords])


def stands_for(found: Any, written: Any, spills: dict[str, ast.expr]) -> bool:
    """Whether an evaluated node, with its spills replaced by their expressions, equals the node in the program's source.

    A machine also has nodes of its own, with the position of the node that they are a part of.
    """
    if is_own(found):
        return found.id in spills and stands_for(spills[found.id], written, spills)
    if isinstance(found, ast.FormattedValue | ast.Starred) and is_own(found.value):  # done before a suspension
        return stands_for(found.value, written, spills)
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

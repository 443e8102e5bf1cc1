"""Events of evaluation, for ``trace --expressions``: the value of each sub-expression in order, and what is spilled.

Watching puts a wrapper around each function of the tables in `activation`.  The walker knows nothing of it; while nobody
watches the tables are as they were.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minicoro.core.machine import is_spill

from .activation import EVALUATE, EXECUTE, Activation


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was evaluated or is about to run.

    kind: "value", "raises" (value: the exception), "executes" (a statement begins), "spills" (value goes into a spill,
    to be kept across a suspension; node: its expression), "takes" (the value of a spill is taken out again).
    depth: how many expressions are being evaluated around it, in all activations.
    """

    kind: str
    node: ast.AST
    value: Any
    function: str
    depth: int


Report = Callable[[Event], object]


class Watch:
    """Reports what is evaluated from its beginning to its end."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.depth = 0
        self.evaluate, self.execute = dict(EVALUATE), dict(EXECUTE)

    def begin(self) -> None:
        """Wrap the tables.  A constant's value is no event."""
        for kind, evaluate in self.evaluate.items():
            if kind is not ast.Constant:
                EVALUATE[kind] = self.expression(evaluate)
        for kind, execute in self.execute.items():
            EXECUTE[kind] = self.statement(execute)

    def end(self) -> None:
        """Put the tables back."""
        EVALUATE.update(self.evaluate)
        EXECUTE.update(self.execute)

    def tell(self, kind: str, a: Activation, node: Any, value: Any) -> None:
        """Report one event."""
        self.report(Event(kind, node, value, a.template.scope.name, self.depth))

    def expression(self, evaluate: Callable[[Activation, Any], Any]) -> Callable[[Activation, Any], Any]:
        """The function for a type of expression, with its value or exception reported."""

        def watched(a: Activation, node: Any) -> Any:
            self.depth += 1
            try:
                value = evaluate(a, node)
            except BaseException as error:
                self.depth -= 1
                if a.node is node:
                    self.tell("raises", a, node, error)
                raise
            self.depth -= 1
            name = node.id if isinstance(node, ast.Name) else ""
            if is_spill(name or " "):
                self.tell("takes", a, source(a, name, node), value)
            elif not name.startswith("$") and not is_helper(node):
                self.tell("value", a, node, value)
            return value

        return watched

    def statement(self, execute: Callable[[Activation, Any], Any]) -> Callable[[Activation, Any], Any]:
        """The function for a type of statement, with its beginning reported, and the spill that it fills."""

        def watched(a: Activation, node: Any) -> Any:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            name = target.id if isinstance(target, ast.Name) else ""
            if not name.startswith("$"):
                self.tell("executes", a, node, None)
            completion = execute(a, node)
            if is_spill(name or " "):
                self.tell("spills", a, source(a, name, node), a.temporaries[name])
            return completion

        return watched


def is_helper(node: ast.AST) -> bool:
    """Whether an expression is an operation of a machine's own, which stands nowhere in the program."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("$")


def source(a: Activation, name: str, node: ast.AST) -> ast.AST:
    """The expression whose value a spill keeps."""
    machine = a.template.machine
    return node if machine is None else machine.spills.get(name, node)


def line(event: Event) -> str:
    """An event as one line of text."""
    text = ast.unparse(event.node).splitlines()[0]
    place = f"{event.function}:{getattr(event.node, 'lineno', 0):<4} {'  ' * event.depth}"
    if event.kind == "executes":
        return place + text
    try:
        value = repr(event.value)
    except Exception as error:
        value = f"<{type(event.value).__name__}: {type(error).__name__}>"
    sign = {"value": "=", "raises": "!", "spills": "is kept:", "takes": "is taken:"}[event.kind]
    return f"{place}{text} {sign} {value[:60]}"

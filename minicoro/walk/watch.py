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


class Watch:
    """Reports what is evaluated from its beginning to its end."""

    def __init__(self, report: Callable[[Event], object]) -> None:
        self.report, self.depth = report, 0
        self.evaluate, self.execute = dict(EVALUATE), dict(EXECUTE)

    def begin(self) -> None:
        """Wrap the tables.  A constant's value is no event."""
        EVALUATE.update(
            {kind: self.expression(each) for kind, each in self.evaluate.items() if kind is not ast.Constant}
        )
        EXECUTE.update({kind: self.statement(each) for kind, each in self.execute.items()})

    def end(self) -> None:
        """Put the tables back."""
        EVALUATE.update(self.evaluate)
        EXECUTE.update(self.execute)

    def tell(self, kind: str, a: Activation, node: Any, value: Any) -> None:
        """Report one event; for a spill, of the expression whose value it keeps."""
        if kind in ("spills", "takes") and a.template.machine is not None:
            node = a.template.machine.spills.get(node.id, node)
        self.report(Event(kind, node, value, a.template.scope.name, self.depth))

    def expression(self, evaluate: Callable[[Activation, Any], Any]) -> Callable[[Activation, Any], Any]:
        """The function for a type of expression, with its value or exception reported."""

        def watched(a: Activation, node: Any) -> Any:
            self.depth += 1
            try:
                value = evaluate(a, node)
            except BaseException as error:
                if a.node is node:
                    self.tell("raises", a, node, error)
                raise
            finally:
                self.depth -= 1
            kind = "takes" if is_own(node, True) else "value"
            if kind == "takes" or (not is_own(node) and not (isinstance(node, ast.Call) and is_own(node.func))):
                self.tell(kind, a, node, value)
            return value

        return watched

    def statement(self, execute: Callable[[Activation, Any], Any]) -> Callable[[Activation, Any], Any]:
        """The function for a type of statement, with its beginning reported, and the spill that it fills."""

        def watched(a: Activation, node: Any) -> Any:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if not is_own(target):
                self.tell("executes", a, node, None)
            completion = execute(a, node)
            if is_own(target, True):
                self.tell("spills", a, target, a.temporaries[target.id])  # type: ignore[union-attr]
            return completion

        return watched


def is_own(node: ast.AST | None, as_spill: bool = False) -> bool:
    """Whether a node names a variable or helper of a machine's own, which stands nowhere in the program."""
    return isinstance(node, ast.Name) and node.id[0] == "$" and (not as_spill or is_spill(node.id))

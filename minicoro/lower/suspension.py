"""Which parts of a function suspend its frame, and which statements may end abruptly."""

from __future__ import annotations

import ast

from .forms import COMPREHENSIONS, FUNCTIONS, parts_in_frame

SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


class Suspension:
    """Whether the nodes of one function suspend; the answers are cached by node."""

    def __init__(self) -> None:
        self._known: dict[ast.AST, bool] = {}

    def suspends(self, node: ast.AST) -> bool:
        """Whether evaluating or running ``node`` in its own frame may suspend that frame."""
        found = self._known.get(node)
        if found is None:
            found = isinstance(node, SUSPENSIONS) or any([self.suspends(part) for part in parts_in_frame(node)])
            if isinstance(node, COMPREHENSIONS):
                found = found or any([generator.is_async for generator in node.generators])
            self._known[node] = found
        return found

    def cut_returns(self, node: ast.AST, loops: bool, leaves: bool = False) -> bool:
        """Let each ``with``, and each ``try`` with a ``finally``, of ``node`` that a ``return`` leaves count as suspending: it is cut.

        The object still runs during the clean-up, which may also raise.  Rule: finally/return-value.  loops: mark each loop that a ``return`` leaves,
        too.  This is needed where the ``return`` goes on in another state, because it has to run the clean-up of a statement
        around ``node`` first: only the exit of a state can do that.  Returns whether something is marked.
        """
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr) or self.suspends(node):
            return False  # what suspends is cut in any case; this method is called for its parts
        if isinstance(node, ast.Return):
            return leaves
        leaves = leaves or isinstance(node, ast.With) or bool(getattr(node, "finalbody", None))
        leaves = leaves or (loops and isinstance(node, LOOPS))
        found = any([self.cut_returns(part, loops, leaves) for part in ast.iter_child_nodes(node)])
        if found:
            self._known[node] = True
        return found


def abrupt_ends(node: ast.AST, in_loop: bool = False) -> set[str]:
    """The abrupt completions of a statement: "return" and, for a loop around it, "break" and "continue"."""
    if isinstance(node, ast.Return):
        return {"return"}
    if isinstance(node, ast.Break | ast.Continue):
        return set() if in_loop else {"break" if isinstance(node, ast.Break) else "continue"}
    if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.expr)):
        return set()
    body = node.body if isinstance(node, LOOPS) else []
    found: set[str] = set()
    for part in ast.iter_child_nodes(node):
        found |= abrupt_ends(part, in_loop or part in body)
    return found

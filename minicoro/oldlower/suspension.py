"""Which parts of a function suspend, and which statements complete abruptly."""

from __future__ import annotations

from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom, ast.AsyncFor, ast.AsyncWith)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


class Suspension:
    """Answers of one unit, remembered by node."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def suspends(self, node: ast.AST) -> bool:
        """Whether evaluating or running ``node`` in its own frame may suspend that frame."""
        key = id(node)
        if key not in self._known:
            self._known[key] = isinstance(node, _SUSPENSIONS) or any(
                [self.suspends(part) for part in parts_in_frame(node)]
            )
        return self._known[key]

    def abrupt(self, node: ast.AST) -> bool:
        """Whether the statement may end in a ``return``, or in a ``break`` or ``continue`` of a loop around it."""
        return bool(ways_out(node))


def ways_out(node: ast.AST, in_loop: bool = False) -> set[str]:
    """How a statement may end abruptly: any of "return" and, of a loop around it, "break" and "continue"."""
    if isinstance(node, ast.Return):
        return {"return"}
    if isinstance(node, ast.Break | ast.Continue):
        return set() if in_loop else {"break" if isinstance(node, ast.Break) else "continue"}
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef, ast.expr)):
        return set()
    loop = isinstance(node, ast.For | ast.AsyncFor | ast.While)
    inside = node.body if isinstance(node, ast.For | ast.AsyncFor | ast.While) else []
    found: set[str] = set()
    for part in ast.iter_child_nodes(node):
        found |= ways_out(part, True if loop and part in inside else in_loop)
    return found


def parts_in_frame(node: Any) -> list[ast.AST]:
    """The children of ``node`` that run in its own frame: of a function, what its definition evaluates."""
    if isinstance(node, _FUNCTIONS):
        arguments = node.args
        defaults = [*arguments.defaults, *[d for d in arguments.kw_defaults if d is not None]]
        return [*getattr(node, "decorator_list", []), *defaults]
    if isinstance(node, ast.ClassDef):
        if getattr(node, "type_params", None):
            return list(node.decorator_list)
        return [*node.decorator_list, *node.bases, *node.keywords]
    if isinstance(node, ast.GeneratorExp):
        return [node.generators[0].iter]
    if isinstance(node, _COMPREHENSIONS) and any([generator.is_async for generator in node.generators]):
        return [_ASYNC]
    if isinstance(node, ast.AnnAssign):
        return [node.target] if node.value is None else [node.target, node.value]
    return ast.iter_child_nodes(node)


_ASYNC = ast.Await(value=ast.Constant(value=None))
"""Stands for the suspension in an asynchronous comprehension."""

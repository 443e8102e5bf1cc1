"""How deep a program may be nested for CPython 3.11's compiler.

3.11 lets a tree be three times as deep as there is room left under the program's recursion limit; later versions
have a limit of their own, of which the host's ``compile`` is asked.  The host's cannot be asked on 3.11: the process
runs with a higher recursion limit than the program has.
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FRAME_SCALE = 3
"""CPython's COMPILER_STACK_FRAME_SCALE: so many levels of the tree for one of the recursion limit."""

_MANY_COLUMNS = 300


def refuse_too_deep(tree: ast.AST, room: int) -> None:
    """Raise CPython 3.11's RecursionError for a tree that is too deep.

    room: how many calls there may still be under the program's recursion limit.
    """
    if sys.version_info >= (3, 12):
        return
    levels = FRAME_SCALE * room
    suspects = tree.body if isinstance(tree, ast.Module | ast.Interactive) else [getattr(tree, "body", tree)]
    nested = [(node, 0) for node in suspects]
    while nested:
        node, level = nested.pop()
        if isinstance(node, ast.expr | ast.stmt):
            level += 1
        if level > levels:
            raise RecursionError("maximum recursion depth exceeded during compilation")
        if not isinstance(node, ast.stmt) or _is_suspect(node):
            nested += [(child, level) for child in _children(node)]


def _is_suspect(node: ast.stmt) -> bool:
    """Whether a statement may be deep: most stand on one short line, and are not looked into."""
    decorated = bool(getattr(node, "decorator_list", ()))  # they stand before its first line
    return decorated or node.end_lineno != node.lineno or (node.end_col_offset or 0) > _MANY_COLUMNS


def _children(node: ast.AST) -> Iterable[ast.AST]:
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found

"""The classes of the tree's nodes, and the few helpers of ``ast`` that the interpreter needs.

``from minicoro.oldsyntax import nodes as ast``: the classes are the host's own, those of ``ast``.  That module is written
in Python and imports ``enum`` and ``re``, which takes longer to load than most trees.  What else it has is imported
from it where it is used.
"""

from __future__ import annotations

from _ast import *  # noqa: F403
from _ast import AST, PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    T = TypeVar("T", bound=AST)

__all__ = ["PyCF_ALLOW_TOP_LEVEL_AWAIT", "PyCF_ONLY_AST"]


def iter_child_nodes(node: AST) -> list[AST]:
    """The nodes directly inside ``node``, in the order of its fields."""
    found: list[AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, AST):
            found.append(value)
        elif isinstance(value, list):
            found += [item for item in value if isinstance(item, AST)]
    return found


def walk(node: AST) -> list[AST]:
    """``node`` and all nodes inside it, at any depth."""
    found = [node]
    for inner in found:
        found += iter_child_nodes(inner)
    return found


def copy_location(new: T, old: Any) -> T:
    """``new``, with the place of ``old``."""
    place: Any = new
    place.lineno, place.col_offset = old.lineno, old.col_offset
    place.end_lineno, place.end_col_offset = old.end_lineno, old.end_col_offset
    return new

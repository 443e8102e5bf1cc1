"""Source text to ``ast`` nodes and scopes."""

from __future__ import annotations

from minicoro.late import late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from minicoro.syntax import nodes as ast

__all__ = ["is_unfinished", "parse"]


def parse(
    source: str | bytes,
    filename: str = "<string>",
    mode: Literal["exec", "eval", "single"] = "exec",
    *,
    flags: int = 0,
) -> ast.Module | ast.Expression | ast.Interactive:
    """Return the tree that the host's ``ast.parse`` returns for ``source``, positions included.

    What is no Python raises the host's own ``SyntaxError`` (or ``ValueError``, ``RecursionError``, ``MemoryError``),
    found by asking its ``compile`` with ``flags``. ``GrammarFault`` means that our grammar rejects what the host accepts.
    """
    parse_text = late("minicoro.syntax.parser", "parse_text")
    tree: ast.Module | ast.Expression | ast.Interactive = parse_text(source, filename, mode, flags)
    return tree


def is_unfinished(source: str) -> bool:
    """Whether ``source`` is the beginning of a Python text and no whole one: a prompt then asks for a further line."""
    from .unfinished import is_unfinished as unfinished

    return unfinished(source)

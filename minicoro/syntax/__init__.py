"""Source text to ``ast`` nodes and scopes."""

from __future__ import annotations

import ast
from typing import Literal

__all__ = ["parse"]


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
    from .parser import parse_text

    return parse_text(source, filename, mode, flags)

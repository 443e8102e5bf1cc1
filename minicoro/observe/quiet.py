"""The syntax of the program's source, without the warnings about it: the program itself issues these."""

import ast
import warnings
from typing import Any

_FILTER = "ignore", None, SyntaxWarning, None, 0


class Quiet:
    """In a ``with`` block: no SyntaxWarning is issued.  After `warnings.catch_warnings` the program would repeat its warnings."""

    def __enter__(self) -> None:
        warnings.filters.insert(0, _FILTER)  # type: ignore[attr-defined]

    def __exit__(self, *_: Any) -> None:
        warnings.filters.remove(_FILTER)  # type: ignore[attr-defined]


def parse(text: str) -> ast.Module:
    """As `ast.parse`, without warnings."""
    with Quiet():
        return ast.parse(text)

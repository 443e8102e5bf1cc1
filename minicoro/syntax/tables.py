"""The parse tables: computed by Lark from ``grammar/python.lark``, and shipped as text.  `automaton` gives them.

Computing them takes a second and needs Lark; ``automaton.json`` spares every user that, as long as the grammar is
the one it was made of (``python -m minicoro.syntax.compile_grammar`` makes it anew).
"""

from __future__ import annotations

import os
from typing import NamedTuple

STARTS = ("file_input", "eval_input", "single_input", "field_input")
_FOLDER = os.path.dirname(os.path.realpath(__file__))  # pathlib is slow to import
SOFT_KEYWORDS = frozenset({"match", "case", "type"})


class Rule(NamedTuple):
    """One alternative of the grammar. An empty ``action`` hands the only value on.

    ``layout`` is None where the method takes the values as they come, else it says which
    value (by index) or absence (-1) stands at each of the method's parameters.
    """

    origin: str
    size: int
    action: str
    layout: tuple[int, ...] | None


class Tables(NamedTuple):
    """An LALR(1) automaton. ``rows[state][terminal]`` is a state to shift to, or ``~rule`` to reduce by."""

    rules: list[Rule]
    rows: list[dict[str, int]]
    gotos: list[dict[str, int]]
    starts: dict[str, int]
    keywords: frozenset[str]


def shipped_path() -> str:
    """The file of the shipped tables, beside this one."""
    return os.path.join(_FOLDER, "automaton.json")


def grammar_path() -> str:
    """The grammar's file: inside the installed package, else beside it in a checkout."""
    package = os.path.dirname(_FOLDER)
    installed = os.path.join(package, "_grammar", "python.lark")
    return installed if os.path.exists(installed) else os.path.join(os.path.dirname(package), "grammar", "python.lark")

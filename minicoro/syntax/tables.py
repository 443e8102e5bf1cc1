"""The parse tables: computed by Lark from ``grammar/python.lark``, and stored as text. `automaton` returns them.

Computing them takes a second and needs Lark; ``automaton.json`` makes this unnecessary for users, as long as it belongs to the
current grammar (``python -m minicoro.syntax.compile_grammar`` writes it again).
"""

from __future__ import annotations

import os
from typing import NamedTuple

STARTS = ("file_input", "eval_input", "single_input")
_FOLDER = os.path.dirname(os.path.realpath(__file__))  # pathlib is slow to import
SOFT_KEYWORDS = frozenset({"match", "case", "type"})


class Rule(NamedTuple):
    """One alternative of the grammar. An empty ``action`` passes the only value on.

    ``layout`` is None if the method gets the values in their order; else it has, for each parameter of the method, the index of
    its value, or -1 for an absent one.
    """

    origin: str
    size: int
    action: str
    layout: tuple[int, ...] | None


class Tables(NamedTuple):
    """An LALR(1) automaton. ``rows[state][terminal]`` is the next state after a shift, or ``~rule`` for a reduction."""

    rules: list[Rule]
    rows: list[dict[str, int]]
    gotos: list[dict[str, int]]
    starts: dict[str, int]
    keywords: frozenset[str]


def shipped_path() -> str:
    """The file of the stored tables, beside this module."""
    return os.path.join(_FOLDER, "automaton.json")


def grammar_path() -> str:
    """The file of the grammar: inside of the installed package, or beside the package in a checkout."""
    package = os.path.dirname(_FOLDER)
    installed = os.path.join(package, "_grammar", "python.lark")
    return installed if os.path.exists(installed) else os.path.join(os.path.dirname(package), "grammar", "python.lark")

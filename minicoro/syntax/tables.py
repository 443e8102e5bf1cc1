"""The parse tables: computed by Lark from ``grammar/python.lark``, then kept in a cache as plain data.

Computing them takes about a second and needs Lark; reading them back takes milliseconds and needs nothing.
"""

from __future__ import annotations

import marshal
import sys
from pathlib import Path
from typing import NamedTuple

from . import storage

FORMAT = 4
STARTS = ("file_input", "eval_input", "single_input", "field_input")
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


def load() -> Tables:
    """Return the tables of the grammar's present text, from the cache if it holds them."""
    text = grammar_path().read_bytes()
    cache = _cache_file()
    tables = _read(cache, text) if cache else None
    if tables is None:
        from .compile_grammar import compile_grammar

        tables = compile_grammar(text.decode())
        if cache and not sys.dont_write_bytecode:
            _write(cache, text, tables)
    return tables


def grammar_path() -> Path:
    """The grammar's file: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_grammar" / "python.lark"
    return installed if installed.exists() else package.parent / "grammar" / "python.lark"


def _cache_file() -> Path | None:
    folder = storage.directory()
    return None if folder is None else Path(folder) / f"minicoro-grammar-{sys.implementation.cache_tag}.bin"


def _read(cache: Path, text: bytes) -> Tables | None:
    """The cached tables, or None if there are none, or they are of another grammar, or damaged."""
    body = storage.read(str(cache))
    if body is None:
        return None
    try:
        version, grammar, rules, rows, gotos, starts, keywords = marshal.loads(body)
        if version != FORMAT or grammar != text:
            return None
        return Tables([Rule(*rule) for rule in rules], rows, gotos, starts, frozenset(keywords))
    except (ValueError, EOFError, TypeError):
        return None


def _write(cache: Path, text: bytes, tables: Tables) -> None:
    rules = [tuple(rule) for rule in tables.rules]
    body = marshal.dumps((FORMAT, text, rules, tables.rows, tables.gotos, tables.starts, sorted(tables.keywords)))
    storage.write(str(cache), body)

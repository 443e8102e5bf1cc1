"""The parse tables: computed by Lark from ``grammar/python.lark``, shipped as text, kept in a cache as plain data.

Computing them takes two seconds and needs Lark; ``automaton.json`` spares every user that, as long as the grammar is
the one it was made of (``python -m minicoro.syntax.tables`` makes it anew).  The cache is read in milliseconds.
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
        tables = _shipped(text) or _computed(text)
        if cache and not sys.dont_write_bytecode:
            _write(cache, text, tables)
    return tables


def _computed(text: bytes) -> Tables:
    from .compile_grammar import compile_grammar

    return compile_grammar(text.decode())


def shipped_path() -> Path:
    return Path(__file__).with_name("automaton.json")


def _shipped(text: bytes) -> Tables | None:
    """The tables that come with minicoro, if they are of this grammar."""
    import json

    path = shipped_path()
    if not path.exists():
        return None
    data = json.loads(path.read_bytes())
    if data["grammar"] != _name_of(text):
        return None
    rules = [Rule(origin, size, action, layout and tuple(layout)) for origin, size, action, layout in data["rules"]]
    return Tables(rules, data["rows"], data["gotos"], data["starts"], frozenset(data["keywords"]))


def ship() -> None:
    """Write ``automaton.json`` from the present grammar, a state a line."""
    import json

    text = grammar_path().read_bytes()
    tables = _computed(text)
    parts = [f'"grammar": {json.dumps(_name_of(text))}']
    for name in ("rules", "rows", "gotos"):
        lines = [json.dumps(item, separators=(",", ":")) for item in getattr(tables, name)]
        parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
    parts += [f'"starts": {json.dumps(tables.starts)}', f'"keywords": {json.dumps(sorted(tables.keywords))}']
    shipped_path().write_text("{" + ",\n".join(parts) + "}\n")


def _name_of(text: bytes) -> str:
    """What tells this grammar from every other."""
    import hashlib

    return hashlib.sha256(text).hexdigest()


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


if __name__ == "__main__":
    ship()

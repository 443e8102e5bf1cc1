"""The parse tables of the current grammar: the stored tables, or computed ones."""

from __future__ import annotations

import json
import os
import zlib

from .tables import Rule, Tables, grammar_path, shipped_path


def load() -> Tables:
    """The tables of the current grammar: the stored tables if they belong to it, else computed ones."""
    with open(grammar_path(), "rb") as file:
        text = file.read()
    return shipped(text) or computed(text)


def shipped(text: bytes) -> Tables | None:
    """The stored tables; None if there are none, or if they belong to another grammar."""
    path = shipped_path()
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        data = json.loads(file.read())
    if data["grammar"] != zlib.crc32(text):
        return None
    rules = [Rule(origin, size, action, layout and tuple(layout)) for origin, size, action, layout in data["rules"]]
    return Tables(rules, data["rows"], data["gotos"], data["starts"], frozenset(data["keywords"]))


def computed(text: bytes) -> Tables:
    """The tables that Lark computes from a grammar."""
    from .compile_grammar import compile_grammar  # needs Lark, whose import takes longer than the rest of this function

    return compile_grammar(text.decode())

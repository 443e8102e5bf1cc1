"""Read the grammar with Lark, compute its LALR(1) automaton, and keep the parts that a parser needs.

``python -m minicoro.syntax.compile_grammar`` writes it to ``automaton.json``.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.grammar import Rule as LarkRule
from lark.lexer import Lexer, PatternStr
from lark.parsers.lalr_analysis import Shift

from .driver import END
from .tables import SOFT_KEYWORDS, STARTS, Rule, Tables, grammar_path, shipped_path


class NoLexer(Lexer):
    """A lexer that does nothing: Lark only computes the tables, so it needs no lexer and compiles no regular expressions."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:
        return iter(())


def read_grammar(text: str, *, debug: bool = False) -> Lark:
    """Lark's form of the grammar. A rule gets every token; an absent optional part is None.

    With ``debug``, Lark logs each conflict that it has resolved; there should be none.
    """
    return Lark(
        text,
        parser="lalr",
        lexer=NoLexer,
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=True,
        debug=debug,
    )


def compile_grammar(text: str) -> Tables:
    """Return the automaton with terminals named by their text (``"("``, ``"if"``) or their declared name."""
    lark = read_grammar(text)
    literals = {t.name: str(t.pattern.value) for t in lark.terminals if isinstance(t.pattern, PatternStr)}
    rules = [_rule(rule) for rule in lark.rules]
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    table: Any = lark.parser.parser._parse_table
    order = _numbering(table)
    states = list(order)
    nonterminals = {str(rule.origin.name) for rule in lark.rules}
    rows: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in states:
        row: dict[str, int] = {}
        goto: dict[str, int] = {}
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if symbol in nonterminals:
                goto[symbol] = order[argument]
            elif action is Shift:
                row[literals.get(symbol, symbol)] = order[argument]
            else:
                row[literals.get(symbol, symbol)] = ~numbers[argument]
        rows.append(row)
        gotos.append(goto)
    for end in table.end_states.values():
        # Lark's own loop stops here; the loop of `driver` shifts the end like any token.
        rows[order[end]][END] = order[end]
    starts = {start: order[table.start_states[start]] for start in STARTS}
    words = [word for word in literals.values() if word.isidentifier() and word not in SOFT_KEYWORDS]
    return Tables(rules, rows, gotos, starts, frozenset(words))


def _numbering(table: Any) -> dict[Any, int]:
    """New numbers for Lark's states, which differ between runs: in the order in which they are reached from the start states."""
    found = [table.start_states[start] for start in STARTS]
    for state in found:
        for _, (action, argument) in sorted(table.states[state].items()):
            if action is Shift and argument not in found:
                found.append(argument)
    return {state: number for number, state in enumerate(found)}


def _rule(rule: LarkRule) -> Rule:
    size = len(rule.expansion)
    if rule.alias is None and rule.options.expand1 and size == 1:
        return Rule(str(rule.origin.name), 1, "", None)
    action = rule.alias or rule.options.template_source or rule.origin.name
    return Rule(str(rule.origin.name), size, str(action), _layout(rule.options.empty_indices))


def _layout(absent: tuple[bool, ...]) -> tuple[int, ...] | None:
    """Lark marks the parts of an alternative as absent or present; number the present ones."""
    if not any(absent):
        return None
    numbers = count()
    return tuple([-1 if missing else next(numbers) for missing in absent])


def ship() -> None:
    """Write ``automaton.json`` for the current grammar, one state in each line."""
    text = Path(grammar_path()).read_bytes()
    tables = compile_grammar(text.decode())
    parts = [f'"grammar": {zlib.crc32(text)}']
    for name in ("rules", "rows", "gotos"):
        lines = [json.dumps(item, separators=(",", ":")) for item in getattr(tables, name)]
        parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
    parts += [f'"starts": {json.dumps(tables.starts)}', f'"keywords": {json.dumps(sorted(tables.keywords))}']
    Path(shipped_path()).write_text("{" + ",\n".join(parts) + "}\n")


if __name__ == "__main__":
    ship()

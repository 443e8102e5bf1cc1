"""From text to tree, and from a rejected text to the host's error."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import cast

from .build import Builder
from .driver import Automaton, bind, run
from .errors import GrammarFault, Rejected
from .lexer import Lexer
from .source import byte_view
from .tables import load

Root = ast.Module | ast.Expression | ast.Interactive
STARTS = {"exec": "file_input", "eval": "eval_input", "single": "single_input"}


@lru_cache(maxsize=1)
def automaton() -> Automaton:
    """The automaton of ``grammar/python.lark``, made once."""
    return Automaton(load())


def parse_text(source: str | bytes, filename: str, mode: str, flags: int) -> Root:
    """What ``minicoro.syntax.parse`` promises."""
    try:
        tree, doubtful = _parse(source, STARTS[mode])
    except Rejected as rejected:
        fault = rejected
    else:
        if doubtful:
            ask_host(source, filename, mode, flags)
        return tree
    ask_host(source, filename, mode, flags)
    raise GrammarFault(filename, fault.lineno, fault.col_offset, fault.reason)


def ask_host(source: str | bytes, filename: str, mode: str, flags: int) -> None:
    """Have the host parse the text for the error it raises, or the warnings it shows."""
    compile(source, filename, mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True)


def _parse(source: str | bytes, start: str) -> tuple[Root, bool]:
    """The tree, and whether the host has something to warn about."""
    machine = automaton()
    lexer = Lexer(byte_view(source), machine.tables.keywords)
    lexer.run()
    builder = Builder()
    tree = run(machine, bind(machine.tables, builder), start, lexer.kinds, lexer.tokens)
    return cast(Root, tree), lexer.suspicious_number or builder.unescaper.suspicious

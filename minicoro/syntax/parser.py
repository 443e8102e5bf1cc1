"""From a text to its tree, and from a rejected text to the host's error."""

from __future__ import annotations

import ast
import gc
from functools import cache
from typing import Any, Literal, cast

from .automaton import load
from .build import Builder
from .driver import Automaton, Plan, run
from .errors import GrammarFault, Rejected
from .host import ask_host
from .lexer import Lexer
from .source import byte_view

Root = ast.Module | ast.Expression | ast.Interactive
DIAMOND_FLAG = 0x400000
"""The compiler flag of ``__future__.barry_as_FLUFL``, since 3.9."""
STARTS = {"exec": "file_input", "eval": "eval_input", "single": "single_input"}


@cache
def automaton() -> Automaton:
    """The automaton of ``grammar/python.lark``, made once."""
    return Automaton(load())


def parse(
    source: str | bytes,
    filename: str = "<string>",
    mode: Literal["exec", "eval", "single"] = "exec",
    *,
    flags: int = 0,
    module: Any = None,
) -> Root:
    """The tree that the host's ``ast.parse`` returns for ``source``, positions included.

    For text that is not valid Python, raises the host's own ``SyntaxError`` (or ``ValueError``, ``RecursionError``,
    ``MemoryError``), by a call of its ``compile`` with ``flags`` and ``module``. ``GrammarFault`` means that the grammar rejects a text that
    the host accepts.
    """
    if mode not in STARTS:
        raise ValueError("parse() mode must be 'exec', 'eval' or 'single'")
    try:
        tree, doubtful = _parse(source, STARTS[mode], flags)
    except Rejected as rejected:
        fault = GrammarFault(filename, rejected.lineno, rejected.col_offset, rejected.reason)
    else:
        if doubtful or mode != "exec":  # the host treats the end of short texts in its own way
            ask_host(source, filename, mode, flags, module)
        return tree
    ask_host(source, filename, mode, flags, module)
    raise fault


def _parse(source: str | bytes, start: str, flags: int) -> tuple[Root, bool]:
    """The tree, and whether the host must be called for possible warnings or errors.

    A tree has thousands of objects that all stay alive and are not a cycle. The garbage collector would examine them again and
    again (for 4,000 lines, two thirds of the time of parsing), so it is switched off meanwhile.
    """
    machine, builder = automaton(), Builder()
    builder.diamond = bool(flags & DIAMOND_FLAG)
    lexer = Lexer(byte_view(source), machine.tables.keywords)
    collecting = gc.isenabled()
    gc.disable()
    try:
        lexer.run()
        tree = run(machine, Plan(machine.tables, builder), start, lexer.kinds, lexer.tokens)
    finally:
        if collecting:
            gc.enable()
    return cast(Root, tree), builder.suspicious or builder.unescaper.suspicious or lexer.suspicious

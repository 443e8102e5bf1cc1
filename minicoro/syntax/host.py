"""The host's own parser, for errors and warnings, and for the few details that differ between bugfix releases."""

from __future__ import annotations

import ast
import builtins
import sys
from functools import cache
from types import FunctionType
from typing import Any, NamedTuple


def _from_nowhere() -> Any:
    """The host's ``compile``, called with the position that CPython has when no program runs yet.

    Warnings that it issues while it folds constants (``~True``) have this position, and not that of a file of minicoro.
    """
    name, line = ("<sys>", 0) if sys.version_info >= (3, 13) else ("sys", 1)
    code = eval("lambda *arguments, **keywords: compile(*arguments, **keywords)").__code__
    code = code.replace(co_filename=name, co_firstlineno=line)
    return FunctionType(code, {"__name__": "sys", "__builtins__": builtins, "compile": compile})


_compile = _from_nowhere()


def host_compile(*arguments: Any, **keywords: Any) -> Any:
    """The host's ``compile``, called for its exceptions and warnings."""
    try:
        return _compile(*arguments, **keywords)
    except BaseException as error:
        raise error.with_traceback(None)


def host_refusal(
    tree: ast.AST,
    source: str | bytes | None,
    filename: str,
    mode: str,
    flags: int = 0,
    optimize: int = -1,
    module: Any = None,
) -> tuple[SyntaxError | None, bool]:
    """The error of the host's compiler for a whole program, and whether its code is a coroutine's (``await`` at top level).

    ``source`` is the text of the tree, for trees that are too deep for the host; None: there is none. The other arguments are those
    of ``compile``. Issues the SyntaxWarnings, and raises the other errors, such as the TypeError for a malformed tree.
    """
    flags &= ~ast.PyCF_ONLY_AST
    given = {"dont_inherit": True, "optimize": optimize, **_named(module)}
    try:
        try:
            code = host_compile(tree, filename, mode, flags, **given)
        except RecursionError:
            # Before 3.13 a tree from outside may be less deep than one that the host has parsed itself.
            if source is None:
                raise
            code = host_compile(source, filename, mode, flags, **given)
    except SyntaxError as error:
        return error.with_traceback(None), False
    return None, bool(code.co_flags & 0x80)  # CO_COROUTINE


def ask_host(source: str | bytes, filename: str, mode: str, flags: int, module: Any = None) -> None:
    """Let the host parse the text, for the error that it raises or the warnings that it issues."""
    compile(source, filename, mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True, **_named(module))


def _named(module: Any) -> dict[str, Any]:
    """The argument of ``compile`` for the module that warnings belong to: 3.15 and newer."""
    return {} if module is None else {"module": module}


class Habits(NamedTuple):
    """How this host builds special cases of f-strings. Each changed in a bugfix release, so it is tried, not looked up."""

    keeps_empty_spec_text: bool  # 3.12.0: an empty constant after a field that ends a format specification
    fails_on_debug_in_spec: bool  # 3.12.0: f"{x:{y=}}" is a ValueError
    unescapes_raw_spec: bool  # escapes count in the format specification of a raw f-string
    leaves_spec_after_field: bool  # after a field in a specification "{{" is a brace and a newline wrong, as outside
    ends_spec_at_newline: bool  # in a string of one line; refused in later 3.13
    cuts_at_any_hash: bool  # the text of {x=} ends at a "#" even inside a string


@cache
def habits() -> Habits:
    """Try the host once."""
    nested = _spec("f'{x:{y}}'")
    raw = _spec("rf'{x:\\x41}'")
    debug = _parsed("f'{\"#\"=}'")
    return Habits(
        keeps_empty_spec_text=nested is not None and len(nested) > 1,
        fails_on_debug_in_spec=_spec("f'{x:{y=}}'") is None,
        unescapes_raw_spec=raw is not None and "A" in [getattr(value, "value", None) for value in raw],
        leaves_spec_after_field=_spec("f'{x:{y}{{z}'") is not None,
        ends_spec_at_newline=_spec("f'{x:\n}'") is not None,
        cuts_at_any_hash=isinstance(debug, ast.JoinedStr) and getattr(debug.values[0], "value", "") == '"',
    )


def _parsed(source: str) -> ast.expr:
    tree = compile(source, "<unknown>", "eval", ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Expression)
    return tree.body


def _spec(source: str) -> list[ast.expr] | None:
    """The parts of the format specification of the f-string's first field; None if the host fails."""
    try:
        tree = _parsed(source)
    except (ValueError, SyntaxError):
        return None
    field = tree.values[0] if isinstance(tree, ast.JoinedStr) else None
    spec = field.format_spec if isinstance(field, ast.FormattedValue) else None
    return spec.values if isinstance(spec, ast.JoinedStr) else []

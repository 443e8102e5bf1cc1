"""The program's source and its syntax, without the warnings about it: the program itself issues these."""

import ast
import linecache
from collections.abc import Sequence

from minicoro.quiet import Quiet


def text_of(filename: str) -> str:
    """The text of a file; "" if it cannot be read."""
    return "".join(linecache.getlines(filename))


def nodes_of(text: str) -> list[ast.AST]:
    """The syntax of a text, the outer nodes first; nothing if it cannot be parsed."""
    try:
        with Quiet():
            return list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError):
        return []


def has_line(body: Sequence[ast.stmt], line: int) -> bool:
    """Whether one of these statements has a line."""
    return bool(body) and body[0].lineno <= line <= (body[-1].end_lineno or 0)


def is_at(node: ast.AST, line: int) -> bool:
    """Whether a node has a line."""
    return getattr(node, "lineno", 0) <= line <= (getattr(node, "end_lineno", 0) or 0)


def tries_around(nodes: list[ast.AST], line: int) -> list[ast.Try]:
    """The ``try`` statements whose body has a line, innermost first."""
    return [node for node in nodes if isinstance(node, ast.Try) and has_line(node.body, line)][::-1]


def last_name(node: ast.AST) -> str:
    """A name, or the last part of a name with dots; "" for any other expression."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def names_in(node: ast.AST | None) -> set[str]:
    """The last parts of the names in an expression."""
    return {last_name(each) for each in ast.walk(node)} - {""} if node is not None else set()


def clause_for_cancellation(node: ast.Try) -> ast.ExceptHandler | None:
    """The ``except`` clause that gets a CancelledError; None if there is none."""
    for clause in node.handlers:
        if clause.type is None or not names_in(clause.type).isdisjoint(("CancelledError", "BaseException")):
            return clause
    return None

"""Inputs: whether an input is complete, incomplete, or not valid Python; and its code."""

import __future__

import ast
import linecache
from collections.abc import Callable
from types import CodeType
from typing import Any

from minicoro.quiet import Quiet

Compile = Callable[..., Any]
"""``compile`` of the host or of minicoro."""

_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Texts:
    """The inputs of one session: each has a file name of its own, under which tracebacks find its lines.

    flags: those of the ``__future__`` imports so far, which are valid for later inputs.
    """

    def __init__(self, compile: Compile) -> None:
        self._compile = compile
        self.flags = 0
        self.count = 0

    def is_whole(self, text: str) -> bool:
        """Whether ``text`` needs no further line; also true if no further line can correct it.

        As in Python's own prompt, a compound statement ends with an empty line.
        """
        from minicoro.api import is_unfinished

        if is_unfinished(text):
            return False
        lines = text.rstrip(" \t").split("\n")
        if len(lines) > 1 and not lines[-1].strip():
            return True
        try:
            with Quiet():  # the host issues them when the input is compiled
                body = ast.parse(text).body
        except (SyntaxError, ValueError):
            return True
        return not body or not (_is_compound(body[-1]) or (len(lines) > 1 and lines[-1][:1] in " \t"))

    def code(self, text: str) -> CodeType:
        """The code of an input, which shows the values of its expressions.  SyntaxError if it is not valid Python."""
        self.count += 1
        filename = f"<input {self.count}>"
        if not text.endswith("\n"):
            text += "\n"
        remember(filename, text)
        tree: Any = self._compile(text, filename, "exec", self.flags | _AWAIT | ast.PyCF_ONLY_AST, True)
        try:
            code = self._compile(ast.Interactive(tree.body), filename, "single", self.flags | _AWAIT, True)
        except SyntaxError as error:
            if error.text is None and error.lineno is not None:  # a tree does not have the text
                error.text = linecache.getline(filename, error.lineno)
            raise
        self.flags |= _futures(tree.body)
        assert isinstance(code, CodeType)
        return code

    def expression(self, text: str, what: str) -> CodeType:
        """The code of an expression in a command; ``what`` names the command."""
        filename = f"<{what}>"
        remember(filename, text + "\n")
        code = self._compile(text.strip(), filename, "eval", self.flags | _AWAIT, True)
        assert isinstance(code, CodeType)
        return code


def remember(filename: str, text: str) -> None:
    """Store a text that is in no file, so that tracebacks find its lines."""
    linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)


def _is_compound(node: ast.stmt) -> bool:
    return hasattr(node, "body") or hasattr(node, "cases")


def _futures(body: list[ast.stmt]) -> int:
    flags = 0
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for alias in node.names:
                flags |= getattr(__future__, alias.name).compiler_flag
    return flags

"""Whether a text could become valid Python with more lines: for a prompt, which then asks for a further line."""

from __future__ import annotations

import ast

from minicoro.quiet import Quiet

ENDS = ("incomplete input", "unterminated triple-quoted")
"""How the messages of the host begin that mean: the text ends too early.  (The second one: 3.12, for f-strings.)"""


def is_unfinished(source: str) -> bool:
    """Whether ``source`` is the beginning of a Python text, but not complete. A text with an error in it is not unfinished."""
    from codeop import PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]  # imported here: only a prompt needs it

    try:
        with Quiet():
            compile(source, "<input>", "exec", ast.PyCF_ONLY_AST | PyCF_ALLOW_INCOMPLETE_INPUT, dont_inherit=True)
    except SyntaxError as error:
        return error.msg.startswith(ENDS)
    except (ValueError, MemoryError, RecursionError):
        return False
    return False

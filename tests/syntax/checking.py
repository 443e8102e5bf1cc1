"""Check a tree as `minicoro.host.compiling` does."""

import ast
from typing import Any

from minicoro.syntax import rules
from minicoro.syntax.host import host_refusal


def check(tree: Any, text: str | bytes | None, filename: str = "<string>", flags: int = 0) -> None:
    """Raise the SyntaxError of a tree, and issue the warnings about it."""
    mode = {ast.Module: "exec", ast.Expression: "eval", ast.Interactive: "single"}[type(tree)]
    rules.check(tree, host_refusal(tree, text, filename, mode, flags)[0], filename, flags)

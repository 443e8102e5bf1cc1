"""What the compiler refuses although the grammar accepts it.

The rules about coroutines are ours, here and in ``scope_symbol_rules`` and ``scope_code_rules``.  All the others
(``break`` outside a loop, ``nonlocal`` without a binding, ...) and the compiler's SyntaxWarnings are asked of the
host's own ``compile``, which knows them to the letter.
"""

from __future__ import annotations

import re

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.host import host_compile
from minicoro.oldsyntax.scope_code_rules import CodeRules
from minicoro.oldsyntax.scope_refusal import Refused
from minicoro.oldsyntax.scope_symbol_rules import SymbolRules
from minicoro.oldsyntax.scope_symbols import has_future_annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldsyntax.scope_model import Scope

__all__ = ["check", "refusal", "rule_ids", "strict"]

Tree = ast.Module | ast.Expression | ast.Interactive

strict = False
"""For tests: a difference between our rules about coroutines and the host's is an AssertionError."""

OUR_MESSAGES = re.compile(
    r"'await' outside (async )?function"
    r"|'async (for|with)' outside async function"
    r"|asynchronous comprehension outside of an asynchronous function"
    r"|'yield( from)?' outside function"
    r"|'yield from' inside async function"
    r"|'yield' inside (list|set|dict) comprehension|'yield' inside generator expression"
    r"|'return' outside function|'return' with value in async generator"
    r"|'?(yield|await|named) expression'? can ?not be used within .*"
    r"|assignment expression cannot .*|assignment expression within a comprehension cannot .*"
    r"|comprehension inner loop cannot rebind assignment expression target .*"
)


def check(
    tree: Tree, scope: Scope, filename: str = "<string>", source: str | bytes | None = None, flags: int = 0
) -> None:
    """Raise the SyntaxError that CPython's compiler raises for ``tree``; return if it accepts the tree.

    ``scope`` is what ``analyse`` made of the tree with the same flags; ``flags`` are those of ``compile``.  Also
    issues the compiler's SyntaxWarnings.  ``source`` is used where the host cannot take a very deep tree.
    """
    ours = refusal(tree, scope, filename, flags)
    theirs = host_refusal(tree, filename, flags, source)
    if theirs is not None and not OUR_MESSAGES.fullmatch(str(theirs.msg)):
        # The compiler stops at the first mistake, so this one stands before any that we have found.
        raise theirs
    if strict:
        assert describe(ours) == describe(theirs), f"ours: {describe(ours)}, the host's: {describe(theirs)}"
    error = ours or theirs
    if error is not None:
        raise error


def refusal(tree: Tree, scope: Scope, filename: str = "<string>", flags: int = 0) -> SyntaxError | None:
    """What the rules about coroutines say of a program, in the compiler's order: symbols first, then code."""
    text_annotations = has_future_annotations(tree, flags)
    top_level_await = bool(flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    try:
        SymbolRules(tree, flags).check()
        CodeRules(scope, text_annotations=text_annotations, top_level_await=top_level_await).run()
    except Refused as refused:
        return refused.syntax_error(filename)
    return None


def host_refusal(tree: Tree, filename: str, flags: int, source: str | bytes | None = None) -> SyntaxError | None:
    """What the host's compiler says of a program."""
    mode = {ast.Module: "exec", ast.Expression: "eval", ast.Interactive: "single"}[type(tree)]
    flags &= ~ast.PyCF_ONLY_AST
    try:
        try:
            host_compile(tree, filename, mode, flags, dont_inherit=True)
        except RecursionError:
            # Before 3.13 a tree from outside may be less deep than one that the host has parsed itself.
            if source is None:
                raise
            host_compile(source, filename, mode, flags, dont_inherit=True)
    except SyntaxError as error:
        return error.with_traceback(None)
    return None


def describe(error: SyntaxError | None) -> tuple[object, ...] | None:
    """All that a SyntaxError says."""
    if error is None:
        return None
    position = (error.lineno, error.offset, error.end_lineno, error.end_offset)
    return (type(error), error.msg, error.filename, *position, error.text)


def rule_ids() -> dict[str, str]:
    """Our rules: the number of each, and its first sentence."""
    found = {}
    for owner in (SymbolRules, CodeRules):
        for member in vars(owner).values():
            text = getattr(member, "__doc__", None) or ""
            if callable(member) and "Rule: " in text:
                found[text.rpartition("Rule: ")[2].strip()] = text.partition("\n")[0]
    return found

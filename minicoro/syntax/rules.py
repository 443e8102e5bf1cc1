"""The rules about coroutines: programs that the grammar accepts and CPython's compiler refuses.

A rule is a function of a node and the scope that runs it. It returns CPython's message, or None; its docstring ends with its id
in the book (``spec/syntax.md``), or with several: one for each kind of node. The host performs all other rules (``break``
outside a loop, ``nonlocal`` without a binding, ``:=`` in a comprehension, ...) and issues the compiler's SyntaxWarnings: see
``check``.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from .host import host_refusal
from .scopes import Kind, Scope, Tree, places

strict = False
"""For tests: a difference between these rules and the host's is an AssertionError."""

OUR_MESSAGES = re.compile(
    r"'await' outside (async )?function"
    r"|'async (for|with)' outside async function"
    r"|asynchronous comprehension outside of an asynchronous function"
    r"|'yield( from)?' outside function"
    r"|'yield from' inside async function"
    r"|'yield' inside (list|set|dict) comprehension|'yield' inside generator expression"
    r"|'return' outside function|'return' with value in async generator"
    r"|'?(yield|await) expression'? can ?not be used within .*"
)
COMPREHENSIONS: dict[type[ast.AST], str] = {
    ast.ListComp: "list comprehension",
    ast.SetComp: "set comprehension",
    ast.DictComp: "dict comprehension",
    ast.GeneratorExp: "generator expression",
}


def check(
    tree: Tree, theirs: SyntaxError | None, filename: str = "<string>", flags: int = 0, optimize: int = -1
) -> None:
    """Raise the SyntaxError that CPython's compiler raises for ``tree``.

    ``theirs`` is the error of `host_refusal`. ``flags`` and ``optimize`` are those of ``compile``: without asserts, the content of
    an assert is neither compiled nor refused. The compiler stops at the first error, in an order that differs between versions: so
    if the rules find several errors, the one at which the host stops is raised.
    """
    asserts = (sys.flags.optimize if optimize < 0 else optimize) == 0
    errors = [syntax_error(message, node, filename) for message, node in violations(tree, flags, asserts)]
    same = [error for error in errors if theirs is not None and describe(error) == describe(theirs)]
    if strict and not same:
        assert theirs is not None or not errors, f"only ours: {describe(errors[0])}"
        assert theirs is None or not OUR_MESSAGES.fullmatch(str(theirs.msg)), f"only the host's: {describe(theirs)}"
    if theirs is not None and same:
        same[0].args = theirs.args  # those of the symbol table's errors are the message alone
        raise same[0]
    if theirs is not None:
        raise theirs
    if errors:
        raise errors[0]


def violations(tree: Tree, flags: int = 0, asserts: bool = True) -> list[tuple[str, ast.AST]]:
    """For each node that breaks a rule: the message of the first rule that it breaks, and the node."""
    found: list[tuple[str, ast.AST]] = []
    for place in places(tree, flags, asserts):
        for rule in RULES[type(place.node)]:
            message = rule(place.node, place.scope) if place.compiled or rule in UNCOMPILED_TOO else None
            if message is not None:
                found.append((message, place.node))
                break
    return found


def syntax_error(message: str, node: Any, filename: str) -> SyntaxError:
    """The exception that CPython's compiler raises. It counts columns in bytes, the parser in characters."""
    text = line_of_file(filename, node.lineno)
    span = (node.lineno, node.col_offset + 1, text, node.end_lineno, node.end_col_offset + 1)
    return SyntaxError(message, (filename, *span))


def line_of_file(filename: str, number: int) -> str | None:
    """A line as the compiler quotes it: from the file on disk, even if another source was compiled."""
    try:
        with open(filename, "rb") as file:  # noqa: PTH123 - a name that is no path is no error here
            lines = file.readlines()
    except (OSError, ValueError):
        return None
    if not 0 < number <= len(lines):
        return None
    return lines[number - 1].replace(b"\r\n", b"\n").decode("utf-8", "replace")


def describe(error: SyntaxError) -> tuple[object, ...]:
    """All attributes of a SyntaxError."""
    return (error.msg, error.filename, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)


def in_annotation(node: ast.Await | ast.Yield | ast.YieldFrom, scope: Scope) -> str | None:
    """The scope of a type or of an annotation has no frame of the program that could be suspended.

    Rule: syntax/await-in-annotation, syntax/yield-in-annotation
    """
    if scope.kind is not Kind.ANNOTATION:
        return None
    sample = words_of_host("from __future__ import annotations\na: (yield)")
    what = "await expression" if isinstance(node, ast.Await) else "yield expression"
    return sample.replace("yield expression", what).replace("an annotation", scope.called)


def outside_function(node: ast.Await | ast.Yield | ast.YieldFrom | ast.Return, scope: Scope) -> str | None:
    """A module or class body runs to its end at once: it cannot suspend, and has no caller to yield or return to.

    Defaults, decorators, bases and annotations belong to the scope around the definition.  Before 3.13 ``yield from`` has the
    message of ``yield``.

    Rule: syntax/await-outside-function, syntax/yield-outside-function, syntax/yield-from-outside-function,
    syntax/return-outside-function
    """
    if scope.is_function or (isinstance(node, ast.Await) and scope.may_await):
        return None
    return (
        words_of_host("yield from a") if isinstance(node, ast.YieldFrom) else f"'{WORDS[type(node)]}' outside function"
    )


def outside_async_function(node: ast.Await | ast.AsyncFor | ast.AsyncWith, scope: Scope) -> str | None:
    """Only a coroutine can await, not a ``def`` or ``lambda``; a generator expression becomes asynchronous.

    ``async for`` awaits each ``__anext__()``, ``async with`` awaits ``__aenter__()`` and ``__aexit__()``.

    Rule: syntax/await-outside-async-function, syntax/async-for-outside-async-function,
    syntax/async-with-outside-async-function
    """
    return None if scope.may_await else f"'{WORDS[type(node)]}' outside async function"


def async_comprehension_outside(node: ast.expr, scope: Scope) -> str | None:
    """A list, set or dict comprehension that awaits suspends its function; a generator expression does not.

    Rule: syntax/asynchronous-comprehension-outside-async-function
    """
    if not scope.must_be_awaited or scope.outer is None or scope.outer.may_await:
        return None
    return "asynchronous comprehension outside of an asynchronous function"


def yield_in_comprehension(node: ast.Yield | ast.YieldFrom, scope: Scope) -> str | None:
    """A comprehension has a frame of its own, so ``yield`` in it would suspend the wrong frame.

    The first iterable is allowed: it is evaluated outside.

    Rule: syntax/yield-inside-comprehension
    """
    return f"'yield' inside {COMPREHENSIONS[type(scope.node)]}" if scope.kind is Kind.COMPREHENSION else None


def yield_from_in_async_function(node: ast.YieldFrom, scope: Scope) -> str | None:
    """An async function delegates with ``await``; its ``yield`` makes it an async generator.

    Rule: syntax/yield-from-inside-async-function
    """
    return "'yield from' inside async function" if scope.kind is Kind.ASYNC_FUNCTION else None


def return_value_in_async_generator(node: ast.Return, scope: Scope) -> str | None:
    """StopAsyncIteration carries no value. ``return None`` is refused, too.

    Rule: syntax/return-value-in-async-generator
    """
    if node.value is None or not scope.is_async_generator:
        return None
    return "'return' with value in async generator"


@cache
def words_of_host(text: str) -> str:
    """The message of this Python for ``text``, where versions have different messages."""
    error, _ = host_refusal(ast.parse(text), text, "<rule>", "exec")
    assert error is not None
    return error.msg


WORDS: dict[type[ast.AST], str] = {
    ast.Await: "await",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
    ast.Yield: "yield",
    ast.Return: "return",
}
Rule = Callable[[Any, Scope], str | None]

RULES: dict[type[ast.AST], tuple[Rule, ...]] = {
    ast.Await: (in_annotation, outside_function, outside_async_function),
    ast.AsyncFor: (outside_async_function,),
    ast.AsyncWith: (outside_async_function,),
    ast.ListComp: (async_comprehension_outside,),
    ast.SetComp: (async_comprehension_outside,),
    ast.DictComp: (async_comprehension_outside,),
    ast.GeneratorExp: (),
    ast.Yield: (in_annotation, yield_in_comprehension, outside_function),
    ast.YieldFrom: (in_annotation, yield_in_comprehension, outside_function, yield_from_in_async_function),
    ast.Return: (outside_function, return_value_in_async_generator),
}
"""For each kind of node, its rules: the message is that of the first broken rule."""

UNCOMPILED_TOO = (in_annotation, yield_in_comprehension)
"""Before 3.14, the rules that are checked even in an annotation that is not compiled."""

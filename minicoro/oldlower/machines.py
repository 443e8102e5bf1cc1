"""Machines of whole units: functions, lambdas, generator expressions and asynchronous comprehensions."""

from __future__ import annotations

from minicoro.oldlower.builder import Builder, peek
from minicoro.oldlower.comprehensions import FIRST
from minicoro.oldlower.machine_expressions import add, empty, give, loops, value
from minicoro.oldlower.machine_statements import block
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.machine import Return
from minicoro.runtime.unit import COLLECTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldlower.comprehensions import Comprehension
    from minicoro.oldlower.context import Context
    from minicoro.oldlower.statements import Statement
    from minicoro.runtime.machine import Machine


def function_machine(ctx: Context, body: list[ast.stmt]) -> Machine:
    """The machine of a function body."""
    b = Builder(ctx)
    block(b, body)
    return b.finish()


def module_machine(ctx: Context, first: list[Statement], body: list[ast.stmt]) -> Machine:
    """The machine of a module or interactive input that awaits; ``first`` is done before its statements."""
    b = Builder(ctx)
    for step in first:
        b.step(step)
    block(b, body)
    return b.finish()


def expression_machine(ctx: Context, body: ast.expr) -> Machine:
    """The machine of a lambda, or of an expression that awaits."""
    b = Builder(ctx)
    b.close(Return(value(b, body)), b.new_state(), body)
    return b.finish()


def comprehension_machine(ctx: Context, node: Comprehension) -> Machine:
    """The machine of a comprehension with a frame of its own, over the iterator in ``.0``.

    Rule: comprehension/async-genexp, comprehension/await-in-genexp
    """
    b = Builder(ctx)
    if isinstance(node, ast.GeneratorExp):

        def give_item() -> None:
            given = value(b, node.elt)
            b.wanted[id(node.elt)] = None
            give(b, given, node.elt, node.elt)

        loops(b, node, peek(FIRST), give_item)
        return b.finish()
    result = b.temporary(COLLECTION)
    b.step(lambda frame: frame.__setitem__(result, collection(frame)))
    collection = empty(node)
    loops(b, node, peek(FIRST), lambda: add(b, node, result))
    b.close(Return(lambda frame: frame.pop(result)), b.new_state())
    return b.finish()

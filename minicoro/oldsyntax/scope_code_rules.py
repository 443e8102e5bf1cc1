"""The rules about coroutines that CPython enforces while it generates code, in its order.

Each rule is a method whose docstring ends in the rule's number in the book.
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import ScopeKind
from minicoro.oldsyntax.scope_order import CodeOrder
from minicoro.oldsyntax.scope_refusal import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.oldsyntax.scope_symbols import ComprehensionNode


class CodeRules(CodeOrder):
    """Walks a program as the code generator does; raises ``Refused`` at the first thing it would refuse."""

    def __init__(self, module: Scope, *, text_annotations: bool, top_level_await: bool) -> None:
        super().__init__(module, text_annotations=text_annotations)
        self.top_level_await = top_level_await

    # What the rules look at: the scope whose frame runs the visited node.

    @property
    def unit(self) -> Scope:
        return self.scope.frame_scope

    @property
    def in_function(self) -> bool:
        return not self.unit.is_namespace

    @property
    def in_async_function(self) -> bool:
        return isinstance(self.unit.node, ast.AsyncFunctionDef) and self.unit.kind is ScopeKind.FUNCTION

    @property
    def in_comprehension(self) -> bool:
        return self.unit.kind is ScopeKind.COMPREHENSION

    @property
    def in_awaiting_module(self) -> bool:
        return self.top_level_await and self.unit.kind is ScopeKind.MODULE

    def visit_Await(self, node: ast.Await) -> None:  # noqa: N802
        if not self.in_awaiting_module:
            self.await_outside_function(node)
            self.await_outside_async_function(node)
        self.visit(node.value)

    def visit_AsyncFor(self, node: ast.For | ast.AsyncFor) -> None:  # noqa: N802
        self.async_for_outside_async_function(node)
        self.visit_For(node)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> None:  # noqa: N802
        self.async_with_outside_async_function(node)
        self.visit_fields(node)

    def visit_Yield(self, node: ast.Yield) -> None:  # noqa: N802
        self.yield_outside_function(node)
        self.visit_fields(node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> None:  # noqa: N802
        self.yield_from_outside_function(node)
        self.yield_from_in_async_function(node)
        self.visit(node.value)

    def visit_Return(self, node: ast.Return) -> None:  # noqa: N802
        self.return_outside_function(node)
        self.return_value_in_async_generator(node)
        super().visit_Return(node)

    def visit_ListComp(self, node: ComprehensionNode) -> None:  # noqa: N802
        scope = self.scope.child(node)
        if scope.inlined:
            self.visit(node.generators[0].iter)
        self.async_comprehension(node, scope)
        self.inside(scope, lambda: self.comprehension(node))
        if not scope.inlined:
            self.visit(node.generators[0].iter)

    visit_SetComp = visit_ListComp  # noqa: N815
    visit_DictComp = visit_ListComp  # noqa: N815
    visit_GeneratorExp = visit_ListComp  # noqa: N815

    # The rules.

    def await_outside_function(self, node: ast.Await) -> None:
        """A module or class body is run to its end at once, so it cannot wait.

        Defaults, decorators, bases and annotations belong to what surrounds the definition.

        Rule: syntax/await-outside-function
        """
        if not self.in_function:
            raise Refused("'await' outside function", node)

    def await_outside_async_function(self, node: ast.Await) -> None:
        """Only a coroutine can wait: not ``def``, not ``lambda``; a generator expression becomes asynchronous.

        Rule: syntax/await-outside-async-function
        """
        if not self.in_async_function and not self.in_comprehension:
            raise Refused("'await' outside async function", node)

    def async_for_outside_async_function(self, node: ast.For | ast.AsyncFor) -> None:
        """``async for`` awaits each ``__anext__()``.

        Rule: syntax/async-for-outside-async-function
        """
        if not self.in_async_function and not self.in_awaiting_module:
            raise Refused("'async for' outside async function", node)

    def async_with_outside_async_function(self, node: ast.AsyncWith) -> None:
        """``async with`` awaits ``__aenter__()`` and ``__aexit__()``.

        Rule: syntax/async-with-outside-async-function
        """
        if not self.in_async_function and not self.in_awaiting_module:
            raise Refused("'async with' outside async function", node)

    def async_comprehension(self, node: ComprehensionNode, scope: Scope) -> None:
        """A list, set or dict comprehension that awaits is awaited on the spot; a generator expression is not.

        Rule: syntax/asynchronous-comprehension-outside-async-function
        """
        if scope.must_be_awaited and not (self.in_async_function or self.in_comprehension or self.in_awaiting_module):
            raise Refused("asynchronous comprehension outside of an asynchronous function", node)

    def yield_outside_function(self, node: ast.Yield) -> None:
        """A module or class body has no caller to yield to.

        Rule: syntax/yield-outside-function
        """
        if not self.in_function:
            raise Refused("'yield' outside function", node)

    def yield_from_outside_function(self, node: ast.YieldFrom) -> None:
        """As for ``yield``.

        Rule: syntax/yield-from-outside-function
        """
        if not self.in_function:
            what = "yield from" if sys.version_info >= (3, 13) else "yield"
            raise Refused(f"'{what}' outside function", node)

    def yield_from_in_async_function(self, node: ast.YieldFrom) -> None:
        """An async function delegates with ``await``; its ``yield`` makes it an async generator.

        Rule: syntax/yield-from-inside-async-function
        """
        if self.in_async_function:
            raise Refused("'yield from' inside async function", node)

    def return_outside_function(self, node: ast.Return) -> None:
        """A module or class body has no caller to return to.

        Rule: syntax/return-outside-function
        """
        if not self.in_function:
            raise Refused("'return' outside function", node)

    def return_value_in_async_generator(self, node: ast.Return) -> None:
        """StopAsyncIteration carries no value. Written ``return None`` counts as a value too.

        Rule: syntax/return-value-in-async-generator
        """
        if node.value is not None and self.unit.is_async_generator:
            raise Refused("'return' with value in async generator", node)

"""The third scope pass: a walk in the order in which CPython generates code.

The order in which local variables are first met is the order of ``co_varnames``.  It is not the order of the
text: a value comes before its target, a ``finally`` body is also met at each ``return`` out of its ``try``.
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import ScopeKind, Uses, Where
from minicoro.oldsyntax.scope_walk import Walker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.oldsyntax.scope_symbols import ComprehensionNode, FunctionNode

INLINES_COMPREHENSIONS = sys.version_info >= (3, 12)


class CodeOrder(Walker):
    """Visits a module's nodes in the order of code generation.

    ``scope`` is the scope that the visited node belongs to.  Subclasses look at nodes by overriding the
    ``visit_`` methods and see variables in ``name``.
    """

    def __init__(self, module: Scope, *, text_annotations: bool) -> None:
        super().__init__()
        self.scope = module
        self.text_annotations = text_annotations
        self.unwinding: list[list[ast.stmt] | None] = []
        """What surrounds the node in its function: ``finally`` bodies, and None for each loop."""

    def run(self) -> None:
        self.visit_fields(self.scope.node)

    def inside(self, scope: Scope, walk: Callable[[], None]) -> None:
        """Walk what belongs to a scope inside the current one."""
        outer, self.scope = self.scope, scope
        if scope.inlined:
            walk()
        else:
            unwinding, self.unwinding = self.unwinding, []
            walk()
            self.unwinding = unwinding
        self.scope = outer

    def name(self, name: str) -> None:
        """A variable is read, bound or deleted here."""

    # Functions and classes.

    def visit_FunctionDef(self, node: FunctionNode) -> None:  # noqa: N802
        self.visit_all(node.decorator_list)
        self.visit_all(node.args.defaults)
        self.visit_all(node.args.kw_defaults)
        scope = self.scope.child(node)
        if scope.kind is ScopeKind.TYPE_PARAMETERS:
            self.inside(scope, lambda: self.generic_function(node))
        else:
            self.function(node, scope)
        self.name(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def generic_function(self, node: FunctionNode) -> None:
        self.visit_all(getattr(node, "type_params", ()))
        self.function(node, self.scope.child(node))

    def function(self, node: FunctionNode, scope: Scope) -> None:
        self.visit_annotations(node)
        self.inside(scope, lambda: self.visit_all(node.body))

    def visit_annotations(self, node: FunctionNode) -> None:
        if self.text_annotations:
            return
        arguments = node.args
        for parameter in [
            *arguments.args, *arguments.posonlyargs, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg
        ]:  # fmt: skip
            if parameter is not None and parameter.annotation is not None:
                self.visit(parameter.annotation)
        if node.returns is not None:
            self.visit(node.returns)

    def visit_Lambda(self, node: ast.Lambda) -> None:  # noqa: N802
        self.visit_all(node.args.defaults)
        self.visit_all(node.args.kw_defaults)
        self.inside(self.scope.child(node), lambda: self.visit(node.body))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:  # noqa: N802
        self.visit_all(node.decorator_list)
        scope = self.scope.child(node)
        if scope.kind is ScopeKind.TYPE_PARAMETERS:
            self.inside(scope, lambda: self.generic_class(node))
        else:
            self.class_parts(node, scope)
        self.name(node.name)

    def generic_class(self, node: ast.ClassDef) -> None:
        self.visit_all(getattr(node, "type_params", ()))
        self.name(".type_params")
        self.class_parts(node, self.scope.child(node))

    def class_parts(self, node: ast.ClassDef, scope: Scope) -> None:
        self.inside(scope, lambda: self.visit_all(node.body))
        if scope.parent is self.scope and self.scope.kind is ScopeKind.TYPE_PARAMETERS:
            self.name(".generic_base")
        self.visit_all(node.bases)
        self.visit_all(node.keywords)

    # Type parameters and aliases.

    def visit_TypeVar(self, node: ast.AST) -> None:  # noqa: N802
        for role, expression in (
            ("bound", getattr(node, "bound", None)),
            ("default", getattr(node, "default_value", None)),
        ):
            if expression is not None:
                self.walk_in(self.scope.child(node, role), expression)
        self.name(node.name)  # type: ignore[attr-defined]

    visit_ParamSpec = visit_TypeVar  # noqa: N815
    visit_TypeVarTuple = visit_TypeVar  # noqa: N815

    def walk_in(self, scope: Scope, expression: ast.AST) -> None:
        self.inside(scope, lambda: self.visit(expression))

    def visit_TypeAlias(self, node: ast.AST) -> None:  # noqa: N802
        scope = self.scope.child(node)
        if scope.kind is ScopeKind.TYPE_PARAMETERS:
            self.inside(scope, lambda: self.generic_alias(node))
        else:
            self.walk_in(scope, node.value)  # type: ignore[attr-defined]
        self.visit(node.name)  # type: ignore[attr-defined]

    def generic_alias(self, node: ast.AST) -> None:
        self.visit_all(node.type_params)  # type: ignore[attr-defined]
        self.walk_in(self.scope.child(node), node.value)  # type: ignore[attr-defined]

    # Assignments.

    def visit_Assign(self, node: ast.Assign) -> None:  # noqa: N802
        self.visit(node.value)
        self.visit_all(node.targets)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:  # noqa: N802
        target = node.target
        if node.value is not None:
            self.visit(node.value)
            self.visit(target)
        elif not isinstance(target, ast.Name):
            # Without a value, what the target stands on is computed all the same.
            self.visit(target)
        evaluated = self.scope.frame_scope.is_namespace and not self.text_annotations
        if evaluated:
            self.visit(node.annotation)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:  # noqa: N802
        self.visit(node.value)
        self.visit(node.target)

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        self.name(node.id)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.name(node.asname or node.name.partition(".")[0])

    # Control flow.

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:  # noqa: N802
        self.visit(node.iter)
        self.unwinding.append(None)
        self.visit(node.target)
        self.visit_all(node.body)
        self.unwinding.pop()
        self.visit_all(node.orelse)

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_While(self, node: ast.While) -> None:  # noqa: N802
        self.unwinding.append(None)
        self.visit(node.test)
        self.visit_all(node.body)
        self.unwinding.pop()
        self.visit_all(node.orelse)

    def visit_Try(self, node: ast.Try) -> None:  # noqa: N802
        if node.finalbody:
            self.unwinding.append(node.finalbody)
        self.visit_all(node.body)
        self.visit_all(node.orelse)
        self.visit_all(node.handlers)
        if node.finalbody:
            self.unwinding.pop()
            self.visit_all(node.finalbody)

    visit_TryStar = visit_Try  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:  # noqa: N802
        if node.type is not None:
            self.visit(node.type)
        if node.name is not None:
            self.name(node.name)
        self.visit_all(node.body)

    def visit_Return(self, node: ast.Return) -> None:  # noqa: N802
        if node.value is not None:
            self.visit(node.value)
        self.unwind(0)

    def visit_Break(self, node: ast.Break | ast.Continue) -> None:  # noqa: N802
        depth = len(self.unwinding)
        while depth and self.unwinding[depth - 1] is not None:
            depth -= 1
        # Outside any loop, which is an error, everything is left before the compiler notices.
        self.unwind(depth)

    visit_Continue = visit_Break  # noqa: N815

    def unwind(self, depth: int) -> None:
        """Walk the ``finally`` bodies that a jump out of all blocks beyond ``depth`` runs, inmost first."""
        blocks = self.unwinding
        for position in range(len(blocks) - 1, depth - 1, -1):
            final = blocks[position]
            if final is not None:
                self.unwinding = blocks[:position]
                self.visit_all(final)
        self.unwinding = blocks

    # Patterns.

    def visit_match_case(self, node: ast.match_case) -> None:
        captures: list[str] = []
        self.visit_pattern(node.pattern, captures)
        for name in captures:
            self.name(name)
        if node.guard is not None:
            self.visit(node.guard)
        self.visit_all(node.body)

    def visit_pattern(self, node: ast.AST, captures: list[str]) -> None:
        """Walk the values in a pattern; collect the names that are bound when all of it has matched."""
        if isinstance(node, ast.expr):
            self.visit(node)
            return
        if isinstance(node, ast.MatchMapping):
            self.visit_all(node.keys)
        for part in pattern_parts(node):
            self.visit_pattern(part, captures)
        bound = node.rest if isinstance(node, ast.MatchMapping) else getattr(node, "name", None)
        if bound is not None and bound not in captures:
            captures.append(bound)

    # Expressions.

    def visit_Dict(self, node: ast.Dict) -> None:  # noqa: N802
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None:
                self.visit(key)
            self.visit(value)

    def visit_ListComp(self, node: ComprehensionNode) -> None:  # noqa: N802
        scope = self.scope.child(node)
        first = node.generators[0].iter
        if scope.inlined:
            self.visit(first)
        self.inside(scope, lambda: self.comprehension(node))
        if not scope.inlined:
            self.visit(first)

    visit_SetComp = visit_ListComp  # noqa: N815
    visit_DictComp = visit_ListComp  # noqa: N815
    visit_GeneratorExp = visit_ListComp  # noqa: N815

    def comprehension(self, node: ComprehensionNode) -> None:
        for position, generator in enumerate(node.generators):
            if position:
                self.visit(generator.iter)
            self.visit(generator.target)
            self.visit_all(generator.ifs)
        if isinstance(node, ast.DictComp):
            self.visit(node.key)
            self.visit(node.value)
        else:
            self.visit(node.elt)


def pattern_parts(node: ast.AST) -> list[ast.AST]:
    """The values and patterns directly inside a pattern, mapping keys apart, in the order of the compiler."""
    if isinstance(node, ast.MatchValue):
        return [node.value]
    if isinstance(node, ast.MatchClass):
        return [node.cls, *node.patterns, *node.kwd_patterns]
    if isinstance(node, ast.MatchAs):
        return [] if node.pattern is None else [node.pattern]
    if isinstance(node, ast.MatchSequence | ast.MatchMapping | ast.MatchOr):
        return [*node.patterns]
    return []


class VariableOrder(CodeOrder):
    """Lists each scope's local variables as they are met."""

    def __init__(self, module: Scope, *, text_annotations: bool) -> None:
        super().__init__(module, text_annotations=text_annotations)
        self.variables: dict[int, dict[str, None]] = {}

    def of(self, scope: Scope) -> dict[str, None]:
        found = self.variables.get(id(scope))
        if found is None:
            found = self.variables[id(scope)] = dict.fromkeys(scope.parameters)
        return found

    def name(self, name: str) -> None:
        scope = self.scope
        name = scope.mangle(name)
        while scope.inlined and name not in scope.isolated:
            assert scope.parent is not None
            scope = scope.parent
        if not scope.is_namespace and scope.found.get(name) is Where.LOCAL:
            self.of(scope.frame_scope).setdefault(name)

    def comprehension(self, node: ComprehensionNode) -> None:
        if self.scope.inlined:
            frame = self.scope.frame_scope
            in_class = self.scope.parent is frame and frame.kind is ScopeKind.CLASS
            for name, uses in self.scope.uses.items():
                # An inlined comprehension puts the outer values of its variables away before it begins; CPython
                # takes a global bound by `:=` for one, and in a class every name, to no effect.
                if in_class or (uses & Uses.LOCAL and not uses & Uses.NONLOCAL):
                    self.of(frame).setdefault(name)
        super().comprehension(node)

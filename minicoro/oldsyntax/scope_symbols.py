"""The first scope pass: which scopes there are, and what each of them does with each name.

The order of the visits is that of CPython's symbol pass; in comprehensions it decides the order of variables.
Nothing is refused here: programs that CPython rejects get some answer, and ``rules.check`` rejects them.
"""

from __future__ import annotations
import __future__

import sys
from _weakref import ref

from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.scope_model import NO_USE, Scope, ScopeKind, Uses, mangle
from minicoro.oldsyntax.scope_walk import Walker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

COMPREHENSION_NAMES = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.DictComp: "<dictcomp>",
    ast.GeneratorExp: "<genexpr>",
}

# With type parameters, annotations moved inside their scope, and behind the decorators.
HAS_TYPE_PARAMETERS = sys.version_info >= (3, 12)


def has_future_annotations(tree: ast.AST, flags: int = 0) -> bool:
    """Whether annotations are kept as text: by the tree's own future import or by a compiler flag."""
    if flags & __future__.annotations.compiler_flag:
        return True
    for statement in getattr(tree, "body", None) or () if not isinstance(tree, ast.Expression) else ():
        if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__" or statement.level:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue
            return False
        if "annotations" in [alias.name for alias in statement.names]:
            return True
    return False


def parameter_nodes(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters, in the order of ``co_varnames``."""
    found = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return found + [arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None]


class SymbolPass(Walker):
    """Fills ``uses``, ``parameters``, flags and children of a module's scopes."""

    def __init__(self, tree: ast.AST, flags: int) -> None:
        super().__init__()
        self.text_annotations = has_future_annotations(tree, flags)
        self.top_level_await = bool(flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        self.module = Scope(ScopeKind.MODULE, tree, "<module>", None)
        self.scope = self.module
        self.private: str | None = None
        self.target_of: Scope | None = None
        """The comprehension whose iteration target is being visited."""

    # Names.

    def mangled(self, name: str) -> str:
        scope = self.scope
        if scope.private_only is not None and name not in scope.private_only:
            return name
        return mangle(self.private, name)

    def add(self, name: str, use: int, scope: Scope | None = None) -> None:
        scope = scope or self.scope
        name = self.mangled(name)
        if self.target_of is scope:
            use |= Uses.ITERATION
        scope.uses[name] = scope.uses.get(name, NO_USE) | use
        if use & Uses.PARAMETER:
            scope.arguments.append(name)
        elif use & Uses.GLOBAL:
            # A `global` anywhere makes the name an explicit global of the module's own text too.
            self.module.uses[name] = self.module.uses.get(name, NO_USE) | Uses.GLOBAL

    def enter(self, kind: ScopeKind, node: ast.AST, name: str, role: str = "") -> Scope:
        parent = self.scope
        scope = Scope(kind, node, name, ref(parent), self.private)
        if kind is not ScopeKind.CLASS:
            scope.private_only = parent.private_only
        scope.is_nested = parent.is_nested or not parent.is_namespace
        parent.add_child(scope, role)
        self.scope = scope
        return scope

    def leave(self) -> None:
        assert self.scope.parent is not None
        self.scope = self.scope.parent

    # Functions and classes.

    def visit_FunctionDef(self, node: FunctionNode) -> None:  # noqa: N802
        self.add(node.name, Uses.LOCAL)
        self.visit_defaults(node.args)
        if not HAS_TYPE_PARAMETERS:
            self.visit_annotations(node)
        self.visit_all(node.decorator_list)
        type_parameters: list[ast.AST] = getattr(node, "type_params", [])
        if type_parameters:
            self.enter_type_parameters(node, node.name, type_parameters)
        if HAS_TYPE_PARAMETERS:
            self.visit_annotations(node)
        scope = self.enter(ScopeKind.FUNCTION, node, node.name)
        scope.is_async = isinstance(node, ast.AsyncFunctionDef)
        self.visit_parameters(node.args)
        self.visit_all(node.body)
        self.leave()
        if type_parameters:
            self.leave()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_Lambda(self, node: ast.Lambda) -> None:  # noqa: N802
        self.visit_defaults(node.args)
        self.enter(ScopeKind.LAMBDA, node, "<lambda>")
        self.visit_parameters(node.args)
        self.visit(node.body)
        self.leave()

    def visit_defaults(self, arguments: ast.arguments) -> None:
        self.visit_all(arguments.defaults)
        self.visit_all(arguments.kw_defaults)

    def visit_parameters(self, arguments: ast.arguments) -> None:
        for parameter in parameter_nodes(arguments):
            self.add(parameter.arg, Uses.PARAMETER)

    def visit_annotations(self, node: FunctionNode) -> None:
        for parameter in parameter_nodes(node.args):
            if parameter.annotation is not None:
                self.visit_annotation(parameter.annotation)
        if node.returns is not None:
            self.visit_annotation(node.returns)

    def visit_annotation(self, annotation: ast.expr) -> None:
        # One that is kept as text does nothing with any name.
        if not self.text_annotations:
            self.visit(annotation)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:  # noqa: N802
        self.add(node.name, Uses.LOCAL)
        self.visit_all(node.decorator_list)
        outer = self.private
        type_parameters: list[ast.AST] = getattr(node, "type_params", [])
        if type_parameters:
            self.private = node.name
            self.enter_type_parameters(node, node.name, type_parameters)
        self.visit_all(node.bases)
        self.visit_all(node.keywords)
        self.private = node.name
        self.enter(ScopeKind.CLASS, node, node.name)
        if type_parameters:
            self.add("__type_params__", Uses.LOCAL)
            self.add(".type_params", Uses.READ)
        self.visit_all(node.body)
        self.leave()
        if type_parameters:
            self.leave()
        self.private = outer

    # Type parameters and aliases.

    def enter_type_parameters(self, node: ast.AST, name: str, type_parameters: Sequence[ast.AST]) -> None:
        in_class = self.scope.kind is ScopeKind.CLASS
        scope = self.enter(ScopeKind.TYPE_PARAMETERS, node, f"<generic parameters of {name}>")
        if in_class:
            self.see_class()
        if isinstance(node, ast.ClassDef):
            if sys.version_info >= (3, 13):
                scope.private_only = {getattr(parameter, "name", "") for parameter in type_parameters}
            self.add(".type_params", Uses.LOCAL | Uses.READ)
            self.add(".generic_base", Uses.LOCAL | Uses.READ)
        elif isinstance(node, FunctionNode):
            self.add(".defaults", Uses.PARAMETER)  # CPython's has it whether or not there are any.
            if set(node.args.kw_defaults) - {None}:
                self.add(".kwdefaults", Uses.PARAMETER)
        self.visit_all(type_parameters)

    def see_class(self) -> None:
        self.scope.sees_class = True
        self.add("__classdict__", Uses.READ)

    def visit_TypeVar(self, node: ast.AST) -> None:  # noqa: N802
        name: str = node.name  # type: ignore[attr-defined]
        self.add(name, Uses.TYPE_PARAMETER | Uses.LOCAL)
        for role, expression in (
            ("bound", getattr(node, "bound", None)),
            ("default", getattr(node, "default_value", None)),
        ):
            if expression is not None:
                sees_class = self.scope.sees_class
                self.enter(ScopeKind.TYPE_VARIABLE, node, name, role)
                if sees_class:
                    self.see_class()
                self.visit(expression)
                self.leave()

    visit_ParamSpec = visit_TypeVar  # noqa: N815
    visit_TypeVarTuple = visit_TypeVar  # noqa: N815

    def visit_TypeAlias(self, node: ast.AST) -> None:  # noqa: N802
        self.visit(node.name)  # type: ignore[attr-defined]
        name: str = node.name.id  # type: ignore[attr-defined]
        type_parameters: list[ast.AST] = node.type_params  # type: ignore[attr-defined]
        in_class = self.scope.kind is ScopeKind.CLASS
        if type_parameters:
            self.enter_type_parameters(node, name, type_parameters)
        self.enter(ScopeKind.TYPE_ALIAS, node, name)
        if in_class:
            self.see_class()
        self.visit(node.value)  # type: ignore[attr-defined]
        self.leave()
        if type_parameters:
            self.leave()

    # Statements that bind or declare.

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:  # noqa: N802
        if not isinstance(node.target, ast.Name):
            self.visit(node.target)
        elif node.simple:
            self.add(node.target.id, Uses.ANNOTATED | Uses.LOCAL)
        elif node.value is not None:
            self.add(node.target.id, Uses.LOCAL)
        self.visit_annotation(node.annotation)
        if node.value is not None:
            self.visit(node.value)

    def visit_Try(self, node: ast.Try) -> None:  # noqa: N802
        self.visit_all(node.body)
        if sys.version_info < (3, 13):
            self.visit_all(node.orelse)
        self.visit_all(node.handlers)
        if sys.version_info >= (3, 13):
            self.visit_all(node.orelse)
        self.visit_all(node.finalbody)

    visit_TryStar = visit_Try  # noqa: N815

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:  # noqa: N802
        if node.type is not None:
            self.visit(node.type)
        if node.name is not None:
            self.add(node.name, Uses.LOCAL)
        self.visit_all(node.body)

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.add(node.asname or node.name.partition(".")[0], Uses.IMPORT)

    def visit_Global(self, node: ast.Global) -> None:  # noqa: N802
        for name in node.names:
            self.add(name, Uses.GLOBAL)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:  # noqa: N802
        for name in node.names:
            self.add(name, Uses.NONLOCAL)

    def visit_Return(self, node: ast.Return) -> None:  # noqa: N802
        if node.value is not None:
            self.scope.has_return_value = True
            self.visit(node.value)

    def visit_AsyncFor(self, node: ast.AsyncFor | ast.AsyncWith) -> None:  # noqa: N802
        self.await_in_module()
        self.visit_fields(node)

    visit_AsyncWith = visit_AsyncFor  # noqa: N815

    def await_in_module(self) -> None:
        if self.top_level_await and self.scope.kind is ScopeKind.MODULE:
            self.scope.is_async = True

    # Patterns.

    def visit_MatchAs(self, node: ast.MatchAs) -> None:  # noqa: N802
        if node.pattern is not None:
            self.visit(node.pattern)
        if node.name is not None:
            self.add(node.name, Uses.LOCAL)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:  # noqa: N802
        if node.name is not None:
            self.add(node.name, Uses.LOCAL)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:  # noqa: N802
        self.visit_fields(node)
        if node.rest is not None:
            self.add(node.rest, Uses.LOCAL)

    # Expressions.

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        reading = isinstance(node.ctx, ast.Load)
        if reading and node.id == "__debug__":
            return  # The compiler puts the constant in its place.
        self.add(node.id, Uses.READ if reading else Uses.LOCAL)
        if reading and node.id == "super" and not self.scope.is_namespace:
            self.add("__class__", Uses.READ)

    def visit_Yield(self, node: ast.Yield | ast.YieldFrom) -> None:  # noqa: N802
        self.visit_fields(node)
        self.scope.has_yield = True

    visit_YieldFrom = visit_Yield  # noqa: N815

    def visit_Await(self, node: ast.Await) -> None:  # noqa: N802
        self.visit(node.value)
        self.scope.is_async = True

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:  # noqa: N802
        if self.scope.kind is ScopeKind.COMPREHENSION:
            self.bind_outside_comprehensions(node.target.id)
        self.visit(node.value)
        self.visit(node.target)

    def bind_outside_comprehensions(self, name: str) -> None:
        owner = self.scope
        while owner.kind is ScopeKind.COMPREHENSION and owner.parent is not None:
            owner = owner.parent
        if owner.kind is ScopeKind.MODULE:
            self.add(name, Uses.GLOBAL)
            return
        declared_global = owner.uses.get(self.mangled(name), NO_USE) & Uses.GLOBAL
        self.add(name, Uses.GLOBAL if declared_global else Uses.NONLOCAL)
        self.add(name, Uses.LOCAL, owner)

    def visit_ListComp(self, node: ComprehensionNode) -> None:  # noqa: N802
        first = node.generators[0]
        self.visit_iterable(first.iter)
        is_generator = isinstance(node, ast.GeneratorExp)
        scope = self.enter(ScopeKind.COMPREHENSION, node, COMPREHENSION_NAMES[type(node)])
        scope.is_async = bool(first.is_async)
        self.add(".0", Uses.PARAMETER)
        self.visit_iteration_target(first.target)
        self.visit_all(first.ifs)
        for generator in node.generators[1:]:
            self.visit_iteration_target(generator.target)
            self.visit_iterable(generator.iter)
            self.visit_all(generator.ifs)
            scope.is_async |= bool(generator.is_async)
        if isinstance(node, ast.DictComp):
            self.visit(node.value)
            self.visit(node.key)
        else:
            self.visit(node.elt)
        scope.has_yield = is_generator
        self.leave()
        if scope.must_be_awaited:
            self.scope.is_async = True
        elif scope.is_async:
            self.await_in_module()

    visit_SetComp = visit_ListComp  # noqa: N815
    visit_DictComp = visit_ListComp  # noqa: N815
    visit_GeneratorExp = visit_ListComp  # noqa: N815

    def visit_iteration_target(self, target: ast.expr) -> None:
        outer, self.target_of = self.target_of, self.scope
        self.visit(target)
        self.target_of = outer

    def visit_iterable(self, iterable: ast.expr) -> None:
        self.visit(iterable)


def collect(tree: ast.AST, flags: int = 0) -> Scope:
    """The module scope, with all scopes inside and their uses; nothing is resolved yet."""
    symbols = SymbolPass(tree, flags)
    symbols.visit_fields(tree)
    return symbols.module

"""The scope that each name belongs to: Language Reference, "Naming and binding", before anything runs.

`analyse` gives every node that opens a scope a `Scope`, as its attribute ``scope``.  The host's compiler finds the scopes
of plain code itself; lowering needs them before a machine is made, and the walking interpreter needs them for each name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from ..core.versions import RULES
from .forms import Definition

FROM_EXPRESSIONS = ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>")
"""The names of the functions made of comprehensions and generator expressions."""
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Where(Enum):
    """Where a variable is stored."""

    LOCAL = "local"
    CELL = "cell"  # a variable of this function that inner functions capture
    FREE = "free"  # a captured variable of an outer function
    GLOBAL = "global"  # a global or a builtin
    MAPPED = "mapped"  # in the namespace of a module or class first, then as GLOBAL
    OUTER = "outer"  # as in the scope around: comprehensions and type parameters


LOCAL, CELL, FREE, GLOBAL, MAPPED, OUTER = Where  # on 3.11 reading an attribute of an Enum is slow


class Scope:
    """The names of one module, class, function, comprehension or list of type parameters.

    bound: names that are bound here.  order: the same names and those of comprehensions in it, in the order of the text.
    cells: its variables that inner functions capture.  free: captured variables of outer functions.  private: the class by
    whose name private names are mangled here, or None.
    """

    def __init__(self, kind: str, name: str, parent: Scope | None) -> None:
        self.kind, self.name, self.parent = kind, name, parent
        self.private: str | None = None if parent is None else parent.private
        self.bound: set[str] = set()
        self.order: dict[str, None] = {}
        self.used: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.cells: set[str] = set()
        self.free: set[str] = set()
        self.children: list[Scope] = []
        self.parameters: tuple[str, ...] = ()
        self.is_annotations = False  # PEP 649; functions in annotations are named as if they were outside
        self.is_lazy = False  # PEP 695: evaluated later
        self._known: dict[str, Where] = {}
        if parent is not None:
            parent.children.append(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Scope:
        return self

    def release(self) -> None:
        """Drop the references to other scopes after the last look-up, so that no cycle is left."""
        for child in self.children:
            child.release()
        self.children, self.parent = [], None

    @property
    def is_transparent(self) -> bool:
        """Whether this scope uses the variables of the scope around it directly, without cells."""
        return self.kind in ("comprehension", "type parameters")

    @property
    def definer(self) -> Scope | None:
        """This scope, or the nearest one around it, that has variables of its own: a module, class or function."""
        found: Scope | None = self
        while found is not None and found.is_transparent:
            found = found.parent
        return found

    @property
    def qualname(self) -> str:
        """``__qualname__`` of the function or class that has this scope (PEP 3155).

        Rule: comprehension/scope
        """
        outer = None if self.parent is None else self.parent.definer
        if outer is not None and outer.is_annotations and outer.parent is not None:
            outer = outer.parent.definer
        if outer is None or outer.kind == "module" or self.mangle(self.name) in outer.globals:
            return self.name
        if outer.name not in FROM_EXPRESSIONS:
            return outer.qualname + (".<locals>." if outer.kind == "function" else ".") + self.name
        if outer.name != "<genexpr>" and RULES.inlines_comprehensions:
            return outer.qualname.removesuffix(outer.name) + self.name
        return f"{outer.qualname}.{self.name}"

    def own_names(self, others: set[str] | frozenset[str] = frozenset()) -> list[str]:
        """The variables of this function without ``others``, in the order of the text."""
        own = self.bound - self.nonlocals - self.globals - others
        return [name for name in self.order if name in own and name[0] != "$"]

    def mangle(self, name: str) -> str:
        """A name as it is stored, a class's private name mangled: Language Reference, "Private name mangling"."""
        if self.private is None or not name.startswith("__") or name.endswith("__") or "." in name:
            return name
        return f"_{self.private}{name}"

    def where(self, name: str) -> Where:
        """Where the (mangled) name is stored, seen from this scope.

        Rule: names/class-body-free-variable, names/type-scope-in-class
        """
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._find(name)
        return found

    def _find(self, name: str) -> Where:
        if name in self.globals:
            return GLOBAL
        if name not in self.bound and self.is_transparent:
            return OUTER
        if self.kind in ("module", "class") and name not in self.nonlocals:
            return MAPPED
        if name in self.cells:
            return CELL
        if name in self.free:
            return FREE
        return LOCAL if name in self.bound or name[0] == "$" else GLOBAL

    def adopt(self, name: str) -> bool:
        """Make a comprehension's variable a variable of this scope.  False: the name has another meaning here."""
        if name in self.bound | self.globals | self.nonlocals | self.free or self.uses(name):
            return False
        self.bound.add(name)
        self.order.setdefault(name)
        self._known.pop(name, None)
        return True

    def uses(self, name: str) -> bool:
        """Whether ``name`` is used here, or in an inner scope where it would mean a variable of this scope."""
        inner = [each for each in self.children if each.kind == "class" or name not in each.bound]
        return name in self.used or any([each.uses(name) for each in inner if name not in each.globals])

    def owns(self, name: str) -> bool:
        """Whether ``name`` in inner functions means a variable of this scope."""
        if self.kind == "class":
            return name in ("__class__", "__classdict__")
        return name in self.bound and name not in self.globals and name not in self.nonlocals

    def resolve(self) -> None:
        """Find the owner of every name that is used here and bound in an outer scope (CPython's ``analyze_block``).

        Rule: names/resolution
        """
        for name in (self.used | self.nonlocals) - (self.bound - self.nonlocals) - self.globals:
            owner, through = self.parent, [self]
            while owner is not None and not owner.owns(name) and (owner.kind == "class" or name not in owner.globals):
                through.append(owner)
                owner = owner.parent
            if owner is not None and owner.kind != "module" and owner.owns(name):
                capturing = [scope for scope in through if not scope.is_transparent]
                for scope in capturing:
                    scope.free.add(name)
                if capturing or any([scope.is_lazy for scope in through]):
                    owner.cells.add(name)
        for child in self.children:
            child.resolve()


def parameters(args: ast.arguments) -> list[ast.arg]:
    """The parameters of a function, in the order of CPython's ``co_varnames``."""
    stars = [[] if star is None else [star] for star in (args.vararg, args.kwarg)]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *stars[0], *stars[1]]


class _Analysis(ast.NodeVisitor):
    """Visits a tree once.  scope: that of the visited node; module: the outermost one."""

    def __init__(self, module: ast.AST) -> None:
        self.scope = self.module = Scope("module", "<module>", None)
        self.inside(self.module, lambda: self.generic_visit(module), module)
        self.module.resolve()

    def bind(self, name: str) -> None:
        mangled, definer = self.scope.mangle(name), self.scope.definer
        self.scope.bound.add(mangled)
        (definer or self.scope).order.setdefault(mangled)

    def each(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def inside(
        self, scope: Scope, visit: Callable[[], object], node: ast.AST | None = None, field: str = "scope"
    ) -> None:
        """Visit in another scope.  node: that which opens this scope, and gets it as an attribute."""
        if node is not None:
            setattr(node, field, scope)
        outer, self.scope = self.scope, scope
        visit()
        self.scope = outer

    def visit_Name(self, node: ast.Name) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.bind(node.id)
            return
        self.scope.used.add(self.scope.mangle(node.id))
        if node.id == "super" and self.scope.kind != "module":
            self.scope.used.add("__class__")

    def visit_Assign(self, node: ast.Assign) -> None:
        self.each([node.value, *node.targets])

    def visit_Global(self, node: ast.Global) -> None:
        names = [self.scope.mangle(name) for name in node.names]
        self.scope.globals.update(names)
        self.module.globals.update(names)  # ``exec`` with two mappings: the module uses globals, too

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocals.update([self.scope.mangle(name) for name in node.names])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """PEP 572: the target is bound outside of all comprehensions and generator expressions around it."""
        outer = owner = self.scope
        generators, name = [], outer.mangle(node.target.id)
        while owner.parent is not None and (owner.kind == "comprehension" or owner.name in FROM_EXPRESSIONS):
            owner.used.add(name)
            if owner.kind == "function":
                generators.append(owner)
            owner = owner.parent
        is_global = owner.kind != "function" or name in owner.globals
        for scope in generators:
            (scope.globals if is_global else scope.nonlocals).add(name)
        self.inside(owner, lambda: self.visit(node.target))
        self.visit(node.value)

    def with_type_parameters(self, node: Any, visit: Callable[[], object]) -> None:
        """PEP 695: type parameters have a scope between the statement's scope and that of the definition.

        Rule: type-parameters/lazy
        """
        found = getattr(node, "type_params", ())
        if not found:
            visit()
            return

        def inside() -> None:
            self.each(found)
            visit()

        scope = Scope("type parameters", "<type parameters>", self.scope)
        self.inside(scope, inside, node, "parameter_scope")

    def _type_parameter(self, node: Any) -> None:
        self.bind(node.name)
        self.later([getattr(node, "bound", None), getattr(node, "default_value", None)])

    visit_TypeVar = visit_ParamSpec = visit_TypeVarTuple = _type_parameter

    def visit_TypeAlias(self, node: Any) -> None:
        self.visit(node.name)
        self.with_type_parameters(node, lambda: self.later([node.value]))

    def later(self, nodes: Iterable[ast.AST | None]) -> None:
        """PEP 695: these are evaluated lazily, so they capture the variables that they use.

        Rule: type-parameters/lazy
        """
        scope = Scope("type parameters", "<lazy>", self.scope)
        scope.is_lazy = True
        self.inside(scope, lambda: self.each(nodes))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.bind(node.name)
        self.each([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults])

        def rest() -> None:
            self.annotations(node, [*[arg.annotation for arg in parameters(node.args)], node.returns])
            self.function(node, node.name, node.body)

        self.with_type_parameters(node, rest)

    visit_AsyncFunctionDef = visit_FunctionDef

    def annotations(self, owner: ast.AST, nodes: list[ast.expr | None]) -> None:
        """PEP 649: from 3.14 on annotations are evaluated in a function of their own, which can read the names of a class."""
        if RULES.lazy_annotations and any([node is not None for node in nodes]):
            scope = Scope("function", "__annotate__", self.scope)
            scope.parameters, scope.is_annotations = (".format",), True  # the annotations may use a variable `format`
            scope.bound.add(".format")
            around = self.scope.definer
            if around is not None and around.kind == "class":
                scope.used.add("__classdict__")
            self.inside(scope, lambda: self.each(nodes), owner, "annotation_scope")
        else:
            self.each(nodes)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.simple or node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)  # ``(x): int`` alone does not make a variable
        if self.scope.kind != "function":
            self.annotations(node, [node.annotation])
        else:  # annotations of a function's variables are not evaluated
            self.inside(Scope("function", "__annotate__", None), lambda: self.visit(node.annotation))
        self.each([node.value])

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.each([*node.args.defaults, *node.args.kw_defaults])
        self.function(node, "<lambda>", [node.body])

    def visit_Definition(self, node: Definition) -> None:
        inner = node.function
        self.each([*inner.args.defaults, *inner.args.kw_defaults])
        self.function(inner, inner.name, inner.body)

    def function(self, node: Function, name: str, body: Iterable[ast.AST]) -> None:
        scope = Scope("function", name, self.scope)
        scope.parameters = tuple([scope.mangle(arg.arg) for arg in parameters(node.args)])
        scope.bound.update(scope.parameters)
        scope.order.update(dict.fromkeys(scope.parameters))
        self.inside(scope, lambda: self.each(body), node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node.name)
        self.each(node.decorator_list)

        def rest() -> None:
            self.each([*node.bases, *node.keywords])
            scope = Scope("class", node.name, self.scope)
            scope.private = node.name.lstrip("_") or None
            self.inside(scope, lambda: self.each(node.body), node)

        self.with_type_parameters(node, rest)

    def visit_comprehension_of(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> None:
        first = node.generators[0]
        self.visit(first.iter)

        def visit() -> None:
            for generator in node.generators:
                self.visit(generator.target)
                if generator is not first:
                    self.visit(generator.iter)
                self.each(generator.ifs)
            self.each([node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt])

        scope = Scope("comprehension", "<comprehension>", self.scope)
        self.inside(scope, visit, node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_of

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.bind((node.asname or node.name).split(".")[0])

    def _named(self, node: Any) -> None:
        self.each([getattr(node, "type", None), getattr(node, "pattern", None)])
        if node.name is not None:
            self.bind(node.name)
        self.each(getattr(node, "body", []))

    visit_ExceptHandler = visit_MatchAs = visit_MatchStar = _named

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest is not None:
            self.bind(node.rest)


def analyse(tree: ast.AST) -> Scope:
    """Give each node of ``tree`` that opens a scope its ``scope``; return the module's scope."""
    return _Analysis(tree).scope


def stored_on_self(nodes: Iterable[ast.AST], is_inside: bool) -> set[str]:
    """The attributes that functions of a class assign to ``self``: ``__static_attributes__`` (3.13)."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_inside:
            found |= {node.attr} if isinstance(node.value, ast.Name) and node.value.id == "self" else set()
        if not isinstance(node, ast.ClassDef) and (not isinstance(node, ast.AnnAssign) or node.value is not None):
            parts = [node.value] if isinstance(node, ast.AugAssign) else ast.iter_child_nodes(node)
            found |= stored_on_self(
                parts, is_inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            )
    return found

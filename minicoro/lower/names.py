"""Which scope each name belongs to: Language Reference, "Naming and binding", before anything runs.

`analyse` gives every node that opens a scope a `Scope`, as its attribute ``scope``.  The host's compiler finds scopes of
its own in plain code; a machine needs them before it is lowered, and the walking interpreter at each name.
"""

from __future__ import annotations
import __future__

import ast
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from ..core.versions import RULES
from .visiting import Transformer, children, located, walk

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
FROM_EXPRESSIONS = ("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>")
"""The names of functions that are made of expressions with ``for``."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

DEFERRED_ANNOTATIONS = hasattr((lambda: None), "__annotate__")
"""PEP 649: whether the host evaluates annotations only when they are asked for."""


class Where(Enum):
    """Where the value of a name is found."""

    LOCAL = "local"
    CELL = "cell"  # a variable of this function that inner functions capture
    FREE = "free"  # a captured variable of an outer function
    GLOBAL = "global"  # a global or a builtin
    MAPPED = "mapped"  # in the namespace of a module or class first, then as GLOBAL
    OUTER = "outer"  # wherever it is for the scope around: comprehensions and type parameters


def _folds(text: str) -> bool:
    """Whether the host makes a tuple of the list that this text iterates over."""
    code = compile(text, "<tried>", "exec")
    inner = [constant.co_consts for constant in code.co_consts if hasattr(constant, "co_consts")]
    return any([(1,) in constants for constants in [code.co_consts, *inner]])


FOLDS_IN_LOOPS, FOLDS_IN_EXPRESSIONS = _folds("for x in [1]: pass"), _folds("(x for x in [1])")
"""A list of constants that is only iterated over is a tuple, a set a frozenset (CPython's ``fold_iter``)."""


def folds(generator: ast.comprehension, of_generator: bool = False) -> bool:
    """Whether CPython does so in a comprehension, or in the first ``for`` of a generator expression; from 3.14 only for
    GET_ITER.  An ``async for`` statement never does.
    """
    if generator.is_async:
        return RULES.folds_async
    return FOLDS_IN_EXPRESSIONS if of_generator else FOLDS_IN_LOOPS


def folded(source: ast.expr, folds: bool) -> ast.expr:
    """What is iterated over, as CPython's compiler has it (``fold_iter``)."""
    if not folds or not isinstance(source, ast.List | ast.Set):
        return source
    values = [item.value for item in source.elts if isinstance(item, ast.Constant)]
    if len(values) < len(source.elts):
        return source
    value: Any = tuple(values) if isinstance(source, ast.List) else frozenset(values)
    return ast.copy_location(ast.Constant(value), source)


class Definition(ast.expr):
    """An expression whose value is a function: that of a generator expression, or a lambda that suspends.

    function: the definition; its defaults are evaluated where the expression stands.  written: the expression itself, for
    those who look; the first iterable of a generator expression is ``.0`` there.
    """

    _fields = ("function",)
    function: ast.FunctionDef | ast.AsyncFunctionDef
    written: ast.GeneratorExp | ast.Lambda

    def __deepcopy__(self, memo: dict[int, Any]) -> Definition:
        return self


class Scope:
    """The names of one module, class, function, comprehension or list of type parameters.

    bound: names that are bound here.  cells: those of them that inner functions capture.  free: names captured from
    outer functions.  private: the class whose private names are mangled here, or None.
    """

    def __init__(self, kind: str, name: str, parent: Scope | None, private: str | None = None) -> None:
        self.kind, self.name, self.parent, self.private = kind, name, parent, private
        self.bound: set[str] = set()
        self.used: set[str] = set()
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()
        self.cells: set[str] = set()
        self.free: set[str] = set()
        self.children: list[Scope] = []
        self.parameters: tuple[str, ...] = ()
        self._known: dict[str, Where] = {}
        if parent is not None:
            parent.children.append(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Scope:
        return self

    def release(self) -> None:
        """Let go of the other scopes, once nothing is looked up any more: they are no cycle then."""
        for child in self.children:
            child.release()
        self.children, self.parent = [], None

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self if self.parent is None else self.parent.module

    @property
    def is_transparent(self) -> bool:
        """Whether there are no cells between this scope and the one around it: it looks into that one's variables."""
        return self.kind in ("comprehension", "type parameters")

    @property
    def definer(self) -> Scope | None:
        """This scope, or the nearest around it, that has variables of its own: a module, class or function."""
        found: Scope | None = self
        while found is not None and found.is_transparent:
            found = found.parent
        return found

    @property
    def qualname(self) -> str:
        """``__qualname__`` of what is defined by this scope (PEP 3155)."""
        outer = None if self.parent is None else self.parent.definer
        if outer is None or outer.kind == "module" or self.mangle(self.name) in outer.globals:
            return self.name
        return outer.qualname + (".<locals>." if outer.kind == "function" else ".") + self.name

    def mangle(self, name: str) -> str:
        """A private name of a class as it is stored: Language Reference, "Private name mangling"."""
        if self.private is None or not name.startswith("__") or name.endswith("__") or "." in name:
            return name
        return f"_{self.private}{name}"

    def where(self, name: str) -> Where:
        """Where the (mangled) name is found from here.

        Rule: names/class-body-free-variable, names/type-scope-in-class
        """
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._find(name)
        return found

    def _find(self, name: str) -> Where:
        if name in self.globals:
            return Where.GLOBAL
        if name not in self.bound and self.is_transparent:
            return Where.OUTER
        if self.kind in ("module", "class") and name not in self.nonlocals:
            return Where.MAPPED
        if name in self.cells:
            return Where.CELL
        if name in self.free:
            return Where.FREE
        return Where.LOCAL if name in self.bound or name[0] == "$" else Where.GLOBAL

    def adopt(self, name: str) -> bool:
        """Take a comprehension's variable in as one of this scope's, unless the name means something else here."""
        if name in self.bound | self.used | self.globals | self.nonlocals | self.free:
            return False
        self.bound.add(name)
        self._known.pop(name, None)
        return True

    def owns(self, name: str) -> bool:
        """Whether inner functions that use ``name`` mean a variable of this scope."""
        if self.kind == "class":
            return name in ("__class__", "__classdict__")
        return name in self.bound and name not in self.globals and name not in self.nonlocals

    def resolve(self) -> None:
        """Find the owner of every name that is used here and bound outside (CPython's ``analyze_block``).

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
                if capturing:
                    owner.cells.add(name)
        for child in self.children:
            child.resolve()


def parameters(args: ast.arguments) -> list[ast.arg]:
    """The parameters of a function, in the order of its variables."""
    stars = [[] if star is None else [star] for star in (args.vararg, args.kwarg)]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *stars[0], *stars[1]]


class _Analysis(ast.NodeVisitor):
    """Walks a tree once; `scope` is the one that the visited node runs in."""

    def __init__(self, module: ast.AST) -> None:
        self.scope = Scope("module", "<module>", None)
        self.attach(module, self.scope)
        self.generic_visit(module)
        self.scope.resolve()

    @staticmethod
    def attach(node: ast.AST, scope: Scope, field: str = "scope") -> None:
        setattr(node, field, scope)

    def bind(self, name: str) -> None:
        self.scope.bound.add(self.scope.mangle(name))

    def each(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def inside(self, scope: Scope, visit: Callable[[], object]) -> None:
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

    def visit_Global(self, node: ast.Global) -> None:
        names = [self.scope.mangle(name) for name in node.names]
        self.scope.globals.update(names)
        self.scope.module.globals.update(
            names
        )  # the module's own uses mean its globals then (``exec`` with two mappings)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocals.update([self.scope.mangle(name) for name in node.names])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """PEP 572: binds around all comprehensions and generator expressions."""
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
        """PEP 695: type parameters are a scope between the statement and what it defines.

        Rule: type-parameters/lazy
        """
        found = getattr(node, "type_params", ())
        if not found:
            visit()
            return

        def inside() -> None:
            self.each(found)
            visit()

        scope = Scope("type parameters", "<type parameters>", self.scope, self.scope.private)
        self.attach(node, scope, "parameter_scope")
        self.inside(scope, inside)

    def _type_parameter(self, node: Any) -> None:
        self.bind(node.name)
        self.each([getattr(node, "bound", None), getattr(node, "default_value", None)])

    visit_TypeVar = visit_ParamSpec = visit_TypeVarTuple = _type_parameter

    def visit_TypeAlias(self, node: Any) -> None:
        self.visit(node.name)
        self.with_type_parameters(node, lambda: self.visit(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.bind(node.name)
        self.each([*node.decorator_list, *node.args.defaults, *node.args.kw_defaults])

        def rest() -> None:
            self.annotations(node, [*[arg.annotation for arg in parameters(node.args)], node.returns])
            self.function(node, node.name, node.body)

        self.with_type_parameters(node, rest)

    visit_AsyncFunctionDef = visit_FunctionDef

    def annotations(self, owner: ast.AST, nodes: list[ast.expr | None]) -> None:
        """PEP 649: from 3.14 on annotations are evaluated in a function of their own, which sees the names of a class."""
        if DEFERRED_ANNOTATIONS and any([node is not None for node in nodes]):
            scope = Scope("function", "__annotate__", self.scope, self.scope.private)
            scope.parameters = ("format",)
            scope.bound.add("format")
            around = self.scope.definer
            if around is not None and around.kind == "class":
                scope.used.add("__classdict__")
            self.attach(owner, scope, "annotation_scope")
            self.inside(scope, lambda: self.each(nodes))
        else:
            self.each(nodes)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.simple or node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)  # ``(x): int`` alone does not make a variable
        if self.scope.kind != "function":  # annotations of a function's variables are not evaluated
            self.annotations(node, [node.annotation])
        self.each([node.value])

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.each([*node.args.defaults, *node.args.kw_defaults])
        self.function(node, "<lambda>", [node.body])

    def visit_Definition(self, node: Definition) -> None:
        inner = node.function
        self.each([*inner.args.defaults, *inner.args.kw_defaults])
        self.function(inner, inner.name, inner.body)

    def function(self, node: Function, name: str, body: Iterable[ast.AST]) -> None:
        scope = Scope("function", name, self.scope, self.scope.private)
        scope.parameters = tuple([scope.mangle(arg.arg) for arg in parameters(node.args)])
        scope.bound.update(scope.parameters)
        self.attach(node, scope)
        self.inside(scope, lambda: self.each(body))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node.name)
        self.each(node.decorator_list)

        def rest() -> None:
            self.each([*node.bases, *node.keywords])
            scope = Scope("class", node.name, self.scope, node.name.lstrip("_") or None)
            self.attach(node, scope)
            self.inside(scope, lambda: self.each(node.body))

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

        scope = Scope("comprehension", "<comprehension>", self.scope, self.scope.private)
        self.attach(node, scope)
        self.inside(scope, visit)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_of

    def visit_alias(self, node: ast.alias) -> None:
        if node.name != "*":
            self.bind((node.asname or node.name).split(".")[0])

    def _named(self, node: Any) -> None:
        if node.name is not None:
            self.bind(node.name)
        self.generic_visit(node)

    visit_ExceptHandler = visit_MatchAs = visit_MatchStar = _named

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest is not None:
            self.bind(node.rest)
        self.generic_visit(node)


def analyse(tree: ast.AST) -> Scope:
    """Give each node of ``tree`` that opens a scope its ``scope``; the module's is returned."""
    return _Analysis(tree).scope


class _Prepare(Transformer):
    """Generator expressions, suspending lambdas and some comprehensions become `Definition`\\ s."""

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        """Language Reference, "Generator expressions": the first iterable is evaluated outside.

        Rule: comprehension/async-genexp, comprehension/await-in-genexp
        """
        self.generic_visit(node)
        first, elements = node.generators[0], [node.elt]
        awaits = any([_suspends(part) for each in [*elements, *node.generators] for part in _own_but(each, first.iter)])
        return self.called(node, "<genexpr>", "$genexpr_", lambda loops: [loops], [_yielding(node.elt)], awaits)

    def visit_comprehension_of(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.expr:
        """A comprehension that suspends and whose variables a function in it may capture is a coroutine that is awaited:
        each evaluation has variables of its own.  Until 3.11 so are all that suspend, and their frames are seen.  The
        others are loops of the frame itself (`loops`).

        Rule: versions/inlined-comprehensions
        """
        self.generic_visit(node)
        first = node.generators[0]
        elements = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        parts = [part for each in [*elements, *node.generators] if each for part in _own_but(each, first.iter)]
        captured = any([isinstance(part, ast.Lambda | Definition) for part in parts])
        if not any([_suspends(part) for part in parts]) or (RULES.inlines_comprehensions and not captured):
            return node
        kind = type(node).__name__.lower()
        empty = {"listcomp": "[]", "setcomp": "set()", "dictcomp": "{}"}[kind]
        begin = ast.parse(f"result = {empty}").body[0]
        end = ast.parse("return result").body[0]
        body = [_named(part, {"result": "$result", "set": "$set"}) for part in (begin, end)]
        made = self.called(node, f"<{kind}>", "$", lambda loops: [body[0], loops, body[1]], _adding(node), True)
        return ast.copy_location(ast.Await(made), node)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_of

    def called(
        self,
        node: Any,
        name: str,
        begin: str,
        around: Callable[[ast.stmt], list[ast.stmt]],
        body: list[ast.stmt],
        is_async: bool,
    ) -> ast.expr:
        """The call of a function that runs ``body`` in the loops of ``node``; its argument is the first iterator.

        begin: how the name of the helper begins that makes it.  around: what stands before and behind the loops.
        """
        first = node.generators[0]
        source, first.iter = (
            folded(first.iter, folds(first, name == "<genexpr>")),
            ast.copy_location(ast.Name(".0", ast.Load()), first.iter),
        )
        for generator in reversed(node.generators):
            for test in reversed(generator.ifs):
                body = [ast.copy_location(ast.If(test, body, []), test if RULES.inlines_comprehensions else node)]
            kind = ast.AsyncFor if generator.is_async else ast.For
            loop: Any = kind(generator.target, generator.iter, body, [])
            ast.copy_location(loop, generator.target if RULES.iterates_at_source else node)
            loop.comprehension = node  # its loops have its place
            body = [loop]
        args = ast.arguments([], [ast.arg(".0")], None, [], [], None, [])
        make = defined(node, name, args, around(body[0]), is_async)
        begun = ast.Call(ast.Name(begin + ("aiter" if first.is_async else "iter"), ast.Load()), [source], [])
        made = ast.Call(make, [ast.copy_location(begun, source if RULES.iterates_at_source else node)], [])
        return located(ast.copy_location(made, node))  # type: ignore[no-any-return]

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.generic_visit(node)
        if not any([isinstance(part, ast.Yield | ast.YieldFrom | ast.Await) for part in own_parts(node.body)]):
            return node
        return defined(node, "<lambda>", node.args, [ast.copy_location(ast.Return(node.body), node.body)])


def _suspends(part: ast.AST) -> bool:
    """Whether a part makes a generator expression an asynchronous one: an ``await``, or ``async for`` of a comprehension."""
    return isinstance(part, ast.Await) or (isinstance(part, ast.comprehension) and bool(part.is_async))


def _own_but(node: ast.AST, outside: ast.expr) -> list[ast.AST]:
    """The parts of ``node`` that run in its frame, without those of ``outside``."""
    gone = {id(part) for part in own_parts(outside)}
    return [part for part in own_parts(node) if id(part) not in gone]


def _named(made: Any, names: dict[str, str]) -> Any:
    """``made``, with some of its names exchanged, and without positions."""
    for part in walk(made):
        if isinstance(part, ast.Name):
            part.id = names.get(part.id, part.id)
        for attribute in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
            part.__dict__.pop(attribute, None)
    return made


def _adding(node: ast.ListComp | ast.SetComp | ast.DictComp) -> list[ast.stmt]:
    """What adds one item to the result of a comprehension, once it has been evaluated."""
    result = ast.Name("$result", ast.Load())
    if isinstance(node, ast.DictComp) and node.value is not None:
        parts = {"$key": node.key, "$item": node.value}
        call = ast.Call(ast.Name("$set_item", ast.Load()), [result, *[ast.Name(n, ast.Load()) for n in parts]], [])
        element = node.key
    else:
        element = node.key if isinstance(node, ast.DictComp) else node.elt
        one, many = ("append", "extend") if isinstance(node, ast.ListComp) else ("add", "update")
        method = many if isinstance(node, ast.DictComp) or isinstance(element, ast.Starred) else one
        parts = {"$item": element.value if isinstance(element, ast.Starred) else element}
        call = ast.Call(ast.Attribute(result, method, ast.Load()), [ast.Name("$item", ast.Load())], [])
    made: list[ast.stmt] = [
        ast.copy_location(ast.Assign([ast.Name(n, ast.Store())], part), part) for n, part in parts.items()
    ]
    made.append(ast.copy_location(ast.Expr(ast.copy_location(call, element)), element))
    return [*made, ast.copy_location(ast.Delete([ast.Name(n, ast.Del()) for n in parts]), element)]


def _yielding(element: ast.expr) -> ast.stmt:
    """The statement that yields one item; a starred element (PEP 798) yields each of its items."""
    value = element
    if isinstance(element, ast.Starred):
        value = element.value
        return ast.copy_location(ast.Expr(ast.copy_location(ast.YieldFrom(value), element)), element)
    return ast.copy_location(ast.Expr(ast.copy_location(ast.Yield(value), element)), element)


class _PrepareBesideTexts(_Prepare):
    """Annotations are texts (PEP 563), and stay as they are written."""

    def visit(self, node: Any) -> Any:
        kept = {
            field: getattr(node, field) for field in ("annotation", "returns") if getattr(node, field, None) is not None
        }
        for field in kept:
            setattr(node, field, None)
        made = super().visit(node)
        for field, annotation in kept.items():
            setattr(node, field, annotation)
        return made


def defined(
    node: ast.GeneratorExp | ast.Lambda, name: str, args: ast.arguments, body: list[ast.stmt], is_async: bool = False
) -> Definition:
    """A `Definition` of a function that stands where ``node`` stands."""
    make: Any = ast.AsyncFunctionDef if is_async else ast.FunctionDef
    function = make(name=name, args=args, body=body, decorator_list=[], returns=None, type_comment=None, type_params=[])
    made = ast.copy_location(Definition(function), node)  # type: ignore[call-arg]
    made.written = node
    located(ast.copy_location(function, node))
    return made


def prepared(tree: Any, flags: int = 0) -> Any:
    """``tree``, changed so that only function definitions suspend.  flags: those of its future statements."""
    kind = _PrepareBesideTexts if flags & __future__.annotations.compiler_flag else _Prepare
    return kind().visit(tree)


def own_parts(node: ast.AST) -> Iterable[ast.AST]:
    """``node`` and everything inside of it that is not inside of an inner function or class."""
    found, todo = [], [node]
    while todo:
        part = todo.pop()
        found.append(part)
        if not isinstance(part, (*FUNCTIONS, ast.ClassDef, Definition)) or part is node:
            todo += children(part)
    return found

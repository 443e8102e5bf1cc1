"""Change a tree so that it reports its reads and writes: calls of the helpers of `accesses.Recorder` are put around accesses to
objects.

The value of each expression, the order of evaluation and the positions are kept.  The names of the helpers begin with ``@``,
which no program can write.  An access after a suspension in the same expression is reported after the suspension.
"""

import ast
import copy
from typing import Any

from minicoro.schedules.accesses import READ, WHOLE, WRITE

_LEFT_ALONE = frozenset(
    ["super", "locals", "globals", "vars", "dir", "eval", "exec", "breakpoint", "__import__", "reveal_type"]
)
"""Builtins that read the frame of their caller."""
_SUSPENSIONS = (ast.Await, ast.Yield, ast.YieldFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def instrument(tree: ast.AST) -> ast.AST:
    """The changed tree."""
    shared = _shared(tree)
    changed: ast.AST = ast.fix_missing_locations(_Instrument(shared).visit(tree))
    return changed


def _shared(tree: ast.AST) -> set[str]:
    """Names of variables that several functions use and one of them rebinds: globals and captured variables."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Global | ast.Nonlocal):
            found.update(node.names)
    _captured(tree, found)
    return found


def _captured(tree: ast.AST, found: set[str]) -> set[str]:
    """Add the variables of outer functions that inner functions use; returns the names that ``tree`` uses and does not bind."""
    bound: set[str] = set()
    used: set[str] = set()
    todo = list(ast.iter_child_nodes(tree))
    inner: set[str] = set()
    while todo:
        node = todo.pop()
        if isinstance(node, _FUNCTIONS):
            inner |= _captured(node, found)
            if not isinstance(node, ast.Lambda):
                todo += node.decorator_list
            continue
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        todo += ast.iter_child_nodes(node)
    if isinstance(tree, _FUNCTIONS):
        arguments = tree.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        parameters = {each.arg for each in every if each is not None}
        found |= inner & bound
        return (used | inner) - bound - parameters
    return set()


def _call(helper: str, *args: ast.expr, at: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Call(ast.Name(f"@{helper}", ast.Load()), list(args), []), at)


def _suspends(node: ast.AST | None) -> bool:
    return node is not None and any([isinstance(each, _SUSPENSIONS) for each in ast.walk(node)])


class _Instrument(ast.NodeTransformer):
    def __init__(self, shared: set[str]) -> None:
        self.shared = shared
        self.count = 0

    # Attributes and items.

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        helper = "read" if isinstance(node.ctx, ast.Load) else "write"
        node.value = _call(helper, self.visit(node.value), ast.Constant(node.attr), at=node)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        how = READ if isinstance(node.ctx, ast.Load) else WRITE
        if not _suspends(node.slice):
            helper = "look" if how == READ else "write"
            given = [] if how == READ else [ast.Constant(WHOLE)]
            node.value = _call(helper, self.visit(node.value), *given, at=node)
            node.slice = self.visit(node.slice)
            return node
        kept = self._kept()
        node.value = ast.NamedExpr(ast.Name(kept, ast.Store()), self.visit(node.value))
        part = node.slice
        owner: Any = node
        field = "slice"
        if isinstance(part, ast.Slice):
            owner, field = part, [name for name in ("lower", "upper", "step") if getattr(part, name) is not None][-1]
        self.generic_visit(part)
        last = getattr(owner, field) if owner is part else self.visit(part)
        after = _call("after", last, ast.Name(kept, ast.Load()), ast.Constant(WHOLE), ast.Constant(how), at=node)
        setattr(owner, field, after)
        return node

    def _kept(self) -> str:
        self.count += 1
        return f"@{self.count}"

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """``o.x += await f()`` reads before the suspension and writes after it."""
        late = _suspends(node.value)
        node.value = self.visit(node.value)
        target = node.target
        if isinstance(target, ast.Name):
            if target.id in self.shared:
                read = _call("name", ast.Constant(target.id), ast.Constant(None), at=node)
                node.value = self._in_order(read, _call("store", node.value, ast.Constant(target.id), at=node))
            else:
                node.value = self._in_order(_call("change", ast.Name(target.id, ast.Load()), at=node), node.value)
            return node
        node.target = self.visit(target)
        changed = getattr(target, "value", None)
        if isinstance(changed, ast.Call) and isinstance(changed.func, ast.Name) and changed.func.id == "@write":
            changed.func.id = "@alter"
        if late and isinstance(target, ast.Attribute | ast.Subscript):
            attribute = target.attr if isinstance(target, ast.Attribute) else WHOLE
            kept = self._kept()
            target.value = ast.NamedExpr(ast.Name(kept, ast.Store()), target.value)
            given = [ast.Name(kept, ast.Load()), ast.Constant(attribute), ast.Constant(WRITE)]
            node.value = _call("after", node.value, *given, at=node)
        return node

    def _in_order(self, first: ast.expr, then: ast.expr) -> ast.expr:
        """``(first, then)[1]``."""
        return ast.copy_location(ast.Subscript(ast.Tuple([first, then], ast.Load()), ast.Constant(1), ast.Load()), then)

    # Variables.

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.shared and isinstance(node.ctx, ast.Load):
            return _call("name", ast.Constant(node.id), node, at=node)
        return node

    def _stores(self, targets: list[Any]) -> list[str]:
        names = [each for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
        return [each.id for each in names if isinstance(each.ctx, ast.Store | ast.Del) and each.id in self.shared]

    def _told(self, names: list[str], at: ast.AST) -> list[ast.stmt]:
        told = [ast.Expr(_call("store", ast.Constant(None), ast.Constant(name), at=at)) for name in names]
        return [ast.copy_location(each, at) for each in told]

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        names = self._stores(node.targets)
        self.generic_visit(node)
        for name in names:
            node.value = _call("store", node.value, ast.Constant(name), at=node.value)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        names = self._stores([node.target]) if node.value is not None else []
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
            for name in names:
                node.value = _call("store", node.value, ast.Constant(name), at=node.value)
        return node

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visit(node.value)
        if node.target.id in self.shared:
            node.value = _call("store", node.value, ast.Constant(node.target.id), at=node.value)
        return node

    # Calls, and expressions that make objects.

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id in _LEFT_ALONE:
            return self.generic_visit(node)  # type: ignore[return-value]
        self.generic_visit(node)
        return ast.copy_location(ast.Call(ast.Name("@call", ast.Load()), [node.func, *node.args], node.keywords), node)

    def _made(self, node: Any) -> ast.expr:
        self.generic_visit(node)
        if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
            return node  # type: ignore[no-any-return]
        return _call("created", node, at=node)

    visit_List = visit_Dict = visit_Set = visit_ListComp = visit_DictComp = visit_SetComp = _made

    # Reads of containers.

    def _look(self, node: ast.expr, helper: str = "look") -> ast.expr:
        if helper != "look" or isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call):
            return _call(helper, self.visit(node), at=node)
        return self.visit(node)  # type: ignore[no-any-return]

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        asked = any([isinstance(each, ast.Is | ast.IsNot) for each in node.ops])
        constant = any([isinstance(each, ast.Constant) for each in (node.left, *node.comparators)])
        node.left = self._look(node.left)
        node.comparators = [self._look(each) for each in node.comparators]
        if asked and not constant:
            node.left = _call("identity", node.left, at=node.left)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self._look(each) for each in node.values]
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        node.left, node.right = self._look(node.left), self._look(node.right)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        node.operand = self._look(node.operand)
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        node.value = self._look(node.value, "over") if isinstance(node.ctx, ast.Load) else self.visit(node.value)
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self._look(node.value)
        if node.format_spec is not None:
            node.format_spec = self.visit(node.format_spec)
        return node

    def _tested(self, node: Any) -> Any:
        test = node.test
        node.test = ast.Constant(True)
        self.generic_visit(node)
        node.test = self._look(test)
        return node

    visit_If = visit_While = visit_IfExp = visit_Assert = _tested

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        iterable = node.iter
        node.iter = ast.Constant(None)
        self.generic_visit(node)
        node.iter = self._look(iterable, "over")
        return node

    def visit_For(self, node: ast.For) -> ast.stmt:
        helper = "each" if _suspends(node) else "over"
        names = self._stores([node.target])
        self.generic_visit(node)
        node.iter = _call(helper, node.iter, at=node.iter)
        node.body = [*self._told(names, node), *node.body]
        return node

    # Suspensions and managers.

    def visit_Await(self, node: ast.Await) -> ast.expr:
        node.value = _call("opaque", self.visit(node.value), at=node.value)
        return node

    def _managed(self, node: Any) -> Any:
        """A context manager of a library is changed when it is entered and left."""
        names = [name for item in node.items if item.optional_vars for name in self._stores([item.optional_vars])]
        self.generic_visit(node)
        left: list[ast.stmt] = []
        for item in node.items:
            kept = self._kept()
            made = ast.NamedExpr(ast.Name(kept, ast.Store()), item.context_expr)
            item.context_expr = _call("opaque", made, at=item.context_expr)
            left.append(ast.Expr(_call("opaque", ast.Name(kept, ast.Load()), at=item.context_expr)))
        body = [*self._told(names, node), *node.body]
        node.body = [ast.copy_location(ast.Try(body, [], [], [copy.copy(each) for each in left]), node)]
        return node

    visit_With = visit_AsyncWith = _managed

    # Nodes that must not be changed.

    def _as_it_is(self, node: Any) -> Any:
        return node

    visit_MatchValue = visit_MatchMapping = visit_MatchClass = _as_it_is
    visit_TypeAlias = _as_it_is

    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        """Defaults are instrumented; annotations are not."""
        node.defaults = [self.visit(each) for each in node.defaults]
        node.kw_defaults = [None if each is None else self.visit(each) for each in node.kw_defaults]
        return node

    def _function(self, node: Any) -> Any:
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        node.args = self.visit(node.args)
        doc = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
        rest = node.body[len(doc) :]
        body: list[ast.stmt] = []
        for each in rest:
            found = self.visit(each)
            body += found if isinstance(found, list) else [found]
        node.body = [*doc, *body]
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _function

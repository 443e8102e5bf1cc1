"""Turn comprehensions, generator expressions and suspending lambdas into the functions and loops that they mean.

`prepared` changes a tree before it is lowered: afterwards only comprehensions and the bodies of function definitions
contain suspensions.
"""

from __future__ import annotations
import __future__

import ast
from collections.abc import Iterable
from typing import Any, TypeVar

from ..core.versions import RULES
from .formats import as_fstring

N = TypeVar("N", bound=ast.AST)

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


class Definition(ast.expr):
    """An expression whose value is a function: that of a generator expression, or a lambda that suspends.

    function: its definition; the defaults are evaluated together with the expression.  written: the original expression, for
    views; the first iterable of a generator expression is ``.0`` in it.
    """

    _fields = ("function",)
    function: ast.FunctionDef | ast.AsyncFunctionDef
    written: ast.GeneratorExp | ast.Lambda

    def __deepcopy__(self, memo: dict[int, Any]) -> Definition:
        return self


INNER = frozenset([*FUNCTIONS, ast.ClassDef, Definition])
"""The nodes of functions and classes, whose bodies run in frames of their own."""


def prepared(tree: Any, flags: int = 0, all_comprehensions: bool = False, optimize: int = -1) -> Any:
    """``tree``, changed so that only function definitions and comprehensions suspend.  flags: those of its future statements.

    all_comprehensions: comprehensions that do not suspend become functions, too.  optimize: of ``compile``.
    """
    prepare, strings = _Prepare(all_comprehensions, consumers(tree), optimize), []
    if flags & __future__.annotations.compiler_flag:  # annotations are strings (PEP 563) and stay as they are written
        fields = [(node, field) for node in walk(tree) for field in ("annotation", "returns")]
        strings = [(*place, getattr(*place)) for place in fields if getattr(*place, None) is not None]
    for node, field, _ in strings:
        setattr(node, field, None)
    made = prepare.visit(tree)
    for node, field, annotation in strings:
        setattr(node, field, annotation)
    return made


def consumers(tree: ast.AST) -> set[str]:
    """The builtins whose call with a generator expression is a loop in CPython, unless this text may bind the name.

    Rule: traceback/places
    """
    found = {"all", "any", "tuple"} if RULES.loops_at_name else set()
    found |= {"list", "set"} if RULES.lists_at_name else set()
    for node in walk(tree) if found else ():
        if isinstance(node, ast.Name):
            found.discard("" if isinstance(node.ctx, ast.Load) else node.id)
        elif not isinstance(node, ast.keyword):  # a definition, parameter, import, clause or pattern
            found -= {getattr(node, field, None) for field in ("name", "asname", "arg", "rest")}
    return found


def place_of_call(node: ast.Call) -> ast.expr:
    """Where a call stands: at the name of what is called, if it is one of `consumers`."""
    return node.func if getattr(node, "at_name", False) else node


def place_of_failure(node: ast.Assert) -> ast.AST:
    """Where the AssertionError of a statement is raised.  Rule: traceback/places"""
    if RULES.asserts_at_test:
        return node.test
    return (last_comparison(node.test) if RULES.asserts_at_comparison else None) or node


def last_comparison(test: ast.expr) -> ast.Compare | None:
    """The last comparison that decides over a condition."""
    if isinstance(test, ast.Compare):
        return test
    parts: list[ast.expr] = []
    if isinstance(test, ast.BoolOp):
        parts = test.values
    elif isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        parts = [test.operand]
    elif isinstance(test, ast.IfExp):
        parts = [test.test, test.body, test.orelse]
    found = [comparison for part in parts if (comparison := last_comparison(part)) is not None]
    return found[-1] if found else None


class _Prepare(ast.NodeTransformer):
    """Generator expressions, suspending lambdas and some comprehensions become `Definition`\\ s."""

    def __init__(self, all_comprehensions: bool, consumers: set[str], optimize: int) -> None:
        self.all_comprehensions, self.consumers = all_comprehensions, consumers
        self.is_debug = optimize == 0 or (optimize < 0 and __debug__)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return _at(ast.Constant(self.is_debug), node) if node.id == "__debug__" else node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        """Mark an ``assert`` that is not performed: ``python -O``, or ``compile(…, optimize=1)``."""
        node.is_idle = not self.is_debug  # type: ignore[attr-defined]
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        alone = len(node.args) == 1 and not node.keywords and isinstance(node.args[0], ast.GeneratorExp)
        if alone and isinstance(node.func, ast.Name) and node.func.id in self.consumers:
            node.at_name = True  # type: ignore[attr-defined]
        self.generic_visit(node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return as_fstring(node)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        self.generic_visit(node)
        spec = node.format_spec
        if RULES.converts_first and node.conversion != -1 and isinstance(spec, ast.JoinedStr):
            if not all([isinstance(part, ast.Constant) for part in spec.values]):
                converted = _at(ast.FormattedValue(node.value, node.conversion, None), node)
                node.value, node.conversion = _at(ast.JoinedStr([converted]), node), -1
        return node

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        """Language Reference, "Generator expressions": the first iterable is evaluated outside.

        Rule: comprehension/async-genexp, comprehension/await-in-genexp, comprehension/unpacking
        """
        self.generic_visit(node)
        if isinstance(node.elt, ast.Starred):  # each item of it is yielded: comprehension/unpacking
            items: Any = placed(ast.Call(name("$iter"), [node.elt.value], []), node.elt)
            items.is_iterator = True
            body: ast.stmt = ast.For(name("$item", ast.Store()), items, [ast.Expr(ast.Yield(name("$item")))], [])
        else:
            body = ast.Expr(_at(ast.Yield(node.elt), node.elt if RULES.yields_at_element else node))
        loops = nested(node, name(".0"), [placed(body, node.elt)])
        return _called(node, "<genexpr>", [loops], is_async(node))

    def visit_comprehension_of(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> ast.expr:
        """Make a coroutine function of a suspending comprehension if an inner function may capture its variables.

        The function is called and awaited, so each evaluation has its own variables.  Until 3.11 every suspending comprehension
        becomes such a function, because it has a frame of its own.  All others become loops of the frame itself (`loops`).

        Rule: versions/inlined-comprehensions
        """
        self.generic_visit(node)
        asynchronous = is_async(node)
        inlined = RULES.inlines_comprehensions and not _is_captured(node)
        if not self.all_comprehensions and (not asynchronous or inlined):
            return node
        body = [
            ast.Assign([name("$result", ast.Store())], empty(node)),
            nested(node, name(".0"), adding(node, "$result", "$key", "$item")),
            ast.Return(name("$result")),
        ]
        made = _called(node, f"<{type(node).__name__.lower()}>", body, asynchronous)
        return _at(ast.Await(made), node) if asynchronous else made

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_of

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.generic_visit(node)
        if not any([isinstance(part, ast.Yield | ast.YieldFrom | ast.Await) for part in own_parts(node.body)]):
            return node
        return _defined(node, "<lambda>", node.args, [_at(ast.Return(node.body), node.body)])


# The functions


def _called(node: Any, called: str, body: list[ast.stmt], asynchronous: bool) -> ast.expr:
    """A call of a new function that runs ``body`` for the expression ``node``; its argument ``.0`` is the first iterator."""
    first = node.generators[0]
    source, place = folded(first, True), node
    first.iter = _at(name(".0"), first.iter)
    if RULES.iterates_at_source and not (called == "<genexpr>" and RULES.expression_keeps_source):
        place = source
    make = _defined(node, called, named(".0"), body, asynchronous)
    helper = _at(name("$aiter" if first.is_async else "$iter"), source)
    begun = _at(ast.Call(helper, [source], []), place)
    return placed(ast.Call(make, [begun], []), node)


def _defined(
    node: ast.GeneratorExp | ast.Lambda,
    called: str,
    args: ast.arguments,
    body: list[ast.stmt],
    asynchronous: bool = False,
) -> Definition:
    """A `Definition` of a function, at the position of ``node``."""
    function = definition(called, args, body, ast.AsyncFunctionDef if asynchronous else ast.FunctionDef)
    made = _at(Definition(function), node)  # type: ignore[call-arg]
    made.written = node
    placed(function, node)
    return made


# The loops


def nested(node: Any, first: ast.expr, body: list[ast.stmt]) -> ast.stmt:
    """The loops of a comprehension or generator expression around ``body``.  first: its first iterator; see `is_iterator`.

    Rule: comprehension/order
    """
    for generator in reversed(node.generators):
        for test in reversed(generator.ifs):
            body = [_at(ast.If(test, body, []), test if RULES.asks_at_test else node)]
        kind = ast.AsyncFor if generator.is_async else ast.For
        is_first = generator is node.generators[0]
        source = _at(first, generator.iter) if is_first else folded(generator)
        if RULES.comprehension_asks_twice and kind is ast.For and not is_first:
            source = placed(ast.Call(name("$iter"), [source], []), source)
        loop: Any = kind(generator.target, source, body, [])
        loop.comprehension = node  # the position for making and advancing the iterator; see `loops`
        body = [_at(loop, generator.target if RULES.iterates_at_source else node)]
    return body[0]


def is_iterator(source: ast.expr) -> bool:
    """Whether ``source`` is an iterator already: the first one of a comprehension or generator expression, or of a starred item."""
    return (isinstance(source, ast.Name) and source.id[0] in ".$") or hasattr(source, "is_iterator")


def empty(node: ast.expr) -> ast.expr:
    """The empty collection that a comprehension or display begins with."""
    if isinstance(node, ast.ListComp):
        return ast.List([], ast.Load())
    return ast.Dict([], []) if isinstance(node, ast.Dict | ast.DictComp) else ast.Call(name("$set"), [], [])


def adding(node: Any, result: str, key: str, item: str) -> list[ast.stmt]:
    """Statements that evaluate one item of a comprehension and add it to ``result``.  key, item: temporaries for its parts.

    All items of a starred item are added (PEP 798).
    """
    if isinstance(node, ast.DictComp) and node.value is not None:
        element, parts = pair_of(node), {key: node.key, item: node.value}
        call = ast.Call(name("$set_item"), [name(each) for each in (result, key, item)], [])
    else:
        element = node.key if isinstance(node, ast.DictComp) else node.elt
        one, many = ("append", "extend") if isinstance(node, ast.ListComp) else ("add", "update")
        method = many if isinstance(node, ast.DictComp) or isinstance(element, ast.Starred) else one
        parts = {item: element.value if isinstance(element, ast.Starred) else element}
        call = ast.Call(
            ast.Attribute(name(result), method, ast.Load()),
            [unpacked(node, name(item)) if method is many else name(item)],
            [],
        )
    made: list[ast.stmt] = [_at(ast.Assign([name(n, ast.Store())], part), part) for n, part in parts.items()]
    drop = ast.Delete([name(n, ast.Del()) for n in parts])
    place = element if RULES.yields_at_element else node
    return [placed(each, place) for each in [*made, ast.Expr(call), drop]]


def pair_of(node: ast.DictComp) -> Any:
    """A node that stands where a pair is added, from its key to the end of its value."""
    pair = ast.copy_location(ast.Pass(), node.key)
    pair.end_lineno, pair.end_col_offset = (node.value or node.key).end_lineno, (node.value or node.key).end_col_offset
    return pair


def unpacked(node: Any, item: ast.expr) -> ast.expr:
    """A display of the items of a starred item of this comprehension: its errors have CPython's words."""
    if isinstance(node, ast.DictComp):
        return ast.Dict([None], [item])
    starred: list[ast.expr] = [ast.Starred(item, ast.Load())]
    return ast.List(starred, ast.Load()) if isinstance(node, ast.ListComp) else ast.Set(starred)


def _tuples(text: str) -> bool:
    """Whether the host turns the list that this source text iterates over into a tuple."""
    code = compile(text, "<tried>", "exec")
    inner = [constant.co_consts for constant in code.co_consts if hasattr(constant, "co_consts")]
    return any([(1,) in constants for constants in [code.co_consts, *inner]])


LITERALS = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.Tuple)
FROZEN_TWICE = [*eval("{33, 1, 65, 97}")] != [*frozenset((33, 1, 65, 97))]
"""Until 3.13 the compiler makes a frozenset of constants, and another one of its items."""
TUPLES_IN_LOOPS, TUPLES_IN_EXPRESSIONS = _tuples("for x in [1]: pass"), _tuples("(x for x in [1])")


def folded(loop: ast.For | ast.comprehension, is_first: bool = False) -> ast.expr:
    """The iterable of a loop: a list becomes a tuple, a set of constants a frozenset (CPython's ``fold_iter``).

    A program can see it, for example by the type of the iterator in ``gi_yieldfrom``.

    An ``async for`` statement keeps its list, and so does an asynchronous comprehension from 3.14 on.  is_first: the loop
    is the first ``for`` of a comprehension or generator expression.
    """
    source, folds = loop.iter, TUPLES_IN_EXPRESSIONS if is_first else TUPLES_IN_LOOPS
    if isinstance(loop, ast.comprehension) and loop.is_async:
        folds = RULES.folds_async
    if not folds or not isinstance(source, ast.List | ast.Set):
        return source
    if isinstance(source, ast.Set):
        return frozen(source.elts) or source
    values = [item.value for item in source.elts if isinstance(item, ast.Constant)]
    if len(values) < len(source.elts):
        starred = any([isinstance(item, ast.Starred) for item in source.elts])
        return source if starred else _at(ast.Tuple(source.elts, ast.Load()), source)
    value: Any = tuple(values)
    return _at(ast.Constant(value), source)


def frozen(elements: list[ast.expr]) -> ast.expr | None:
    """A set in the order of the frozenset that the host's compiler makes of these elements, if all are constants.

    A frozenset in a tree or in a stored code object would be made again, in another order.
    """
    try:
        values: Any = tuple([ast.literal_eval(item) for item in elements if isinstance(item, LITERALS)])
        hash(values)
    except (TypeError, ValueError):
        return None
    if len(values) < len(elements):
        return None
    made = ast.Set([ast.Starred(ast.Constant(values), ast.Load())])
    if FROZEN_TWICE:  # a set of the items of the first set
        made = ast.Set([ast.Starred(ast.List([ast.Starred(made, ast.Load())], ast.Load()), ast.Load())])
    return placed(made, elements[0])


def display(tree: ast.Interactive) -> None:
    """In "single" mode the value of each expression statement is displayed (``PRINT_EXPR``)."""
    for statement in tree.body:
        for part in own_parts(statement):
            if isinstance(part, ast.Expr):
                part.value = placed(ast.Call(name("$display"), [part.value], []), part.value)


# Syntax


def definition(called: str, args: ast.arguments, body: list[ast.stmt], kind: Any = ast.FunctionDef) -> Any:
    """A function definition without decorators, annotations and position."""
    return kind(name=called, args=args, body=body, decorator_list=[], returns=None, type_comment=None, type_params=[])


def named(*names: str) -> ast.arguments:
    """Positional parameters with these names."""
    return ast.arguments([], [ast.arg(each) for each in names], None, [], [], None, [])


def name(identifier: str, context: ast.expr_context | None = None) -> ast.Name:
    """A variable or helper, without a position."""
    return ast.Name(identifier, context or ast.Load())


LEAVES = frozenset((ast.Name, ast.Constant, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal))
"""The commonest types of nodes that have no nodes inside of them."""


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly in ``node``, in order, without contexts and operators.

    As a list, because ``ast.iter_child_nodes`` takes twice as long, and much of the time of compiling.
    """
    found: list[ast.AST] = []
    if type(node) in LEAVES:
        return found
    values = node.__dict__
    for field in node._fields:
        value = values.get(field)
        if isinstance(value, ast.AST):
            if value._fields or value._attributes:
                found.append(value)
        elif type(value) is list:
            found += [item for item in value if isinstance(item, ast.AST) and (item._fields or item._attributes)]
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """``node`` and all nodes inside of it, in the order of ``ast.walk``; see `children`."""
    found = [node]
    for part in found:
        found += children(part)
    return found


def placed(made: N, node: ast.AST) -> N:
    """``made``; its nodes without a position get that of ``node``."""
    for part in walk(made):
        if "lineno" in part._attributes and not hasattr(part, "lineno"):
            ast.copy_location(part, node)
    return made


def _at(made: N, node: ast.AST) -> N:
    """``made``; if it has no position, it gets that of ``node``."""
    return made if hasattr(made, "lineno") else ast.copy_location(made, node)


def located(tree: N) -> N:
    """As ``ast.fix_missing_locations``, but without leaving a cycle of references."""
    todo: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while todo:
        node, place = todo.pop()
        if "lineno" in node._attributes:
            place = _at(node, place)
        todo += [(part, place) for part in children(node)]
    return tree


def own_parts(node: ast.AST) -> list[ast.AST]:
    """``node`` and all nodes inside of it that run in its frame; see `parts_in_frame`."""
    found = [node]
    for part in found:
        found += parts_in_frame(part) if type(part) in INNER else children(part)
    return found


def parts_in_frame(node: ast.AST) -> Iterable[ast.AST]:
    """The children of ``node`` that run in its own frame; of a definition, only the parts evaluated by the definition."""
    if isinstance(node, Definition):
        return defaults(node.function.args)
    if isinstance(node, ast.Lambda):
        return defaults(node.args)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [
            *node.decorator_list,
            *defaults(node.args),
            *[getattr(owner, field) for owner, field in annotated(node)],
        ]
    if isinstance(node, ast.ClassDef):
        if getattr(node, "type_params", None):
            return list(node.decorator_list)
        return [*node.decorator_list, *node.bases, *[keyword.value for keyword in node.keywords]]
    if isinstance(node, ast.AnnAssign):
        return [node.target] if node.value is None else [node.target, node.value]
    return ast.iter_child_nodes(node)


def annotated(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[tuple[ast.AST, str]]:
    """The annotations of a definition in the order of their evaluation: for each, the node and the field that has it."""
    args = node.args
    first = [*args.posonlyargs, *args.args] if RULES.annotates_in_order else [*args.args, *args.posonlyargs]
    order = [*first, args.vararg, *args.kwonlyargs, args.kwarg]
    found: list[tuple[ast.AST, str]] = [(arg, "annotation") for arg in order if arg is not None and arg.annotation]
    return found if node.returns is None else [*found, (node, "returns")]


def defaults(args: ast.arguments) -> list[ast.expr]:
    """The default values of a function, in the order of their evaluation."""
    return [*args.defaults, *[default for default in args.kw_defaults if default is not None]]


def _inner_parts(node: Any) -> list[ast.AST]:
    """The own parts of a comprehension or generator expression, without its first iterable, which is evaluated outside."""
    outside = {id(part) for part in own_parts(node.generators[0].iter)}
    return [part for part in own_parts(node) if id(part) not in outside and part is not node]


def _is_captured(node: Any) -> bool:
    """Whether an inner function of a comprehension uses a name that the comprehension binds."""
    targets = [part for generator in node.generators for part in walk(generator.target)]
    bound = {part.id for part in targets if isinstance(part, ast.Name)}
    inner = [part for part in _inner_parts(node) if isinstance(part, ast.Lambda | Definition)]
    return any([isinstance(part, ast.Name) and part.id in bound for each in inner for part in walk(each)])


def is_async(node: Any) -> bool:
    """Whether a comprehension or generator expression is asynchronous: it contains an ``await`` or ``async for``.

    Its first iterable does not count, because it is evaluated outside.
    """
    parts = _inner_parts(node)
    return any(
        [isinstance(part, ast.Await) or (isinstance(part, ast.comprehension) and part.is_async) for part in parts]
    )

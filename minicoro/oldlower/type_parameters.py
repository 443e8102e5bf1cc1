"""Type parameters, generic functions and classes, and ``type`` statements (PEP 695, PEP 696; Python 3.12+).

The parameters live in a scope of their own around the function, class or alias; bounds, constraints, defaults and
the values of aliases are functions in that scope, called when somebody asks for the value.
Rule: type-parameters/lazy (Language Reference, "Type parameter lists" and "Lazy evaluation").
"""

from __future__ import annotations

import sys

from minicoro.late import late
from minicoro.oldlower.annotations import one_of
from minicoro.oldlower.calls import arguments
from minicoro.oldlower.expressions import lower
from minicoro.oldlower.functions import function_unit, make_function, make_unit, maker
from minicoro.oldlower.names import store
from minicoro.oldlower.statements import simple
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.merging import hands_over
from minicoro.runtime.synth import NO_PARAMETERS, Parameters
from minicoro.runtime.type_parameters import Parameter, definer
from minicoro.runtime.unit import UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FunctionType
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.functions import Definition, Maker
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.unit import Frame, Unit

DEFAULTS, KEYWORD_DEFAULTS = ".defaults", ".kwdefaults"
TYPE_PARAMETERS = ".type_params"


def _scope_unit(
    ctx: Context, scope: Scope, line: int, body: Callable[[Context], Any], parameters: Parameters = NO_PARAMETERS
) -> Unit:
    return make_unit(ctx.program, scope, ctx.globals, UnitKind.EXPRESSION, line, body, None, parameters)


def _evaluator(ctx: Context, node: ast.expr, scope: Scope) -> Callable[[Frame], FunctionType]:
    """A closure that makes the function which evaluates ``node`` when it is asked for."""

    def body(inner: Context) -> Expr:
        return one_of(inner, node) if isinstance(node, ast.Starred) else lower(inner, node)

    make = make_function(_scope_unit(ctx, scope, node.lineno, body))
    return lambda frame: make(frame, None, None, None)


_STARS = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}


def _shape(node: Any) -> Parameter:
    bound = getattr(node, "bound", None)
    constraints = isinstance(bound, ast.Tuple)
    default = getattr(node, "default_value", None) is not None
    return Parameter(node.name, _STARS[type(node).__name__], bound is not None, constraints, default)


def _evaluators(ctx: Context, nodes: list[Any]) -> list[Callable[[Frame], FunctionType]]:
    """The evaluators that `definer` wants of these parameters, in its order."""
    found = []
    for node in nodes:
        for role, part in (("bound", getattr(node, "bound", None)), ("default", getattr(node, "default_value", None))):
            if part is not None:
                found.append(_evaluator(ctx, part, ctx.scope.child(node, role)))
    return found


def _definer(ctx: Context, form: str, name: str, nodes: list[Any]) -> Callable[..., Any]:
    return definer(form, name, [_shape(node) for node in nodes], ctx.globals)


def _binder(ctx: Context, nodes: list[Any]) -> Callable[[Frame, tuple[Any, ...]], None]:
    """A closure that binds the names of the parameters."""
    stores = [store(ctx, node.name) for node in nodes]

    def bind_all(frame: Frame, variables: tuple[Any, ...]) -> None:
        for bind, variable in zip(stores, variables, strict=True):
            bind(frame, variable)

    return bind_all


def _call_scope(ctx: Context, unit: Unit, node: Any) -> Expr:
    make = make_function(unit)
    return ctx.place(lambda frame: make(frame, None, None, None)(), node)


def generic_function(ctx: Context, node: Definition, closures: list[Expr]) -> Maker:
    """A closure that makes a generic function: defaults outside, annotations inside the parameters' scope."""
    positional = closures[: len(node.args.defaults)]
    names = [ctx.scope.mangle(a.arg) for a, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if d]
    keywords = list(zip(names, closures[len(positional) :], strict=True))
    given = [name for name, part in ((DEFAULTS, positional), (KEYWORD_DEFAULTS, keywords)) if part]
    scope = ctx.scope.child(node)
    unit = _scope_unit(ctx, scope, node.lineno, lambda inner: _function_body(inner, node), Parameters(tuple(given)))
    make_scope = make_function(unit)

    as_tuple = tuple

    def make(frame: Frame) -> Any:
        values: list[Any] = []
        if positional:
            values.append(as_tuple([closure(frame) for closure in positional]))
        if keywords:
            values.append({name: closure(frame) for name, closure in keywords})
        return make_scope(frame, None, None, None)(*values)

    return ctx.place(make, node)


def _function_body(ctx: Context, node: Any) -> Expr:
    nodes = node.type_params
    evaluators, bind = _evaluators(ctx, nodes), _binder(ctx, nodes)
    define = _definer(ctx, "def", node.name, nodes)
    make = maker(ctx, function_unit(ctx, node, ctx.scope.child(node)), _without_defaults(node.args), [], node.returns)

    def run(frame: Frame) -> Any:
        variables = define(*[evaluator(frame) for evaluator in evaluators])
        bind(frame, variables)
        function = make(frame)
        function.__defaults__ = frame.get(DEFAULTS)
        function.__kwdefaults__ = frame.get(KEYWORD_DEFAULTS)
        function.__type_params__ = variables
        return function

    return run


def _without_defaults(given: ast.arguments) -> ast.arguments:
    return ast.arguments(
        posonlyargs=given.posonlyargs,
        args=given.args,
        vararg=given.vararg,
        kwonlyargs=given.kwonlyargs,
        kw_defaults=[None for _ in given.kwonlyargs],
        kwarg=given.kwarg,
        defaults=[],
    )


def generic_class(ctx: Context, node: ast.ClassDef) -> Maker:
    """A closure that makes a generic class: bases and keywords are evaluated in the parameters' scope."""
    scope = ctx.scope.child(node)
    return _call_scope(ctx, _scope_unit(ctx, scope, node.lineno, lambda inner: _class_body(inner, node)), node)


@hands_over
def _class_body(ctx: Context, node: Any) -> Expr:
    build_class_of = late("minicoro.oldlower.classes", "build_class_of")
    class_unit = late("minicoro.oldlower.classes", "class_unit")

    nodes = node.type_params
    evaluators, bind = _evaluators(ctx, nodes), _binder(ctx, nodes)
    define = _definer(ctx, "class", node.name, nodes)
    make_body = make_function(class_unit(ctx, node, ctx.scope.child(node)))
    operands = [*node.bases, *[keyword.value for keyword in node.keywords]]
    evaluate = arguments(node, node.bases, [lower(ctx, operand) for operand in operands])
    builtins, name, all_parameters, find = ctx.builtins, node.name, TYPE_PARAMETERS, build_class_of

    def run(frame: Frame) -> Any:
        variables, generic = define(*[evaluator(frame) for evaluator in evaluators])
        bind(frame, variables)
        frame[all_parameters].cell_contents = variables
        build_class = find(builtins)
        body = make_body(frame, None, None, None)
        bases, keywords = evaluate(frame, build_class)
        return build_class(body, name, *bases, generic, **keywords)

    return ctx.place(run, node)


if sys.version_info >= (3, 12):

    @simple(ast.TypeAlias)
    def type_alias(ctx: Context, node: Any, closures: list[Expr]) -> Statement:
        bind = store(ctx, node.name.id)
        if node.type_params:
            scope = ctx.scope.child(node)
            unit = _scope_unit(ctx, scope, node.lineno, lambda inner: _generic_alias(inner, node))
            make = _call_scope(ctx, unit, node)
        else:
            make = _alias(ctx, node)
        return ctx.place(lambda frame: bind(frame, make(frame)), node)


def _alias(ctx: Context, node: Any) -> Expr:
    """A closure that makes the alias, in the scope of its parameters if it has some."""
    evaluators = [*_evaluators(ctx, node.type_params), _evaluator(ctx, node.value, ctx.scope.child(node))]
    define = _definer(ctx, "type", node.name.id, node.type_params)
    return lambda frame: define(*[evaluator(frame) for evaluator in evaluators])


def _generic_alias(ctx: Context, node: Any) -> Expr:
    make, bind = _alias(ctx, node), _binder(ctx, node.type_params)

    def run(frame: Frame) -> Any:
        alias = make(frame)
        bind(frame, alias.__type_params__)
        return alias

    return run

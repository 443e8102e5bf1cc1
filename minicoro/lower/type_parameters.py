"""Type parameters, generic functions and classes, and ``type`` statements (PEP 695, PEP 696; Python 3.12+).

The parameters live in a scope of their own around the function, class or alias, which sees through to the
namespace of an enclosing class.
"""

import ast
import sys
import typing
from collections.abc import Callable
from types import FunctionType
from typing import Any

from minicoro.lower.context import Context
from minicoro.lower.expressions import lower
from minicoro.lower.functions import Definition, Maker, function_unit, make_function, make_unit, maker
from minicoro.lower.names import Expr, store
from minicoro.lower.statements import SIMPLE, Statement, simple
from minicoro.runtime.synth import Parameters
from minicoro.runtime.unit import Frame, Unit, UnitKind
from minicoro.syntax.scope_model import Scope


def _no_states(ctx: Context) -> Any:
    raise AssertionError("a type scope suspends nowhere")


def _scope_unit(
    ctx: Context, scope: Scope, line: int, body: Callable[[Context], Any], parameters: Parameters = Parameters()
) -> Unit:
    return make_unit(ctx.program, scope, ctx.globals, UnitKind.EXPRESSION, line, body, _no_states, parameters)


def _lazy(ctx: Context, node: ast.expr, scope: Scope) -> Callable[[Frame], FunctionType]:
    """A closure that makes the function which evaluates ``node`` when it is asked for."""
    unit = _scope_unit(ctx, scope, node.lineno, lambda inner: lower(inner, node))
    make = make_function(unit)
    return lambda frame: make(frame, None, None, None)


def _parameter(ctx: Context, node: Any) -> Expr:
    """A closure that makes one type variable."""
    if isinstance(node, ast.TypeVar):
        make = _type_var(ctx, node)
    elif isinstance(node, ast.TypeVarTuple):
        make = lambda frame: typing.TypeVarTuple(node.name)  # noqa: E731
    else:
        make = lambda frame: typing.ParamSpec(node.name, infer_variance=True)  # type: ignore[call-arg]  # noqa: E731
    default = getattr(node, "default_value", None)
    if default is None:
        return make
    evaluate = _lazy(ctx, default, ctx.scope.child(node, "default"))

    def with_default(frame: Frame) -> Any:
        return lazily.with_default(make(frame), node, evaluate(frame))

    return with_default


def _type_var(ctx: Context, node: Any) -> Expr:
    if node.bound is None:
        return lambda frame: typing.TypeVar(node.name, infer_variance=True)  # type: ignore[call-arg]
    evaluate = _lazy(ctx, node.bound, ctx.scope.child(node, "bound"))
    constraints = isinstance(node.bound, ast.Tuple)
    return lambda frame: lazily.bounded(node.name, evaluate(frame), constraints)


class _Lazily:
    """Type variables and aliases whose parts are evaluated when asked for: only the host's own syntax makes them."""

    def __init__(self) -> None:
        self.factories: dict[str, Any] = {}

    def _factory(self, text: str) -> Any:
        if text not in self.factories:
            namespace: dict[str, Any] = {}
            exec(compile(text, __file__, "exec"), namespace)
            self.factories[text] = namespace["make"]
        return self.factories[text]

    def bounded(self, name: str, evaluate: Callable[[], Any], constraints: bool) -> Any:
        bound = "(*evaluate(),)" if False else "evaluate()"
        if constraints:
            # A bound written as a tuple display makes constraints; the tuple itself is the function's result.
            return self._constrained(name, evaluate)
        text = f"def make(evaluate):\n def f[{name}: {bound}](): pass\n return f.__type_params__[0]"
        return self._factory(text)(evaluate)

    def _constrained(self, name: str, evaluate: Callable[[], Any]) -> Any:
        text = f"def make(evaluate):\n def f[{name}: (evaluate(), 0)](): pass\n return f"
        function = self._factory(text)(evaluate)
        del function
        values = evaluate()
        return typing.TypeVar(name, *values, infer_variance=True)  # type: ignore[misc,call-arg]

    def with_default(self, variable: Any, node: Any, evaluate: Callable[[], Any]) -> Any:
        star = {"TypeVarTuple": "*", "ParamSpec": "**"}.get(type(node).__name__, "")
        value = "*evaluate()" if False else "evaluate()"
        text = f"def make(evaluate):\n def f[{star}{node.name} = {value}](): pass\n return f.__type_params__[0]"
        made = self._factory(text)(evaluate)
        del variable
        return made

    def alias(self, name: str, parameters: tuple[Any, ...], evaluate: Callable[[], Any]) -> Any:
        text = f"def make(evaluate):\n type {name} = evaluate()\n return {name}"
        made = self._factory(text)(evaluate)
        if not parameters:
            return made
        return typing.TypeAliasType(name, evaluate(), type_params=parameters)  # type: ignore[attr-defined]


lazily = _Lazily()


def _parameters(ctx: Context, nodes: list[Any]) -> Callable[[Frame], tuple[Any, ...]]:
    """A closure that makes the type variables, binds their names, and gives them."""
    made = [(_parameter(ctx, node), store(ctx, node.name)) for node in nodes]
    fix_module = ctx.globals

    def make_all(frame: Frame) -> tuple[Any, ...]:
        variables = []
        for make, bind in made:
            variable = make(frame)
            try:
                variable.__module__ = fix_module.get("__name__")
            except AttributeError:
                pass  # type variables do not all let their module be set
            bind(frame, variable)
            variables.append(variable)
        return tuple(variables)

    return make_all


def _call_scope(ctx: Context, unit: Unit, node: Any) -> Expr:
    make = make_function(unit)
    return ctx.place(lambda frame: make(frame, None, None, None)(), node)


def generic_function(ctx: Context, node: Definition, closures: list[Expr]) -> Maker:
    """A closure that makes a generic function: defaults outside, annotations inside the parameters' scope."""
    scope = ctx.scope.child(node)
    count = len(node.args.defaults)
    given: list[Any] = []
    named = bool([d for d in node.args.kw_defaults if d is not None])
    parameters = Parameters(tuple([n for n, wanted in ((".defaults", count), (".kwdefaults", named)) if wanted]))

    def body(inner: Context) -> Expr:
        make_parameters = _parameters(inner, node.type_params)  # type: ignore[attr-defined]
        unit = function_unit(inner, node, scope.child(node))
        bare = ast.arguments(
            posonlyargs=node.args.posonlyargs,
            args=node.args.args,
            vararg=node.args.vararg,
            kwonlyargs=node.args.kwonlyargs,
            kw_defaults=[None for _ in node.args.kwonlyargs],
            kwarg=node.args.kwarg,
            defaults=[],
        )
        make = maker(inner, unit, bare, [], node.returns)

        def run(frame: Frame) -> Any:
            variables = make_parameters(frame)
            function = make(frame)
            function.__defaults__ = frame.get(".defaults")
            function.__kwdefaults__ = frame.get(".kwdefaults")
            function.__type_params__ = variables
            return function

        return run

    unit = _scope_unit(ctx, scope, node.lineno, body, parameters)
    make_scope = make_function(unit)
    names = [ctx.scope.mangle(a.arg) for a, d in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if d]
    del given

    def make(frame: Frame) -> Any:
        arguments: list[Any] = []
        if count:
            arguments.append(tuple([closure(frame) for closure in closures[:count]]))
        if named:
            arguments.append(dict(zip(names, [closure(frame) for closure in closures[count:]], strict=True)))
        return make_scope(frame, None, None, None)(*arguments)

    return make


def generic_class(ctx: Context, node: ast.ClassDef) -> Maker:
    """A closure that makes a generic class: bases and keywords are evaluated in the parameters' scope."""
    from minicoro.lower.classes import arguments, class_unit

    scope = ctx.scope.child(node)

    def body(inner: Context) -> Expr:
        make_parameters = _parameters(inner, node.type_params)  # type: ignore[attr-defined]
        unit = class_unit(inner, node, scope.child(node))
        operands = [*node.bases, *[keyword.value for keyword in node.keywords]]
        evaluate = arguments(node, node.bases, [lower(inner, operand) for operand in operands])
        make_body = make_function(unit)
        builtins, name = inner.builtins, node.name

        def run(frame: Frame) -> Any:
            build_class = builtins["__build_class__"]
            variables = make_parameters(frame)
            if ".type_params" in frame:
                frame[".type_params"].cell_contents = variables
            class_body = make_body(frame, None, None, None)
            bases, keywords = evaluate(frame, build_class)
            unpacked = tuple([v for variable in variables for v in _unpack(variable)])
            generic = typing.Generic.__class_getitem__(unpacked)  # type: ignore[attr-defined]
            return build_class(class_body, name, *bases, generic, **keywords)

        return inner.place(run, node)

    return _call_scope(ctx, _scope_unit(ctx, scope, node.lineno, body), node)


def _unpack(variable: Any) -> list[Any]:
    return [*variable] if isinstance(variable, typing.TypeVarTuple) else [variable]


if sys.version_info >= (3, 12):

    @simple(ast.TypeAlias)
    def type_alias(ctx: Context, node: Any, closures: list[Expr]) -> Statement:
        bind = store(ctx, node.name.id)
        scope = ctx.scope.child(node)
        if node.type_params:
            unit = _scope_unit(ctx, scope, node.lineno, lambda inner: _generic_alias(inner, node))
            make = _call_scope(ctx, unit, node)
        else:
            evaluate = _lazy(ctx, node.value, scope)
            make = lambda frame: lazily.alias(node.name.id, (), evaluate(frame))  # noqa: E731
        return ctx.place(lambda frame: bind(frame, make(frame)), node)


def _generic_alias(ctx: Context, node: Any) -> Expr:
    make_parameters = _parameters(ctx, node.type_params)
    evaluate = _lazy(ctx, node.value, ctx.scope.child(node))

    def run(frame: Frame) -> Any:
        variables = make_parameters(frame)
        return lazily.alias(node.name.id, variables, evaluate(frame))

    return run


__all__ = ["SIMPLE", "generic_class", "generic_function"]

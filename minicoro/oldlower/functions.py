"""Function definitions and lambdas: from a node to a real function over a unit.

Rule: evaluation/definition (Language Reference, "Function definitions"): decorators, defaults, keyword-only
defaults, annotations, then the function is made and the decorators are applied from the last to the first.
"""

from __future__ import annotations

from types import FunctionType

from minicoro.late import late
from minicoro.oldlower import annotations as hints
from minicoro.oldlower.code_names import code_names
from minicoro.oldlower.context import Context
from minicoro.oldlower.entries import entry_line
from minicoro.oldlower.expressions import lower, meaning
from minicoro.oldlower.names import store
from minicoro.oldlower.statements import block, simple
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.functions import remember
from minicoro.runtime.state import SHARED
from minicoro.runtime.synth import NO_PARAMETERS, Parameters, synthesise
from minicoro.runtime.unit import SUSPENDABLE, Unit, UnitKind

Definition = ast.FunctionDef | ast.AsyncFunctionDef
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.context import Program
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.unit import Frame

    Maker = Callable[[Frame], Any]


def parameters_of(scope: Scope, arguments: ast.arguments) -> Parameters:
    """The signature, with private names mangled."""
    mangle = scope.mangle
    return Parameters(
        tuple([mangle(a.arg) for a in arguments.posonlyargs]),
        tuple([mangle(a.arg) for a in arguments.args]),
        tuple([mangle(a.arg) for a in arguments.kwonlyargs]),
        None if arguments.vararg is None else mangle(arguments.vararg.arg),
        None if arguments.kwarg is None else mangle(arguments.kwarg.arg),
    )


def kind_of(scope: Scope, plain: UnitKind) -> UnitKind:
    """What calling the function makes: nothing suspendable (``plain``), or one of the three.

    Rule: call/is-async-generator
    """
    if scope.is_async_generator:
        return UnitKind.ASYNC_GENERATOR
    if scope.is_coroutine:
        return UnitKind.COROUTINE
    return UnitKind.GENERATOR if scope.is_generator else plain


def make_unit(
    program: Program,
    scope: Scope,
    namespace: dict[str, Any],
    kind: UnitKind,
    first_line: int,
    body: Callable[[Context], Any],
    states: Callable[[Context], Any] | None,
    parameters: Parameters = NO_PARAMETERS,
    docstring: str | None = None,
    names: tuple[str, ...] = (),
    body_line: int = 0,
) -> Unit:
    """A unit with its code object; ``body`` or ``states`` lowers it when it first runs.

    states: None for what can never suspend and has no machine.  body_line: of the first statement.
    """

    def lower_now(unit: Unit) -> None:
        ctx = Context(unit, scope, program)
        if states is not None and kind in SUSPENDABLE:
            unit.machine = states(ctx)
        elif states is not None and SHARED.force_machine and kind in (UnitKind.FUNCTION, UnitKind.EXPRESSION):
            machine_runner = late("minicoro.runtime.forced", "machine_runner")

            unit.machine = states(ctx)
            unit.run = machine_runner(unit, kind is UnitKind.EXPRESSION)
        else:
            unit.run = body(ctx)

    def rebind(other: dict[str, Any]) -> Unit:
        return Unit(kind, scope.name, scope.qualname, program.filename, first_line, scope, other, lower_now, rebind)

    unit = rebind(namespace)
    unit.code = synthesise(unit, parameters, docstring, scope.is_nested, program.flags, names, body_line)
    if SHARED.made is not None:
        SHARED.made.append(unit)
    return unit


def function_unit(ctx: Context, node: Definition, scope: Scope) -> Unit:
    """The unit of a ``def`` or ``async def``."""
    first_line = node.decorator_list[0].lineno if node.decorator_list else node.lineno

    def states(inner: Context) -> Any:
        function_machine = late("minicoro.oldlower.machines", "function_machine")

        return function_machine(inner, node.body)

    return make_unit(
        ctx.program,
        scope,
        ctx.globals,
        kind_of(scope, UnitKind.FUNCTION),
        first_line,
        lambda inner: block(inner, node.body),
        states,
        parameters_of(scope, node.args),
        scope.docstring,
        code_names(scope, node.body),
        _body_line(scope, node.body),
    )


def _body_line(scope: Scope, body: list[ast.stmt]) -> int:
    """The line of the first statement that is executed."""
    nodes = body if scope.docstring is None else body[1:]
    executed = [node for node in nodes if not isinstance(node, ast.Global | ast.Nonlocal)]
    return entry_line(executed[0]) if executed else 0


def lambda_unit(ctx: Context, node: ast.Lambda, scope: Scope) -> Unit:
    """The unit of a ``lambda``."""

    def states(inner: Context) -> Any:
        expression_machine = late("minicoro.oldlower.machines", "expression_machine")

        return expression_machine(inner, node.body)

    return make_unit(
        ctx.program,
        scope,
        ctx.globals,
        kind_of(scope, UnitKind.EXPRESSION),
        node.lineno,
        lambda inner: lower(inner, node.body),
        states,
        parameters_of(scope, node.args),
        names=code_names(scope, [node.body]),
    )


def make_function(unit: Unit) -> Callable[[Frame, Any, Any, Any], FunctionType]:
    """A closure that makes a function of ``unit`` in a frame, with its defaults and annotations."""
    code, name = unit.code, unit.name
    namespace, frees = unit.globals, unit.signature.freevars
    suspends = unit.kind in SUSPENDABLE

    def make(frame: Frame, defaults: Any, keyword_defaults: Any, notes: Any) -> FunctionType:
        cells = tuple([frame[free] for free in frees]) if frees else None
        function = FunctionType(code, namespace, name, defaults, cells)
        if keyword_defaults:
            function.__kwdefaults__ = keyword_defaults
        if notes:
            function.__annotations__ = notes
        if suspends:
            remember(unit, function)
        return function

    return make


def default_operands(arguments: ast.arguments) -> list[ast.expr]:
    return [*arguments.defaults, *[d for d in arguments.kw_defaults if d is not None]]


def _annotated(arguments: ast.arguments, returns: ast.expr | None) -> list[tuple[str, ast.expr]]:
    ordered = [*arguments.posonlyargs, *arguments.args, *([arguments.vararg] if arguments.vararg else [])]
    ordered += [*arguments.kwonlyargs, *([arguments.kwarg] if arguments.kwarg else [])]
    found = [(a.arg, a.annotation) for a in ordered if a.annotation is not None]
    return found if returns is None else [*found, ("return", returns)]


def maker(ctx: Context, unit: Unit, arguments: ast.arguments, closures: list[Expr], returns: ast.expr | None) -> Maker:
    """A closure that makes the function; ``closures`` are those of the defaults, in evaluation order."""
    positional = closures[: len(arguments.defaults)]
    named = [ctx.scope.mangle(a.arg) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d]
    keywords = list(zip(named, closures[len(arguments.defaults) :], strict=True))
    notes = [(ctx.scope.mangle(name), hints.expression(ctx, node)) for name, node in _annotated(arguments, returns)]
    make, pack = make_function(unit), tuple
    if not positional and not keywords and not notes:
        return lambda frame: make(frame, None, None, None)

    pack = tuple

    def build(frame: Frame) -> FunctionType:
        defaults = pack([closure(frame) for closure in positional]) or None
        keyword_defaults = {name: closure(frame) for name, closure in keywords}
        return make(frame, defaults, keyword_defaults, {name: closure(frame) for name, closure in notes})

    return build


@meaning(ast.Lambda, lambda node: default_operands(node.args))
def lambda_(ctx: Context, node: ast.Lambda, closures: list[Expr]) -> Expr:
    unit = lambda_unit(ctx, node, ctx.scope.child(node))
    return ctx.place(maker(ctx, unit, node.args, closures, None), node)


def decorate(ctx: Context, decorators: list[ast.expr], closures: list[Expr], make: Maker) -> Maker:
    """``make`` with the decorators around it; each is applied at its own place in the source."""
    if not decorators:
        return make
    appliers = [ctx.place(lambda decorator, value: decorator(value), node) for node in decorators]

    def decorated(frame: Frame) -> Any:
        evaluated = [closure(frame) for closure in closures]
        value = make(frame)
        for apply in reversed(appliers):
            value = apply(evaluated.pop(), value)
        return value

    return decorated


def _definition_operands(node: Definition) -> list[ast.expr]:
    return [*node.decorator_list, *default_operands(node.args)]


def _define(ctx: Context, node: Definition, closures: list[Expr]) -> Statement:
    count = len(node.decorator_list)
    if getattr(node, "type_params", None):
        generic_function = late("minicoro.oldlower.type_parameters", "generic_function")

        make = generic_function(ctx, node, closures[count:])
    else:
        unit = function_unit(ctx, node, ctx.scope.child(node))
        defaults = default_operands(node.args)
        entry = entry_line(defaults[0]) if defaults else node.lineno
        make = ctx.place(maker(ctx, unit, node.args, closures[count:], node.returns), node, None, entry)
    make = decorate(ctx, node.decorator_list, closures[:count], make)
    bind = store(ctx, node.name)
    return ctx.place(lambda frame: bind(frame, make(frame)), node)


simple(ast.FunctionDef, _definition_operands)(_define)
simple(ast.AsyncFunctionDef, _definition_operands)(_define)

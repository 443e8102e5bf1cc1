"""Class definitions: the host's own ``__build_class__`` runs our body over the namespace it prepared."""

from __future__ import annotations

import sys

from minicoro.late import late
from minicoro.oldlower import annotations as hints
from minicoro.oldlower.calls import arguments
from minicoro.oldlower.code_names import code_names
from minicoro.oldlower.functions import decorate, make_function, make_unit
from minicoro.oldlower.names import load_name, store
from minicoro.oldlower.statements import block, has_annotations, sequence, simple
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.merging import hands_over
from minicoro.runtime.positions import Span
from minicoro.runtime.unit import NAMESPACE, UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.oldlower.calls import Arguments
    from minicoro.oldlower.context import Context
    from minicoro.oldlower.functions import Maker
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.unit import Frame, Unit


def class_unit(ctx: Context, node: ast.ClassDef, scope: Scope) -> Unit:
    """The unit of a class body."""
    first_line = node.decorator_list[0].lineno if node.decorator_list else node.lineno

    names = ("__name__", "__module__", "__qualname__", *code_names(scope, node.body))

    def body(inner: Context) -> Statement:
        return class_body(inner, node, first_line)

    return make_unit(ctx.program, scope, ctx.globals, UnitKind.CLASS, first_line, body, None, names=names)


def class_body(ctx: Context, node: ast.ClassDef, first_line: int) -> Statement:
    """What runs in the namespace: ``__module__`` and its like, the statements, then the cell for ``super``."""
    nodes = node.body
    steps = [_prologue(ctx, node, first_line)]
    if has_annotations(nodes):
        steps.append(hints.set_up(ctx))
    if ctx.scope.docstring is not None:
        bind = _bind_constant("__doc__", ctx.scope.docstring)
        steps.append(ctx.place(bind, nodes[0]))
        nodes = nodes[1:]
    steps.append(block(ctx, nodes))
    if sys.version_info >= (3, 13):
        steps.append(_bind_constant("__static_attributes__", static_attributes(node)))
    if ctx.scope.needs_classdict:
        steps.append(_bind_cell("__classdictcell__", "__classdict__"))
    run = sequence(steps)
    if not ctx.scope.needs_class_cell:
        return run
    bind_cell = _bind_cell("__classcell__", "__class__")

    def run_with_cell(frame: Frame) -> Any:
        run(frame)
        bind_cell(frame)
        return frame["__class__"]

    return run_with_cell


def _prologue(ctx: Context, node: ast.ClassDef, first_line: int) -> Statement:
    qualname, module, namespace = ctx.scope.qualname, load_name(ctx, "__name__"), NAMESPACE
    has_first_line = sys.version_info >= (3, 13)
    has_classdict = ctx.scope.needs_classdict
    type_parameters = bool(getattr(node, "type_params", None))

    def prologue(frame: Frame) -> None:
        names = frame[namespace]
        if has_classdict:
            frame["__classdict__"].cell_contents = names
        names["__module__"] = module(frame)
        names["__qualname__"] = qualname
        if has_first_line:
            names["__firstlineno__"] = first_line
        if type_parameters:
            names["__type_params__"] = frame[".type_params"].cell_contents

    return ctx.place_at(prologue, Span(first_line, first_line, 0, 0))


def _bind_constant(name: str, value: object) -> Statement:
    namespace = NAMESPACE

    def bind(frame: Frame) -> None:
        frame[namespace][name] = value

    return bind


def _bind_cell(name: str, cell: str) -> Statement:
    def bind(frame: Frame) -> None:
        frame[NAMESPACE][name] = frame[cell]

    return bind


def static_attributes(node: ast.ClassDef) -> tuple[str, ...]:
    """The attributes that functions of the class body assign to ``self`` (3.13: ``__static_attributes__``)."""
    found: dict[str, None] = {}
    for item in ast.walk(node):
        is_target = isinstance(item, ast.Attribute) and isinstance(item.ctx, ast.Store)
        if is_target and isinstance(item.value, ast.Name) and item.value.id == "self":  # type: ignore[attr-defined]
            found[item.attr] = None  # type: ignore[attr-defined]
    return tuple(found)


def operands(node: ast.ClassDef) -> list[ast.expr]:
    if getattr(node, "type_params", None):
        return list(node.decorator_list)  # bases stand inside the scope of the type parameters
    return [*node.decorator_list, *node.bases, *[keyword.value for keyword in node.keywords]]


def build_class_of(builtins: dict[str, Any]) -> Any:
    """``__build_class__``, which the program may have replaced or removed."""
    try:
        return builtins["__build_class__"]
    except KeyError:
        pass
    raise NameError("__build_class__ not found")


@hands_over
def class_maker(ctx: Context, unit: Unit, node: ast.ClassDef, evaluate: Arguments) -> Maker:
    """A closure that makes the class, without its decorators; ``evaluate`` gives its bases and keywords."""
    make_body = make_function(unit)
    builtins, name, find = ctx.builtins, node.name, build_class_of

    def make(frame: Frame) -> Any:
        build_class = find(builtins)
        body = make_body(frame, None, None, None)
        bases, keywords = evaluate(frame, build_class)
        return build_class(body, name, *bases, **keywords)

    return ctx.place(make, node, None, node.lineno)


@simple(ast.ClassDef, operands)
def class_definition(ctx: Context, node: ast.ClassDef, closures: list[Expr]) -> Statement:
    count = len(node.decorator_list)
    generic = getattr(node, "type_params", None)
    evaluate = None if generic else arguments(node, node.bases, closures[count:])
    return define(ctx, node, closures[:count], evaluate)


def define(ctx: Context, node: ast.ClassDef, decorators: list[Expr], evaluate: Arguments | None) -> Statement:
    """The definition, given its decorators and its bases and keywords (None: they are the type parameters' scope's)."""
    make: Callable[[Frame], Any]
    if evaluate is None:
        generic_class = late("minicoro.oldlower.type_parameters", "generic_class")
        make = generic_class(ctx, node)
    else:
        make = class_maker(ctx, class_unit(ctx, node, ctx.scope.child(node)), node, evaluate)
    make = decorate(ctx, node.decorator_list, decorators, make)
    bind = store(ctx, node.name)
    return ctx.place(lambda frame: bind(frame, make(frame)), node)

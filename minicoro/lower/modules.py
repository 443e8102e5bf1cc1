"""Module bodies, and text for ``eval`` and ``exec``: the outermost units."""

import ast
from types import CodeType
from typing import Any

from minicoro.lower import (  # noqa: F401  registers the meanings
    annotations,
    calls,
    classes,
    comprehensions,
    control,
    displays,
    expressions,
    functions,
    imports,
    patterns,
    type_parameters,
)
from minicoro.lower.context import Context, Program
from minicoro.lower.expressions import lower
from minicoro.lower.statements import Statement, block, sequence
from minicoro.runtime.synth import synthesise
from minicoro.runtime.unit import NAMESPACE, Frame, Unit, UnitKind
from minicoro.syntax.scope_model import Scope

Tree = ast.Module | ast.Expression | ast.Interactive


class ModuleUnit(Unit):
    """A unit lowered anew for each pair of globals and locals that it is run in; the latest is kept."""

    __slots__ = ("latest",)
    latest: tuple[Unit, bool] | None

    def bound(self, namespace: dict[str, Any], same: bool) -> Unit:
        """This unit under ``namespace``; ``same``: its names are bound right there."""
        latest = self.latest
        if latest is None or latest[0].globals is not namespace or latest[1] is not same:
            unit = self.rebind(namespace)
            unit.code = self.code
            if not same:
                unit.lower = self.lower
            latest = self.latest = (unit, same)
        return latest[0]


def code_of(tree: Tree, scope: Scope, filename: str, mode: str, flags: int) -> CodeType:
    """The code object of a module, interactive statement or expression; ``exec`` and ``eval`` run it."""
    program = Program(filename, scope, flags, isinstance(tree, ast.Interactive))
    kind = UnitKind.EVAL if mode == "eval" else UnitKind.MODULE

    def lower_body(unit: Unit, same: bool) -> None:
        ctx = Context(unit, scope, program, same)
        unit.run = lower(ctx, tree.body) if isinstance(tree, ast.Expression) else body_of(ctx, tree)

    def rebind(namespace: dict[str, Any]) -> Unit:
        return ModuleUnit(
            kind, "<module>", "<module>", filename, 1, scope, namespace, lambda unit: lower_body(unit, True), rebind
        )

    unit = rebind({})
    assert isinstance(unit, ModuleUnit)
    unit.latest = None
    unit.lower = lambda bound: lower_body(bound, False)
    unit.code = synthesise(unit, flags=flags)
    return unit.code


def body_of(ctx: Context, tree: ast.Module | ast.Interactive) -> Statement:
    """The statements of a module or of an interactive input."""
    steps: list[Statement] = []
    if annotations.has_annotations(tree.body):
        steps.append(annotations.set_up(ctx))
    nodes = tree.body
    if ctx.scope.docstring is not None and isinstance(tree, ast.Module):
        steps.append(_docstring(ctx, nodes[0], ctx.scope.docstring))
        nodes = nodes[1:]
    return sequence([*steps, block(ctx, nodes)])


def _docstring(ctx: Context, node: ast.stmt, text: str) -> Statement:
    namespace = NAMESPACE

    def bind(frame: Frame) -> None:
        frame[namespace]["__doc__"] = text

    return ctx.place(bind, node)


def run_module(unit: ModuleUnit, namespace: dict[str, Any], local_names: Any) -> Any:
    """Run a module body in its globals and locals (the same, except for some uses of ``exec`` and ``eval``)."""
    unit = unit.bound(namespace, namespace is local_names)  # type: ignore[assignment]
    frame: Frame = {NAMESPACE: local_names}
    result = unit.run(frame)
    return result if unit.kind is UnitKind.EVAL else None


def run_class(unit: Unit, namespace: Any, frame: Frame) -> Any:
    """Run a class body in the namespace that its metaclass prepared."""
    frame[NAMESPACE] = namespace
    return unit.run(frame)

"""Module bodies, and text for ``eval`` and ``exec``: the outermost units."""

from __future__ import annotations

from sys import _getframe as real_getframe  # the host's: not yet the program's

from minicoro.late import late, load, load_all
from minicoro.oldlower import calls, displays, expressions  # noqa: F401  registers the meanings
from minicoro.oldlower.code_names import code_names
from minicoro.oldlower.context import Context, Program
from minicoro.oldlower.expressions import lower
from minicoro.oldlower.places import imported_names
from minicoro.oldlower.statements import block, has_annotations, sequence
from minicoro.oldsyntax import nodes as ast
from minicoro.oldsyntax.straight import is_straight
from minicoro.runtime.positions import CO_FUTURE_ANNOTATIONS
from minicoro.runtime.state import SHARED
from minicoro.runtime.synth import CO_COROUTINE, synthesise
from minicoro.runtime.unit import FORGOTTEN, NAMESPACE, Unit, UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from minicoro.oldlower.statements import Statement
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.machine import Machine
    from minicoro.runtime.unit import Frame

Tree = ast.Module | ast.Expression | ast.Interactive


class ModuleUnit(Unit):
    """A unit lowered anew for each pair of globals and locals that it is run in; the latest is kept."""

    __slots__ = ("latest",)
    latest: tuple[Unit, bool] | None

    def forget(self) -> None:
        super().forget()
        self.latest = None

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
    if not is_straight(tree):
        load_all()
    if flags & CO_FUTURE_ANNOTATIONS:
        load("ast")  # which makes text of annotations again
    program = Program(filename, scope, flags, isinstance(tree, ast.Interactive), imported_names(tree))
    kind = UnitKind.EVAL if mode == "eval" else UnitKind.MODULE

    def lower_body(unit: Unit, same: bool) -> None:
        ctx = Context(unit, scope, program, same)
        if scope.is_coroutine:
            unit.machine = machine_of(ctx, tree)
        else:
            unit.run = lower(ctx, tree.body) if isinstance(tree, ast.Expression) else body_of(ctx, tree)

    def rebind(namespace: dict[str, Any]) -> Unit:
        return ModuleUnit(
            kind, "<module>", "<module>", filename, 1, scope, namespace, lambda unit: lower_body(unit, True), rebind
        )

    unit = rebind({})
    assert isinstance(unit, ModuleUnit)
    unit.latest = None
    unit.lower = lambda bound: lower_body(bound, False)
    nodes = [tree.body] if isinstance(tree, ast.Expression) else tree.body
    unit.code = synthesise(
        unit, flags=flags | CO_COROUTINE if scope.is_coroutine else flags, names=code_names(scope, nodes)
    )
    return unit.code


def body_of(ctx: Context, tree: ast.Module | ast.Interactive) -> Statement:
    """The statements of a module or of an interactive input."""
    steps, nodes = _beginning(ctx, tree)
    return sequence([*steps, block(ctx, nodes)])


def machine_of(ctx: Context, tree: Tree) -> Machine:
    """The machine of a module, input or expression with an ``await`` of its own (``PyCF_ALLOW_TOP_LEVEL_AWAIT``)."""
    expression_machine = late("minicoro.oldlower.machines", "expression_machine")
    module_machine = late("minicoro.oldlower.machines", "module_machine")

    if isinstance(tree, ast.Expression):
        machine: Machine = expression_machine(ctx, tree.body)
    else:
        machine = module_machine(ctx, *_beginning(ctx, tree))
    return machine


def _beginning(ctx: Context, tree: ast.Module | ast.Interactive) -> tuple[list[Statement], list[ast.stmt]]:
    """What is to be done before the statements that are left to run, and these."""
    steps: list[Statement] = []
    if has_annotations(tree.body):
        steps.append(late("minicoro.oldlower.annotations", "set_up")(ctx))
    if ctx.scope.docstring is None or not isinstance(tree, ast.Module):
        return steps, tree.body
    return [*steps, _docstring(ctx, tree.body[0], ctx.scope.docstring)], tree.body[1:]


def _docstring(ctx: Context, node: ast.stmt, text: str) -> Statement:
    namespace = NAMESPACE

    def bind(frame: Frame) -> None:
        frame[namespace]["__doc__"] = text

    return ctx.place(bind, node)


def run_module(unit: ModuleUnit, namespace: dict[str, Any], local_names: Any) -> Any:
    """Run a module body in its globals and locals (the same, except for some uses of ``exec`` and ``eval``).

    Rule: call/suspendable: one that awaits gives a coroutine, of which nothing has run.
    """
    unit = unit.bound(namespace, namespace is local_names)  # type: ignore[assignment]
    frame: Frame = {NAMESPACE: local_names}
    if unit.code.co_flags & CO_COROUTINE:
        return late("minicoro.runtime.kinds", "make_of_module")(unit, frame)
    result = _run_counted(unit, frame)
    return result if unit.kind is UnitKind.EVAL else None


def run_class(unit: Unit, namespace: Any, frame: Frame) -> Any:
    """Run a class body in the namespace that its metaclass prepared."""
    if unit.globals is FORGOTTEN:
        unit = unit.rebound(real_getframe(1).f_globals)
    frame[NAMESPACE] = namespace
    return _run_counted(unit, frame)


def _run_counted(unit: Unit, frame: Frame) -> Any:
    """Run a body that counts as a frame of the stack."""
    SHARED.depth -= 1
    if SHARED.depth < 0:
        late("minicoro.runtime.depth", "overflow")()
    try:
        return unit.run(frame)
    finally:
        SHARED.depth += 1

"""Class definitions and the annotations of variables: Language Reference, "Class definitions".

The host's ``__build_class__`` makes the class, of a body that is walked.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from types import CellType, FunctionType
from typing import Any

from minicoro.lower.names import DEFERRED_ANNOTATIONS, own_parts

from .activation import EXECUTE, MISSING, Activation, Template, evaluate, execute, item
from .calls import keywords
from .expressions import items
from .functions import decorate, deferred
from .stubs import calling, class_code, first_line, locate, program_frame
from .type_parameters import with_type_parameters


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def define_class(a: Activation, node: ast.ClassDef) -> None:
    """``class``: decorators, type parameters, then bases and keywords as the arguments of a call."""
    decorators = [evaluate(a, decorator) for decorator in node.decorator_list]
    decorate(a, node, decorators, with_type_parameters(a, node, lambda inner, bases: build(inner, node, bases)))


def build(a: Activation, node: ast.ClassDef, generic: list[Any]) -> Any:
    """The class.  (``codegen_class``)"""
    a.node = node
    builder = a.builtins.get("__build_class__", MISSING)
    if builder is MISSING:
        raise NameError("__build_class__ not found")
    bases = [*items(a, node.bases, lambda: "__build_class__() argument"), *generic]
    named = keywords(a, node, builtins.__build_class__)
    a.node = node
    return calling(a, builder, [named, [class_body(a, node), node.name, *bases]])


def class_body(a: Activation, node: ast.ClassDef) -> FunctionType:
    """The function that ``__build_class__`` runs: its one cell holds the activation around the class."""
    code = node.__dict__.get("stub")
    if code is None:
        template = Template(a.template.unit, node.scope, node.body)  # type: ignore[attr-defined]
        template.documented = ast.get_docstring(node, clean=False) is not None
        code = class_code(template, node, walking(template, node))
        node.stub = code  # type: ignore[attr-defined]
    return FunctionType(code, a.globals, node.name, None, (CellType(a),))


def walking(template: Template, node: ast.ClassDef) -> Callable[[Activation], Any]:
    """What the stub of a class body calls; gives the cell of ``__class__``, for ``__build_class__`` to check."""
    line, stored = first_line(node), tuple(stored_on_self(node))

    def enter(around: Activation) -> Any:
        frame, scope = program_frame(), template.scope
        assert frame is not None
        namespace: Any = frame.f_locals
        a = Activation(template, scope, namespace, {name: around.cell(name) for name in template.free}, around.globals)
        try:
            namespace["__module__"] = a.read("__name__")
            namespace["__qualname__"] = scope.qualname
            if SHOWS_PLACE:
                namespace["__firstlineno__"] = line
            if template.documented:
                namespace["__doc__"] = frame.f_code.co_consts[0]
            if "__classdict__" in scope.cells:
                a.cells["__classdict__"].cell_contents = namespace
            begin_annotations(a, template.body)
            execute(a, template.body)
            if SHOWS_PLACE:
                namespace["__static_attributes__"] = stored
            if "__class__" in scope.cells:
                namespace["__classcell__"] = a.cells["__class__"]
        except BaseException as error:
            locate(a, error)
            raise
        return a.cells.get("__class__") if "__class__" in scope.cells else None

    return enter


class _Asked:
    """Asked what the host's classes know of their source: ``__firstlineno__`` and ``__static_attributes__`` of 3.13."""


SHOWS_PLACE = "__firstlineno__" in vars(_Asked)


def stored_on_self(node: ast.ClassDef) -> list[str]:
    """The attributes that methods assign to ``self``: ``__static_attributes__`` of 3.13."""
    methods = [method for method in node.body if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)]
    stored = [part for method in methods for part in ast.walk(method) if isinstance(part, ast.Attribute)]
    owners = [(part.attr, part.value) for part in stored if isinstance(part.ctx, ast.Store)]
    return list(dict.fromkeys([name for name, owner in owners if isinstance(owner, ast.Name) and owner.id == "self"]))


# Annotations of variables


def begin_annotations(a: Activation, body: list[ast.stmt]) -> None:
    """Where a module or class has annotations, it has ``__annotations__`` from the beginning (``SETUP_ANNOTATIONS``)."""
    own = [part for statement in body if not isinstance(statement, DEFINITIONS) for part in own_parts(statement)]
    found = [part for part in own if isinstance(part, ast.AnnAssign)]
    if not found:
        return
    if DEFERRED_ANNOTATIONS and not a.template.unit.strings:
        defer_annotations(a, [part for part in found if part.simple])
    elif item(a.variables, "__annotations__") is MISSING:
        a.variables["__annotations__"] = {}


def defer_annotations(a: Activation, found: list[ast.AnnAssign]) -> None:
    """PEP 649: the annotations of a module or class are evaluated by its ``__annotate__`` function."""
    if not found:
        return
    notes = {a.scope.mangle(part.target.id): part.annotation for part in found if isinstance(part.target, ast.Name)}
    scope = found[0].annotation_scope  # type: ignore[attr-defined]
    for part in found[1:]:
        scope.free |= part.annotation_scope.free  # type: ignore[attr-defined]
    key = "__annotate__" if a.scope.kind == "module" else "__annotate_func__"
    a.variables[key] = deferred(a, found[0], notes)


def annotated(a: Activation, node: ast.AnnAssign) -> None:
    """``target: annotation = value``  (PEP 526): a function's variables have no annotations that are evaluated."""
    if node.value is not None:
        a.bind(node.target, evaluate(a, node.value))
    elif not isinstance(node.target, ast.Name):
        evaluate(a, node.target.value)
        if isinstance(node.target, ast.Subscript):
            evaluate(a, node.target.slice)
    if a.scope.kind == "function" or (DEFERRED_ANNOTATIONS and not a.template.unit.strings):
        return
    if a.template.unit.strings:
        value: Any = ast.unparse(node.annotation)
    else:
        value = evaluate(a, node.annotation)
    if node.simple and isinstance(node.target, ast.Name):
        a.node = node
        a.read("__annotations__")[a.scope.mangle(node.target.id)] = value


EXECUTE |= {ast.ClassDef: define_class, ast.AnnAssign: annotated}

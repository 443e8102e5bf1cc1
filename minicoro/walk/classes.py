"""Class definitions and the annotations of variables: Language Reference, "Class definitions".

The host's ``__build_class__`` makes the class; it calls a function that walks the body.
"""

from __future__ import annotations

import ast
import builtins
from types import CellType, FunctionType
from typing import Any

from minicoro.core.versions import RULES
from minicoro.lower.forms import own_parts
from minicoro.lower.names import stored_on_self

from .activation import EXECUTE, MISSING, Activation, Template, Unit, evaluate, item
from .calls import keywords
from .expressions import items
from .functions import decorate, deferred
from .stubs import calling, class_code, program_frame, walked
from .type_parameters import with_type_parameters


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
    bases = [*items(a, node.bases, node), *generic]
    named = keywords(a, node, builtins.__build_class__)
    a.node = node
    return calling(a, [named, [class_body(a, node), node.name, *bases], builder])


def class_body(a: Activation, node: ast.ClassDef) -> FunctionType:
    """The function that ``__build_class__`` calls; its one cell holds the activation around the class."""
    code = node.__dict__.get("stub")
    if code is None:
        template = Template(a.template.unit, node.scope, node.body)  # type: ignore[attr-defined]
        code = node.stub = class_code(template, node, enter)  # type: ignore[attr-defined]
    return FunctionType(code, a.globals, node.name, None, (CellType(a),))


def enter(template: Template, around: Activation) -> Any:
    """Called by the stub of a class body.  Returns the cell of ``__class__``, which ``__build_class__`` checks."""
    frame, scope = program_frame(), template.scope
    assert frame is not None
    code, namespace = frame.f_code, frame.f_locals
    a = Activation(template, scope, namespace, {name: around.cell(name) for name in template.free}, around.globals)
    namespace["__module__"] = a.read("__name__")
    namespace["__qualname__"] = scope.qualname
    if hasattr(Unit, "__firstlineno__"):
        namespace["__firstlineno__"] = code.co_firstlineno
    if isinstance(code.co_consts[0], str):
        namespace["__doc__"] = code.co_consts[0]
    if "__classdict__" in scope.cells:
        a.cells["__classdict__"].cell_contents = namespace
    annotate = begin_annotations(a, template.body)
    walked(a)
    if annotate is not None:
        namespace["__annotate_func__"] = annotate
    if hasattr(Unit, "__firstlineno__"):
        namespace["__static_attributes__"] = tuple(sorted(stored_on_self(template.body, False)))
    if "__classdict__" in scope.cells:
        namespace["__classdictcell__"] = a.cells["__classdict__"]
    if "__class__" not in scope.cells:
        return None
    namespace["__classcell__"] = a.cells["__class__"]
    return a.cells["__class__"]


def begin_annotations(a: Activation, body: list[ast.stmt]) -> FunctionType | None:
    """Give a module or class with annotations its ``__annotations__`` at the beginning (``SETUP_ANNOTATIONS``).

    Or return the function that evaluates those that have been executed (PEP 649).
    """
    own = [part for statement in body for part in own_parts(statement)]
    found: list[Any] = [part for part in own if isinstance(part, ast.AnnAssign)]
    simple = sorted([part for part in found if part.simple], key=lambda part: (part.lineno, part.col_offset))
    if found and RULES.lazy_annotations and a.scope.kind == "module" and (a.template.unit.strings or not simple):
        a.variables["__conditional_annotations__"] = set()
    if found and (not RULES.lazy_annotations or a.template.unit.strings):
        if item(a.variables, "__annotations__") is MISSING:
            a.variables["__annotations__"] = {}
    elif simple:
        scope, executed = simple[0].annotation_scope, set[int]()
        scope.free.update(*[part.annotation_scope.free for part in simple])
        for index, part in enumerate(simple):
            part.index = index
        a.cells["__conditional_annotations__"] = CellType(executed)
        is_tested = a.scope.kind == "module" or any([part not in body for part in simple])
        if is_tested and a.scope.kind != "module":
            scope.free.add("__conditional_annotations__")
        return deferred(a, simple[0], [(a.scope.mangle(part.target.id), part.annotation) for part in simple], is_tested)
    return None


def annotated(a: Activation, node: ast.AnnAssign) -> None:
    """``target: annotation = value``  (PEP 526): annotations of a function's variables are not evaluated."""
    if node.value is not None:
        a.bind(node.target, evaluate(a, node.value))
    elif not isinstance(node.target, ast.Name):
        evaluate(a, node.target.value)
        if isinstance(node.target, ast.Subscript):
            evaluate(a, node.target.slice)
    if a.scope.kind == "function" or (RULES.lazy_annotations and not a.template.unit.strings):
        if a.scope.kind != "function" and node.simple:
            a.cells["__conditional_annotations__"].cell_contents.add(node.index)  # type: ignore[attr-defined]
        return
    value = ast.unparse(node.annotation) if a.template.unit.strings else evaluate(a, node.annotation)
    if node.simple and isinstance(node.target, ast.Name):
        a.node = node
        a.read("__annotations__")[a.scope.mangle(node.target.id)] = value


EXECUTE |= {ast.ClassDef: define_class, ast.AnnAssign: annotated}

"""Type parameters and ``type`` statements: PEP 695, PEP 696.

Bounds, defaults and the values of aliases are evaluated lazily.  Only syntax can make such lazy objects.  So the host
compiles ``def f[T: lazy_0()](): pass``, where ``lazy_0`` evaluates an expression by walking it.
"""

from __future__ import annotations

import ast
import typing
from collections.abc import Callable
from types import CodeType
from typing import Any

from .activation import EXECUTE, Activation, evaluate


def with_type_parameters(a: Activation, node: Any, make: Callable[[Activation, list[Any]], Any]) -> Any:
    """``make(activation, generic bases)`` inside of the scope of the type parameters of ``node``, if it has any."""
    if not getattr(node, "type_params", None):
        return make(a, [])
    inner = a.inside(node.parameter_scope)
    text, space = written(inner, node)
    exec(f"def f{text}(): pass", space)
    made = space["f"].__type_params__
    for each in made:
        inner.bind(each.__name__, each)
    arguments = [typing.Unpack[each] if type(each).__name__ == "TypeVarTuple" else each for each in made]
    bases = [typing.Generic[tuple(arguments)]] if isinstance(node, ast.ClassDef) else []  # type: ignore[index]
    value = a.evaluated_inside(inner, make, bases)
    value.__type_params__ = made
    return value


def written(a: Activation, node: Any) -> tuple[str, dict[str, Any]]:
    """The type parameters as source text, ``[T: lazy_0(), *Ts, **P]``, and the functions that the text calls."""
    lazy: dict[str, Any] = {"__name__": a.globals.get("__name__")}
    texts = []

    def later(value: ast.expr) -> str:
        name = f"lazy_{len(lazy)}"
        lazy[name] = lambda: evaluate(a, value)
        return f"(*{name}(),)" if isinstance(value, ast.Tuple) else f"{name}()"  # a display means constraints

    for part in node.type_params:
        stars = {"TypeVarTuple": "*", "ParamSpec": "**"}.get(type(part).__name__, "")
        text = stars + part.name
        if getattr(part, "bound", None) is not None:
            text += f": {later(part.bound)}"
        default = getattr(part, "default_value", None)
        if isinstance(default, ast.Starred):
            text += f" = *{later(default.value)}"
        elif default is not None:
            text += f" = {later(default)}"
        texts.append(text)
    return f"[{', '.join(texts)}]" if texts else "", lazy


def alias(a: Activation, node: Any) -> None:
    """``type Name[T] = value``"""
    inner = a.inside(node.parameter_scope) if node.type_params else a
    text, space = written(inner, node)
    space["lazy"] = lambda: evaluate(inner, node.value)
    name = node.name.id
    around = (
        "" if a.scope.kind == "module" else a.scope.qualname + (".<locals>." if a.scope.kind == "function" else ".")
    )
    exec(_qualified(compile(f"type {name}{text} = lazy()", "<type>", "exec"), name, around + name), space)
    for each in space[name].__type_params__:
        inner.bind(each.__name__, each)
    a.bind(name, space[name])


def _qualified(code: CodeType, name: str, qualname: str) -> CodeType:
    """The code of a ``type`` statement whose alias has this qualified name (3.15)."""
    parts = tuple([_qualified(c, name, qualname) if isinstance(c, CodeType) else c for c in code.co_consts])
    return code.replace(co_consts=parts, co_qualname=qualname if code.co_name == name else code.co_qualname)


if hasattr(ast, "TypeAlias"):
    EXECUTE[ast.TypeAlias] = alias

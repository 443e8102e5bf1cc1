"""Names: where each one is read, bound and unbound.

A variable of a function is a key of its frame; a captured one is a cell under that key.  Names of modules and
class bodies live in a namespace.  Rule: names/resolution (Language Reference, "Naming and binding").
"""

from __future__ import annotations

from minicoro.oldsyntax.scope_model import ScopeKind, Where
from minicoro.runtime.tracing_roles import catching
from minicoro.runtime.unit import NAMESPACE, OUTER_CLASS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CellType
    from typing import Any, TypeVar

    from minicoro.oldlower.context import Context
    from minicoro.oldsyntax import nodes as ast
    from minicoro.runtime.unit import Frame

    N = TypeVar("N", bound=NameError)

    Expr = Callable[[Frame], Any]

    Store = Callable[[Frame, Any], None]


def unbound_local(name: str) -> UnboundLocalError:
    """The error for a variable of the function itself; CPython does not give it the name."""
    return UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")


def unbound_free(name: str) -> NameError:
    text = f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    return _named(NameError(text), name)


def undefined(name: str) -> NameError:
    return _named(NameError(f"name '{name}' is not defined"), name)


def _named(error: N, name: str) -> N:
    """CPython tells the name of a missing variable, for the "Did you mean" of its tracebacks."""
    error.name = name
    return error


def load(ctx: Context, node: ast.AST, identifier: str) -> Expr:
    """A closure that reads a variable."""
    name = ctx.scope.mangle(identifier)
    where = ctx.scope.resolve_mangled(name)
    if where is Where.LOCAL:
        return ctx.place(_load_local(name), node)
    if where is Where.CELL:
        return ctx.place(_load_cell(name, unbound_local), node)
    if where is Where.FREE:
        if ctx.scope.kind is ScopeKind.CLASS:
            return ctx.place(_load_class_free(name, _cell_key(ctx, name)), node)
        if ctx.scope.sees_class and "__classdict__" in ctx.unit.signature.freevars and name != "__classdict__":
            return ctx.place(_load_seeing_class(name, _load_cell(name, unbound_free)), node)
        return ctx.place(_load_cell(name, unbound_free), node)
    if where is Where.NAME:
        if ctx.namespace_is_globals:
            return ctx.place(_load_global(ctx, name), node)
        return ctx.place(load_name(ctx, name), node)
    if where is Where.GLOBAL_IMPLICIT and ctx.scope.sees_class and "__classdict__" in ctx.unit.signature.freevars:
        return ctx.place(_load_seeing_class(name, _load_global(ctx, name)), node)
    return ctx.place(_load_global(ctx, name), node)


def _cell_key(ctx: Context, name: str) -> str:
    """Where the frame keeps the cell of a captured variable."""
    if name == "__class__" and ctx.scope.kind is ScopeKind.CLASS and ctx.scope.needs_class_cell:
        return OUTER_CLASS  # it is an outer class's: the name of the one being made is no variable of the body
    return name


def _load_local(name: str) -> Expr:
    missing, fail = KeyError, unbound_local

    def load_local(frame: Frame) -> Any:
        try:
            return frame[name]
        except missing:
            pass
        raise fail(name)

    return load_local


def _load_cell(name: str, fail: Callable[[str], NameError]) -> Expr:
    missing, absent = ValueError, KeyError

    def load_cell(frame: Frame) -> Any:
        try:
            return frame[name].cell_contents
        except missing:
            pass
        except absent:
            pass
        raise fail(name)

    return load_cell


def _load_global(ctx: Context, name: str) -> Expr:
    namespace, fallback = ctx.globals, ctx.builtins
    missing, fail = KeyError, undefined

    def load_global(frame: Frame) -> Any:
        try:
            return namespace[name]
        except missing:
            pass
        try:
            return fallback[name]
        except missing:
            pass
        raise fail(name)

    def load_builtin(frame: Frame) -> Any:
        if name in namespace:
            return namespace[name]
        try:
            return fallback[name]
        except missing:
            pass
        raise fail(name)

    if type(namespace) is dict and name not in ctx.program.module_names and name in fallback:
        return load_builtin
    return load_global


def load_name(ctx: Context, name: str) -> Expr:
    """A closure that reads a name of a module or class body: its namespace, the globals, the builtins."""
    outer = _load_global(ctx, name)
    missing, namespace = KeyError, NAMESPACE

    def load_name(frame: Frame) -> Any:
        try:
            return frame[namespace][name]
        except missing:
            pass
        return outer(frame)

    return load_name


def _load_class_free(name: str, key: str) -> Expr:
    """Rule: names/class-body-free-variable: the class's namespace first, then the enclosing function's cell."""
    missing, namespace = KeyError, NAMESPACE
    outer = _load_cell(key, unbound_free)

    def load_class_free(frame: Frame) -> Any:
        try:
            return frame[namespace][name]
        except missing:
            pass
        return outer(frame)

    return load_class_free


def _load_seeing_class(name: str, outer: Expr) -> Expr:
    """Rule: names/type-scope-in-class: a type scope looks into the class's namespace first (PEP 695)."""
    missing = KeyError

    def load_seeing_class(frame: Frame) -> Any:
        try:
            return frame["__classdict__"].cell_contents[name]
        except missing:
            pass
        return outer(frame)

    return load_seeing_class


def store(ctx: Context, identifier: str) -> Store:
    """A closure that binds a variable; it cannot fail, except in a namespace of the program's own making."""
    name = ctx.scope.mangle(identifier)
    where = ctx.scope.resolve_mangled(name)
    if where is Where.LOCAL:

        def store_local(frame: Frame, value: Any) -> None:
            frame[name] = value

        return store_local
    if where in (Where.CELL, Where.FREE):
        key = _cell_key(ctx, name)

        def store_cell(frame: Frame, value: Any) -> None:
            frame[key].cell_contents = value

        return store_cell
    if where is Where.NAME and not ctx.namespace_is_globals:
        namespace = NAMESPACE

        def store_name(frame: Frame, value: Any) -> None:
            frame[namespace][name] = value

        return store_name
    target = ctx.globals

    def store_global(frame: Frame, value: Any) -> None:
        target[name] = value

    return store_global


def delete(ctx: Context, node: ast.AST, identifier: str) -> Callable[[Frame], None]:
    """A closure that unbinds a variable, or raises the error for one that is not bound."""
    name = ctx.scope.mangle(identifier)
    where = ctx.scope.resolve_mangled(name)
    if where is Where.LOCAL:
        return ctx.place(_delete_key(name, unbound_local), node)
    if where is Where.CELL:
        return ctx.place(_delete_cell(name, unbound_local), node)
    if where is Where.FREE:
        return ctx.place(_delete_cell(name, unbound_free), node)
    if where is Where.NAME and not ctx.namespace_is_globals:
        return ctx.place(_delete_name(name), node)
    return ctx.place(_delete_global(ctx.globals, name), node)


def _delete_key(name: str, fail: Callable[[str], NameError]) -> Callable[[Frame], None]:
    missing = KeyError

    def delete_key(frame: Frame) -> None:
        try:
            del frame[name]
            return
        except missing:
            pass
        raise fail(name)

    return delete_key


def _delete_cell(name: str, fail: Callable[[str], NameError]) -> Callable[[Frame], None]:
    missing = ValueError

    def delete_cell(frame: Frame) -> None:
        try:
            frame[name].cell_contents  # noqa: B018  an empty cell can be emptied again without an error
            del frame[name].cell_contents
            return
        except missing:
            pass
        raise fail(name)

    return delete_cell


def _delete_name(name: str) -> Callable[[Frame], None]:
    """Whatever a namespace of the program's own answers, the name is said not to be defined."""
    missing, fail, namespace = BaseException, undefined, NAMESPACE

    def delete_name(frame: Frame) -> None:
        try:
            del frame[namespace][name]
            return
        except missing:
            pass
        raise fail(name)

    return delete_name


def _delete_global(target: dict[str, Any], name: str) -> Callable[[Frame], None]:
    missing, fail = KeyError, undefined

    def delete_global(frame: Frame) -> None:
        try:
            del target[name]
            return
        except missing:
            pass
        raise fail(name)

    return delete_global


def unbind(ctx: Context, identifier: str) -> Callable[[Frame], None]:
    """A closure that unbinds a variable if it is bound: the end of ``except E as name``."""
    name = ctx.scope.mangle(identifier)
    where = ctx.scope.resolve_mangled(name)
    if where is Where.LOCAL:
        return lambda frame: frame.pop(name, None)
    if where in (Where.CELL, Where.FREE):

        def unbind_cell(frame: Frame) -> None:
            frame[name].cell_contents = None
            del frame[name].cell_contents

        return unbind_cell
    if where is Where.NAME and not ctx.namespace_is_globals:
        # The namespace may be any mapping; CPython assigns None first, so that the deletion finds it.
        def unbind_name(frame: Frame) -> None:
            frame[NAMESPACE][name] = None
            del frame[NAMESPACE][name]

        return unbind_name
    target = ctx.globals
    return lambda frame: target.pop(name, None)


def cell_of(name: str) -> Callable[[Frame], CellType]:
    """The cell of a captured variable, as a function made in this frame captures it."""
    return lambda frame: frame[name]


catching(
    "_load_local.<locals>.load_local",
    "_load_cell.<locals>.load_cell",
    "_load_global.<locals>.load_global",
    "_load_global.<locals>.load_builtin",
    "load_name.<locals>.load_name",
    "_load_class_free.<locals>.load_class_free",
    "_load_seeing_class.<locals>.load_seeing_class",
    "_delete_key.<locals>.delete_key",
    "_delete_cell.<locals>.delete_cell",
    "_delete_name.<locals>.delete_name",
    "_delete_global.<locals>.delete_global",
)

"""Import statements: the host's import machinery, called as CPython's compiler has it called."""

from __future__ import annotations

import sys

from minicoro.oldlower import names
from minicoro.oldlower.statements import namespace_of, sequence, simple
from minicoro.oldsyntax import nodes as ast
from minicoro.runtime.type_names import type_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.oldlower.context import Context
    from minicoro.oldlower.names import Expr
    from minicoro.oldlower.statements import Statement
    from minicoro.runtime.unit import Frame


def _importer(ctx: Context, node: ast.stmt, name: str, wanted: tuple[str, ...] | None, level: int) -> Any:
    """A closure that calls ``__import__``, which the program may have replaced."""
    builtins, namespace, missing, fail = ctx.builtins, ctx.globals, KeyError, ImportError
    local = namespace_of(ctx) if ctx.scope.frame_scope.is_namespace else None

    def import_module(frame: Frame) -> Any:
        try:
            find = builtins["__import__"]
        except missing:
            find = None
        if find is None:
            raise fail("__import__ not found")
        return find(name, namespace, None if local is None else local(frame), wanted, level)

    return ctx.place(import_module, node)


@simple(ast.Import)
def import_(ctx: Context, node: ast.Import, closures: list[Expr]) -> Statement:
    return sequence([_import_one(ctx, node, alias) for alias in node.names])


def _import_one(ctx: Context, node: ast.Import, alias: ast.alias) -> Statement:
    load = _importer(ctx, node, alias.name, None, 0)
    if alias.asname is None:
        bind = names.store(ctx, alias.name.partition(".")[0])
        return lambda frame: bind(frame, load(frame))
    bind = names.store(ctx, alias.asname)
    parts = alias.name.split(".")[1:]
    take = take_from(ctx, node)

    def import_as(frame: Frame) -> None:
        module = load(frame)
        for part in parts:
            module = take(module, part)
        bind(frame, module)

    return import_as


@simple(ast.ImportFrom)
def import_from(ctx: Context, node: ast.ImportFrom, closures: list[Expr]) -> Statement:
    wanted = tuple([alias.name for alias in node.names])
    load = _importer(ctx, node, node.module or "", wanted, node.level or 0)
    if wanted == ("*",):
        bind_all = _star(ctx)
        return ctx.place(lambda frame: bind_all(frame, load(frame)), node)
    take = take_from(ctx, node)
    binds = [(alias.name, names.store(ctx, alias.asname or alias.name)) for alias in node.names]

    def import_names(frame: Frame) -> None:
        module = load(frame)
        for name, bind in binds:
            bind(frame, take(module, name))

    return import_names


def take_from(ctx: Context, node: ast.stmt) -> Any:
    """A closure that takes a name from a module: its attribute, else a submodule of that name."""
    take = _import_from_
    return ctx.place(lambda module, name: take(module, name), node)


def _import_from_(module: Any, name: str) -> Any:
    """Rule: import/from (Language Reference, "The import statement"): the attribute, else the submodule."""
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    package = getattr(module, "__name__", None)
    if isinstance(package, str):
        found = sys.modules.get(f"{package}.{name}")
        if found is not None:
            return found
    raise _cannot_import(module, package, name)


def _cannot_import(module: Any, package: object, name: str) -> ImportError:
    """The error, worded by the host itself: it looks at the module's spec and place."""
    shown = package if isinstance(package, str) else "<unknown module name>"
    namespace: dict[str, Any] = {"__builtins__": {"__import__": lambda *args: module}}
    try:
        exec(compile(f"from x import {name}", __file__, "exec", dont_inherit=True), namespace)
    except ImportError as error:
        error.__traceback__ = None
        return error
    return ImportError(f"cannot import name {name!r} from {shown!r} (unknown location)", name=name)


def _bad_star_name(module: Any, name: object, what: str) -> TypeError:
    where = f"{module.__name__}.{'__dict__' if what == 'Key' else '__all__'}"
    return TypeError(f"{what} in {where} must be str, not {type_name(name)}")


def _star(ctx: Context) -> Any:
    """Rule: import/star: the names of ``__all__``, else those without a leading underscore."""
    namespace = namespace_of(ctx)

    def bind_all(frame: Frame, module: Any) -> None:
        target = namespace(frame)
        listed = getattr(module, "__all__", None)
        shown = module.__dict__.keys() if listed is None else listed
        for name in list(shown):
            if not isinstance(name, str):
                raise _bad_star_name(module, name, "Key" if listed is None else "Item")
            if listed is None and name.startswith("_"):
                continue
            target[name] = getattr(module, name)

    return bind_all

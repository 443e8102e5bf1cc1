"""Compares our scopes with the code objects that the host makes of the same text."""

import ast
import inspect
import types
import warnings

from minicoro.syntax.scopes import Scope, ScopeKind, analyse

KIND_FLAGS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_NESTED


def first_line(scope: Scope) -> int:
    """``co_firstlineno``: decorators count."""
    if scope.parent is None:
        return 1
    decorators = getattr(scope.node, "decorator_list", ())
    if decorators:
        return int(decorators[0].lineno)
    return int(getattr(scope.node, "lineno", 1))


def flags_of(scope: Scope) -> int:
    flags = 0
    if scope.is_generator:
        flags |= inspect.CO_GENERATOR
    if scope.is_coroutine:
        flags |= inspect.CO_COROUTINE
    if scope.is_async_generator:
        flags |= inspect.CO_ASYNC_GENERATOR
    if scope.is_nested and not scope.is_namespace:
        flags |= inspect.CO_NESTED
    return flags


def differences(scope: Scope, code: types.CodeType) -> list[str]:
    """What differs between one scope and one code object, and between what is inside them."""
    ours = {
        "name": scope.name,
        "qualname": scope.qualname,
        "varnames": scope.varnames,
        "cellvars": scope.cellvars,
        "freevars": scope.freevars,
        "flags": flags_of(scope),
    }
    theirs = {
        "name": code.co_name,
        "qualname": code.co_qualname,
        "varnames": code.co_varnames,
        "cellvars": code.co_cellvars,
        "freevars": code.co_freevars,
        "flags": code.co_flags & KIND_FLAGS,
    }
    if scope.docstring is not None and scope.kind in (ScopeKind.FUNCTION, ScopeKind.CLASS, ScopeKind.MODULE):
        ours["docstring"] = True
        theirs["docstring"] = scope.docstring in code.co_consts
    found = [
        f"{code.co_qualname}:{code.co_firstlineno}: {key}: ours {ours[key]!r}, theirs {theirs[key]!r}"
        for key in ours
        if ours[key] != theirs[key]
    ]
    return found + inside(scope, code)


def own_children(scope: Scope) -> list[Scope]:
    """The scopes inside that have code of their own, also those inside inlined ones."""
    found: list[Scope] = []
    for child in scope.inner:
        found += own_children(child) if child.inlined else [child]
    return found


def inside(scope: Scope, code: types.CodeType) -> list[str]:
    # The host leaves out code objects that nothing can reach and joins equal ones, so each of its code objects
    # must have a scope, but not the other way round.
    found: list[str] = []
    for constant in code.co_consts:
        if not isinstance(constant, types.CodeType):
            continue
        candidates = [
            child
            for child in own_children(scope)
            if (child.name, first_line(child)) == (constant.co_name, constant.co_firstlineno)
        ]
        results = [differences(child, constant) for child in candidates]
        if not results:
            found.append(f"{constant.co_qualname}:{constant.co_firstlineno}: no scope")
        elif all(results):
            found += min(results, key=len)
    return found


def compare(text: str, flags: int = 0, mode: str = "exec") -> list[str]:
    """What differs between ours and the host's view of a program."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(text, "<string>", mode, flags, dont_inherit=True)
        tree = compile(text, "<string>", mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    return differences(analyse(tree, source=text, flags=flags), code)

"""Functions, classes, lambda, parameters, type parameters."""

from __future__ import annotations

import ast
from functools import partial
from typing import Any, NamedTuple

from minicoro.syntax.driver import node, placed
from minicoro.syntax.features import DEFAULTS, GENERICS
from minicoro.syntax.tokens import Token

from .base import STORE, Base, at, reject
from .calls import Arguments

Body = list[ast.stmt]


class Parameter(NamedTuple):
    """One part of a parameter list: ``mark`` is "", "/", "*" or "**"."""

    mark: str
    where: Token
    arg: ast.arg | None
    default: ast.expr | None


def parameter(
    mark: str,
    where: Token,
    name: Token | None = None,
    annotation: ast.expr | None = None,
    default: ast.expr | None = None,
) -> Parameter:
    """A part of a parameter list; ``where`` is its first token."""
    arg = None if name is None else at(ast.arg(name.text, annotation, None), name, annotation)
    return Parameter(mark, where, arg, default)


def or_no_parameters(found: ast.arguments | None) -> ast.arguments:
    """The optional parameters of a function."""
    return found or ast.arguments([], [], None, [], [], None, [])


class Definitions(Base):
    """The methods that make functions and classes."""

    def decorated(self, decorators: list[ast.expr], node: Any) -> Any:
        node.decorator_list = decorators
        return node

    @placed
    def function_def(
        self, asynchronous: Token | None, _def: Token, name: Token, type_params: list[Any] | None, _open: Token,
        parameters: ast.arguments | None, _close: Token, _arrow: Token | None, returns: ast.expr | None,
        _colon: Token, body: Body,
    ) -> ast.FunctionDef | ast.AsyncFunctionDef:  # fmt: skip
        kind: Any = ast.AsyncFunctionDef if asynchronous else ast.FunctionDef
        return kind(name.text, or_no_parameters(parameters), body, [], returns, None, *generic(type_params, name))  # type: ignore[no-any-return]

    @placed
    def class_def(
        self, _class: Token, name: Token, type_params: list[Any] | None, _open: Token | None, bases: Arguments | None,
        _close: Token | None, _colon: Token, body: Body,
    ) -> ast.ClassDef:  # fmt: skip
        positional, keywords = bases or ([], [])
        return ast.ClassDef(name.text, positional, keywords, body, [], *generic(type_params, name))

    lambda_expr = node(ast.Lambda, (1, or_no_parameters), 3)

    # ---- Parameters -------------------------------------------------------------------------------------------------------

    parameter_plain = node(partial(parameter, ""), 0, 0, 2, 4)
    parameter_slash = node(partial(parameter, "/"), 0)
    parameter_bare_star = node(partial(parameter, "*"), 0)
    parameter_star = node(partial(parameter, "*"), 0, 1)
    parameter_star_annotated = node(partial(parameter, "*"), 0, 1, 3)
    parameter_double_star = node(partial(parameter, "**"), 0, 1, 3)
    lambda_plain = node(partial(parameter, ""), 0, 0)
    lambda_default = node(partial(parameter, ""), 0, 0, None, 2)
    lambda_double_star = node(partial(parameter, "**"), 0, 1)

    def parameter_list(self, items: list[Parameter], _comma: Token | None) -> ast.arguments:
        """The parameters; ``Rejected`` if their order is wrong."""
        found, star = or_no_parameters(None), None
        for mark, where, arg, default in items:
            if found.kwarg is not None:
                raise reject("parameter after **", where)
            if mark == "*":
                if star is not None:
                    raise reject("second *", where)
                star, found.vararg = where, arg
            elif mark == "**":
                found.kwarg = arg
            elif arg is None:
                if found.posonlyargs or star is not None or not found.args:
                    raise reject("misplaced /", where)
                found.posonlyargs, found.args = found.args, []
            elif star is not None:
                found.kwonlyargs.append(arg)
                found.kw_defaults.append(default)
            elif default is None and found.defaults:
                raise reject("parameter without a default", where)
            else:
                found.args.append(arg)
                found.defaults += [] if default is None else [default]
        if star is not None and found.vararg is None and not found.kwonlyargs:
            raise reject("bare *", items[-1].where)
        return found

    # ---- Type parameters --------------------------------------------------------------------------------------------------

    def type_param_list(self, _open: Token, items: list[Any], _comma: Token | None, close: Token) -> list[Any]:
        if not GENERICS:
            raise reject("type parameters", close)
        return items

    @placed
    def type_variable(
        self, name: Token, _colon: Token | None, bound: ast.expr | None, equals: Token | None, default: ast.expr | None
    ) -> Any:
        return type_parameter("TypeVar", equals, default, name=name.text, bound=bound)

    @placed
    def type_variable_tuple(self, _star: Token, name: Token, equals: Token | None, default: ast.expr | None) -> Any:
        return type_parameter("TypeVarTuple", equals, default, name=name.text)

    @placed
    def parameter_spec(self, _stars: Token, name: Token, equals: Token | None, default: ast.expr | None) -> Any:
        return type_parameter("ParamSpec", equals, default, name=name.text)

    @placed
    def type_alias(
        self, word: Token, name: Token, type_params: list[Any] | None, _equals: Token, value: ast.expr
    ) -> Any:
        if not GENERICS:
            raise reject("type statement", word)
        target = at(ast.Name(name.text, STORE), name)
        kind: Any = getattr(ast, "TypeAlias")  # noqa: B009 - the checker's Python has none
        return kind(target, type_params or [], value)


def generic(type_params: list[Any] | None, where: Token) -> list[list[Any]]:
    """The type parameters as arguments of a definition's node: one argument since 3.12, before none."""
    return [type_params or []] if GENERICS else []


def type_parameter(kind: str, equals: Token | None, default: ast.expr | None, **fields: object) -> Any:
    """A node of PEP 695; with a default (PEP 696) since 3.13."""
    if not GENERICS:
        return ast.Pass()  # rejected when the list is complete
    if DEFAULTS:
        fields["default_value"] = default
    elif equals is not None:
        raise reject("type parameter's default", equals)
    return getattr(ast, kind)(**fields)

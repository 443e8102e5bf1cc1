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
        found = ParameterOrder()
        for item in items:
            found.take(item)
        return found.result(items[-1].where)

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


class ParameterOrder:
    """Sorts parameters into ``ast.arguments``; ``Rejected`` if their order is wrong."""

    def __init__(self) -> None:
        self.before_slash: list[ast.arg] = []
        self.plain: list[ast.arg] = []
        self.defaults: list[ast.expr] = []
        self.star: Parameter | None = None
        self.only: list[ast.arg] = []
        self.only_defaults: list[ast.expr | None] = []
        self.rest: ast.arg | None = None

    def take(self, item: Parameter) -> None:
        if self.rest is not None:
            raise reject("parameter after **", item.where)
        if item.mark == "*":
            if self.star is not None:
                raise reject("second *", item.where)
            self.star = item
        elif item.mark == "**":
            self.rest = item.arg
        elif item.mark == "/":
            if self.before_slash or self.star or not self.plain:
                raise reject("misplaced /", item.where)
            self.before_slash, self.plain = self.plain, []
        elif item.arg is not None:
            self.take_plain(item, item.arg)

    def take_plain(self, item: Parameter, arg: ast.arg) -> None:
        if self.star is not None:
            self.only.append(arg)
            self.only_defaults.append(item.default)
            return
        self.plain.append(arg)
        if item.default is not None:
            self.defaults.append(item.default)
        elif self.defaults:
            raise reject("parameter without a default", item.where)

    def result(self, last: Token) -> ast.arguments:
        star = self.star
        if star is not None and star.arg is None and not self.only:
            raise reject("bare *", last)
        return ast.arguments(
            self.before_slash, self.plain, star.arg if star else None, self.only,
            self.only_defaults, self.rest, self.defaults,
        )  # fmt: skip


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

"""Machines made by hand, and the smallest thing that can perform them.

In the texts ``$`` begins the machine's own names, as in `minicoro.core.machine`: ``$1`` is a spill, ``$caught1`` a temporary.
"""

import ast
import re
from collections.abc import Callable
from typing import Any

from minicoro.core import async_generators, engine, generators
from minicoro.core.machine import Delegate, Exit, Jump, Kind, Machine, Region, Return, State, Yield, is_spill
from minicoro.core.operations import HELPERS

OWN = "OWN_"


def parsed(text: str, mode: str) -> Any:
    """The tree of a text in which names may begin with ``$``."""
    tree = ast.parse(re.sub(r"\$", OWN, text), mode=mode)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id.startswith(OWN):
            node.id = "$" + node.id.removeprefix(OWN)
    return tree


def expression(text: str) -> Any:
    return parsed(text, "eval").body


def steps(text: str) -> tuple[ast.stmt, ...]:
    return tuple(parsed(text, "exec").body)


def pattern(text: str) -> ast.pattern:
    return parsed(f"match 0:\n case {text}: pass", "exec").body[0].cases[0].pattern  # type: ignore[no-any-return]


def state(text: str, exit: Exit, region: Region | None = None, handling: tuple[str, ...] = ()) -> State:
    return State(steps(text), exit, region, handling)


def yields(text: str, target: int, result: str | None = None) -> Yield:
    return Yield(expression(text), result, target, expression(text))


def delegates(text: str, target: int, result: str | None = None, exhausted: int | None = None) -> Delegate:
    return Delegate(expression(text), result, target, "await", expression(text), exhausted)


def returns(text: str = "None") -> Return:
    return Return(expression(text), expression(text))


def machine(*states: State, kind: Kind = Kind.GENERATOR, name: str = "f") -> Machine:
    """A machine whose body begins in state 1: state 0 is that of an object that was just created."""
    return Machine(kind, name, (State((), Jump(1)), *states), {})


class Variables:
    """The evaluator: it has a dict of variables, and knows the few kinds of syntax that these tests use."""

    def __init__(self, **names: Any) -> None:
        self.names: dict[str, Any] = names

    def read(self, name: str) -> Any:
        if is_spill(name):
            return self.names.pop(name)  # reading a spill takes it
        return self.names[name] if name in self.names else HELPERS[name]

    def truth(self, condition: Any, place: object = None) -> bool:
        return bool(self.evaluate(condition))

    def evaluate(self, node: Any) -> Any:
        match node:
            case ast.Constant(value):
                return value
            case ast.Name(name):
                return self.read(name)
            case ast.Tuple(items):
                return tuple([self.evaluate(item) for item in items])
            case ast.Call(function, arguments):
                return self.evaluate(function)(*[self.evaluate(argument) for argument in arguments])
        raise NotImplementedError(ast.dump(node))

    def execute(self, node: ast.stmt) -> str | None:
        match node:
            case ast.Expr(value):
                self.evaluate(value)
            case ast.Assign([target], value):
                self.bind(target, self.evaluate(value))
            case ast.Delete(targets):
                for target in targets:
                    del self.names[target.id]  # type: ignore[attr-defined]
            case ast.Raise(error) if error is not None:
                raise self.evaluate(error)
            case ast.Break():
                return "break"
            case ast.Continue():
                return "continue"
            case ast.Return(value):
                self.names["$returned"] = self.evaluate(value)
                return "return"
            case ast.If(test, body):
                for part in body if self.evaluate(test) else []:
                    ended = self.execute(part)
                    if ended is not None:
                        return ended
            case _:
                raise NotImplementedError(ast.dump(node))
        return None

    def bind(self, target: Any, value: Any) -> None:
        if isinstance(target, ast.Tuple):
            for each, item in zip(target.elts, value, strict=True):
                self.bind(each, item)
        else:
            self.names[target if isinstance(target, str) else target.id] = value

    def matches(self, pattern: ast.pattern, subject: Any) -> bool:
        match pattern:
            case ast.MatchValue(value):
                return bool(self.evaluate(value) == subject)
            case ast.MatchAs(None, str(name)):
                self.bind(name, subject)
                return True
        raise NotImplementedError(ast.dump(pattern))

    def at(self, node: ast.AST) -> None:
        pass

    def unwind(self) -> None:
        pass

    def locate(self, error: BaseException) -> None:
        pass


def perform(o: Any, sent: object) -> Any:
    """What the objects of these tests have for ``run``: `engine.run`, with what is caught kept among the variables."""
    o.caught = o.saved.names
    o.caught["$self"] = o
    return engine.run(o, sent)


MAKERS: dict[Kind, Callable[..., Any]] = {
    Kind.GENERATOR: generators.make_generator,
    Kind.COROUTINE: generators.make_coroutine,
    Kind.ASYNC_GENERATOR: async_generators.make_async_generator,
}


def call(made: Machine, **variables: Any) -> Any:
    """What calling the function would give: an object that was just created, with these variables."""
    return MAKERS[made.kind](perform, made, Variables(**variables))

"""How the tests of this folder write a machine.

A state is a line with its number, its region and what it handles, then its steps, then ``->`` and its exit:

    2 [3 $caught1] (handling $caught2)
      x = $1
      -> yield x; $2 = sent; 4
"""

import ast
import copy

from minicoro.core.machine import (
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Exit,
    Jump,
    Machine,
    Next,
    Raise,
    Return,
    State,
    Yield,
)
from minicoro.lower.forms import prepared
from minicoro.lower.functions import kind_of, lowered
from minicoro.lower.names import analyse


def machine_of(text: str) -> Machine:
    """The machine of the first function in a text."""
    tree = prepared(ast.parse(text))
    analyse(tree)
    (function,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)][:1]
    kind = kind_of(function)
    assert kind is not None, "it suspends nowhere, so it has no machine"
    return lowered(function, function.scope, kind, function.body)  # type: ignore[union-attr]


def show(text: str) -> str:
    """The machine of the first function in a text; state 0, which is the same in all machines, is left out."""
    states = machine_of(text).states
    assert not states[0].steps
    assert isinstance(states[0].exit, Jump)
    assert states[0].exit.target == 1
    return "\n".join([line for number, state in enumerate(states) if number for line in _lines(number, state)]) + "\n"


def _lines(number: int, state: State) -> list[str]:
    region = "" if state.region is None else f" [{state.region.handler} {state.region.variable}]"
    handling = f" (handling {', '.join(state.handling)})" if state.handling else ""
    steps = [line for step in state.steps for line in _text(step).splitlines()]
    return [f"{number}{region}{handling}", *[f"  {step}" for step in steps], f"  -> {_exit(state.exit)}"]


def _text(node: ast.AST) -> str:
    return ast.unparse(copy.deepcopy(node))


def _exit(exit: Exit) -> str:
    match exit:
        case Jump(target):
            return f"{target}"
        case Branch(test, then, otherwise):
            return f"if {_text(test)}: {then}, else {otherwise}"
        case Next(iterator, item, then, otherwise):
            return f"{_text(item)} = next of {iterator}: {then}, none left: {otherwise}"
        case Case(subject, pattern, then, otherwise):
            return f"{subject} matches {_text(pattern)}: {then}, else {otherwise}"
        case Yield(value, result, target):
            taken = "" if result is None else f"{result} = sent; "
            return f"yield {_text(value)}; {taken}{target}"
        case Delegate(source, result, target, construct, _, exhausted):
            taken = "" if result is None else f"{result} = value; "
            over = "" if exhausted is None else f", exhausted: {exhausted}"
            return f"drive {_text(source)} ({construct}); {taken}{target}{over}"
        case Return(value):
            return f"return {_text(value)}"
        case Raise(variable):
            return f"raise {variable} again"
        case Execute(statement, normal, on_break, on_continue, on_return):
            ways = {"break": on_break, "continue": on_continue, "return": on_return}
            text = "; ".join([line.strip() for line in _text(statement).splitlines()])
            return f"run {text!r}: {normal}" + "".join([f", {way}: {to}" for way, to in ways.items() if to is not None])
        case EnterFinally(variable, after, target):
            return f"{variable} = {after}; {target}"
        case EndFinally(variable, normal):
            return f"where {variable} says, else {normal}"

"""A machine as Python-like pseudocode, with ``state = …`` for the next state.

The compiled engine runs other code (`compiled.emit`).
"""

from typing import Any

from minicoro.api import (
    Branch,
    Case,
    Delegate,
    EndFinally,
    EnterFinally,
    Execute,
    Jump,
    Machine,
    Next,
    Raise,
    Return,
    State,
    Yield,
    text_of,
)
from minicoro.observe.finding import NOWHERE
from minicoro.observe.rows import ends_finally

Line = tuple[int, str]


def python_of(machine: Machine) -> list[tuple[int, list[Line]]]:
    """For each state its number, and lines of Python, each with its line of the source (0: none)."""
    return [(number, _state(state)) for number, state in enumerate(machine.states)]


def _state(state: State) -> list[Line]:
    lines = [line for step in state.steps for line in _lines(step)] + _exit(state)
    if state.region is None:
        return lines
    handler = [f"except BaseException as {state.region.variable}:", f"    state = {state.region.handler}"]
    inside = [(line, f"    {text}") for line, text in lines]
    return [(0, "try:"), *inside, *[(0, text) for text in handler]]


def _lines(node: Any) -> list[Line]:
    """A statement or expression; its later lines have their own lines of the source."""
    first, *rest = text_of(node).split("\n")
    line = node.lineno if node.lineno < NOWHERE else 0
    return [(line, first), *[(0, text) for text in rest]]


def _exit(state: State) -> list[Line]:
    exit = state.exit
    match exit:
        case Jump(target):
            return [_go(target)]
        case Branch(test, then, otherwise):
            return [(test.lineno, f"state = {then} if {text_of(test)} else {otherwise}")]
        case Next(iterator, item, then, otherwise, node):
            line = getattr(node, "lineno", 0)
            loop = [(line, f"for {text_of(item)} in {iterator}:"), (0, f"    state = {then}"), (0, "    break")]
            return [*loop, (0, "else:"), (0, f"    state = {otherwise}")]
        case Case(subject, pattern, then, otherwise):
            first = [(0, f"match {subject}:"), (pattern.lineno, f"    case {text_of(pattern)}:")]
            return [*first, (0, f"        state = {then}"), (0, "    case _:"), (0, f"        state = {otherwise}")]
        case Yield(value, result, target, node):
            return [(node.lineno, f"{_into(result)}yield {text_of(value)}"), _go(target)]
        case Delegate():
            return _delegation(exit)
        case Return(value, node):
            return [(getattr(node, "lineno", 0), f"return {text_of(value)}")]
        case Raise(variable):
            return [(0, f"raise {variable}")]
        case Execute(statement, normal):
            ways = {"break": exit.on_break, "continue": exit.on_continue, "return": exit.on_return}
            told = [(0, f"# its {way}: state = {target}") for way, target in ways.items() if target is not None]
            return [*told, *_lines(statement), _go(normal)]
        case EnterFinally(variable, after, target):
            return [(0, f"{variable} = {after}"), _go(target)]
        case EndFinally(variable, normal):
            again = [(0, f"if {variable} is an exception: raise {variable}")] if ends_finally(state) else []
            return [*again, (0, f"state = {variable} or {normal}")]


def _delegation(exit: Delegate) -> list[Line]:
    drive = (getattr(exit.node, "lineno", 0), f"{_into(exit.result)}yield from {text_of(exit.source)}")
    if exit.exhausted is None:
        return [drive, _go(exit.target)]
    tried = [(0, "try:"), (drive[0], f"    {drive[1]}"), (0, f"    state = {exit.target}")]
    return [*tried, (0, "except StopAsyncIteration:"), (0, f"    state = {exit.exhausted}")]


def _go(target: int) -> Line:
    return 0, f"state = {target}"


def _into(result: str | None) -> str:
    return f"{result} = " if result else ""

"""Outlines: all that an engine needs of a machine, as plain tuples that can be stored in a file.

An outline has no syntax, but regions, handled variables, saved variables, and the line and the targets of each suspension.
When a user asks for the machine, `minicoro.tools.whole` lowers the source again.
"""

from __future__ import annotations

import ast
from _imp import source_hash
from typing import Any

from ..core.machine import Delegate, Exit, Jump, Kind, Machine, Region, State, Yield

Outline = tuple[Any, ...]
NOTHING = ast.Constant(None)


def hash_of(source: bytes) -> bytes:
    """The hash of a source; line ends do not matter."""
    if b"\r" in source:
        source = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return source_hash(0, source)


def outline(machine: Machine) -> Outline:
    """A machine without its syntax."""
    regions = list({id(state.region): state.region for state in machine.states if state.region is not None}.values())
    states = []
    for state in machine.states:
        region = -1 if state.region is None else [each is state.region for each in regions].index(True)
        states.append((region, state.handling, *_outline_of(state.exit)))
    kept = [(region.handler, region.variable, region.clears) for region in regions]
    saved, boxed = tuple(machine.saved.items()), tuple(sorted(machine.boxed))
    return machine.kind.value, machine.name, machine.cells, saved, boxed, tuple(kept), tuple(states)


def outlined(kept: Outline, origin: tuple[str, bytes, int]) -> Machine:
    """The machine of an outline: its states have no steps, and real exits only where they suspend."""
    kind, name, cells, saved, boxed, regions, states = kept
    found = [*[Region(*region) for region in regions], None]
    made = [State((), _exit(*exit), found[region], handling) for region, handling, *exit in states]
    return Machine(Kind(kind), name, tuple(made), {}, cells, dict(saved), frozenset(boxed), origin)


JUMP = Jump(0)


def _outline_of(exit: Exit) -> tuple[str | None, int, int, int | None]:
    """Of an exit that suspends: its construct, its line, and the states to which it leads."""
    if isinstance(exit, Yield):
        return "yield", exit.node.lineno, exit.target, None
    if isinstance(exit, Delegate):
        return exit.construct, exit.node.lineno, exit.target, exit.exhausted  # type: ignore[attr-defined]
    return None, 0, 0, None


def _exit(construct: str | None, line: int, target: int, exhausted: int | None) -> Exit:
    if construct is None:
        return JUMP
    node = ast.Constant(None, lineno=line)
    if construct == "yield":
        return Yield(NOTHING, None, target, node)
    return Delegate(NOTHING, None, target, construct, node, exhausted)

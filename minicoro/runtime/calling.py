"""Calls of plain functions: what stands between a synthesised code object and the tree of closures."""

from __future__ import annotations

from minicoro.runtime.depth import overflow
from minicoro.runtime.state import SHARED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit


def run_function(unit: Unit, namespace: dict[str, Any], frame: Frame) -> Any:
    """Run the body of a function called under these globals; its result.  Rule: call/plain"""
    SHARED.depth -= 1
    if SHARED.depth < 0:
        overflow()
    if namespace is not unit.globals:
        unit = unit.rebound(namespace)
    try:
        completion = unit.run(frame)
    except:
        SHARED.depth += 1
        raise
    SHARED.depth += 1
    return None if completion is None else completion[0]


def run_expression(unit: Unit, namespace: dict[str, Any], frame: Frame) -> Any:
    """As `run_function`, for a body that is an expression: a lambda, a comprehension, a type scope."""
    SHARED.depth -= 1
    if SHARED.depth < 0:
        overflow()
    if namespace is not unit.globals:
        unit = unit.rebound(namespace)
    try:
        value = unit.run(frame)
    except:
        SHARED.depth += 1
        raise
    SHARED.depth += 1
    return value

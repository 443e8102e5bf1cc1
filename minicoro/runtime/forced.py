"""The force mode: plain functions run through the machine, which must change nothing (for tests)."""

from collections.abc import Callable
from typing import Any

from minicoro.runtime.suspendable import Suspendable
from minicoro.runtime.unit import Frame, Unit


def run_to_end(unit: Unit, expression: bool) -> Callable[[Frame], Any]:
    """A function's ``run`` that drives its machine, which suspends nowhere, to its end."""
    from minicoro.runtime.engine import _run, _run_handling, handled_in

    def run(frame: Frame) -> Any:
        o = object.__new__(Suspendable)
        o.begin(unit, frame, unit.code)
        state = 0
        while state >= 0:
            handled = handled_in(o.machine.states[state], frame)
            state = _run(o, frame, state, None) if handled is None else _run_handling(o, frame, state, handled)
        return o.value if expression else (o.value,)

    return run

"""The force mode: plain functions run through the machine, which must change nothing (for tests)."""

from __future__ import annotations

from minicoro.runtime.engine import run_to_end
from minicoro.runtime.suspendable import Suspendable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit


def machine_runner(unit: Unit, expression: bool) -> Callable[[Frame], Any]:
    """A function's ``run`` that drives its machine, which suspends nowhere, to its end."""

    def run(frame: Frame) -> Any:
        o = object.__new__(Suspendable)
        o.begin(unit, frame, unit.code)
        run_to_end(o, frame)
        return o.value if expression else (o.value,)

    return run

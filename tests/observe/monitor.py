"""Run a program under CPython and record, with `sys.monitoring`, what its generators and coroutines do.

`python monitor.py PROGRAM OUT` writes a line of JSON for each event that CPython emits for code of the program's file
that suspends: ``[what, qualname, exception]``, the exception by its type where one is thrown in or leaves.
"""

import inspect
import json
import runpy
import sys
from pathlib import Path
from types import CodeType

SUSPENDS = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR
NAMES = {
    "PY_START": "started", "PY_RESUME": "resumed", "PY_THROW": "thrown", "PY_YIELD": "suspended",
    "PY_RETURN": "returned", "PY_UNWIND": "raised",
}  # fmt: skip


def record(path: str, out: str) -> None:
    monitoring = sys.monitoring  # type: ignore[attr-defined]
    told: list[tuple[str, str, str]] = []

    def telling(name: str):
        def tell(code: CodeType, *rest: object) -> None:
            if code.co_filename == path and code.co_flags & SUSPENDS:
                error = rest[-1] if name in ("PY_THROW", "PY_UNWIND") else None
                told.append((NAMES[name], code.co_qualname, "" if error is None else type(error).__name__))

        return tell

    tool = monitoring.DEBUGGER_ID
    monitoring.use_tool_id(tool, "record")
    wanted = 0
    for name in NAMES:
        event = getattr(monitoring.events, name)
        wanted |= event
        monitoring.register_callback(tool, event, telling(name))
    monitoring.set_events(tool, wanted)
    try:
        runpy.run_path(path, run_name="__main__")
    finally:
        monitoring.set_events(tool, 0)
        Path(out).write_text("".join([json.dumps(each) + "\n" for each in told]))


if __name__ == "__main__":
    sys.argv = sys.argv[1:]
    record(sys.argv[0], sys.argv[1])

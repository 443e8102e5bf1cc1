"""Run a program under CPython and record the transitions of its suspendable objects: ``tracer.py OUT FILE``.

It runs by itself under the CPython to compare with, and needs only its standard library.  From 3.12 on the transitions come
from ``sys.monitoring``.  On 3.11 they come from ``sys.settrace``: unlike ``sys.setprofile``, it distinguishes, by the opcodes,
an exception that leaves a frame from a value.  It does not distinguish a throw from a send: both are a "resume" there.
"""

import atexit
import builtins
import dis
import json
import os
import sys
from types import CodeType, FrameType, ModuleType, TracebackType
from typing import Any

SUSPENDS = 0x20 | 0x80 | 0x200  # CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR


class Record:
    """The transitions so far.  Objects are numbered in the order in which they start."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.found: list[list[Any]] = []
        self.numbers: dict[int, int] = {}
        self.count = 0

    def wanted(self, code: CodeType) -> bool:
        return bool(code.co_flags & SUSPENDS) and code.co_filename == self.filename

    def add(self, what: str, frame: FrameType, with_line: bool = True) -> None:
        key = id(frame)
        if what == "start":
            self.count += 1
            self.numbers[key] = self.count
        if key not in self.numbers:
            return  # thrown into before its start: nothing of it runs
        line = 0
        if with_line:
            line = frame.f_code.co_firstlineno if what == "start" else frame.f_lineno
        self.found.append([what, self.numbers[key], frame.f_code.co_qualname, line])
        if what in ("return", "unwind"):
            del self.numbers[key]

    def write(self, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - loads less
            file.writelines([json.dumps(one) + "\n" for one in self.found])


def monitor(record: Record) -> None:
    """Get the events of CPython 3.12 and newer."""
    monitoring: Any = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    tool, events = monitoring.PROFILER_ID, monitoring.events
    monitoring.use_tool_id(tool, "minicoro diff")
    told = {
        events.PY_START: ("start", True),
        events.PY_RESUME: ("resume", True),
        events.PY_THROW: ("throw", True),
        events.PY_YIELD: ("yield", True),
        events.PY_RETURN: ("return", False),
        events.PY_UNWIND: ("unwind", False),
    }
    for event, (what, with_line) in told.items():
        monitoring.register_callback(tool, event, _callback(record, what, with_line))
    total = 0
    for event in told:
        total |= event
    monitoring.set_events(tool, total)


def _callback(record: Record, what: str, with_line: bool) -> Any:
    def callback(code: CodeType, *_: Any) -> None:
        if record.wanted(code):
            record.add(what, sys._getframe(1), with_line)

    return callback


class Tracing:
    """Combines the events of ``sys.settrace`` on 3.11: one resumption is several of its events.

    last: for each frame, the last opcode that has begun in this resumption; an exception may leave from another one.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.last: dict[int, str] = {}

    def begin(self, frame: FrameType, event: str, argument: Any) -> Any:
        """The global trace function: a frame is entered."""
        if not self.record.wanted(frame.f_code):
            return None
        key = id(frame)
        self.last.pop(key, None)
        if key in self.record.numbers:
            self.record.add("resume", frame)
        elif self._is_start(frame):
            self.record.add("start", frame)
        frame.f_trace_opcodes = True
        return self.within

    def _is_start(self, frame: FrameType) -> bool:
        return self._operation(frame) in ("RESUME", "POP_TOP", "COPY_FREE_VARS")

    def _operation(self, frame: FrameType) -> str:
        return dis.opname[frame.f_code.co_code[max(frame.f_lasti, 0)]]

    def within(self, frame: FrameType, event: str, argument: Any) -> Any:
        """The trace function of a frame."""
        if event == "opcode":
            self.last[id(frame)] = self._operation(frame)
        elif event == "return":
            self._leave(frame)
        return self.within

    def _leave(self, frame: FrameType) -> None:
        last = self.last.pop(id(frame), "")
        if last == "RETURN_VALUE":
            self.record.add("return", frame, False)
        elif last == "YIELD_VALUE":
            self.record.add("yield", frame)
        else:
            self.record.add("unwind", frame, False)


def _program(path: str) -> ModuleType:
    """A fresh ``__main__`` for the program."""
    module = ModuleType("__main__")
    module.__file__ = path
    vars(module)["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv = [path]
    sys.path[0] = os.path.dirname(path)  # noqa: PTH120
    return module


_FILE = __file__  # later releases delete the name before they call ``sys.excepthook``


def _show(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """``sys.excepthook`` without the entries of this file."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename == _FILE:
        traceback = traceback.tb_next
    sys.__excepthook__(kind, error.with_traceback(traceback), traceback)


def main() -> None:
    """Run a program as ``python FILE`` does, and write its transitions when it ends."""
    out, path = sys.argv[1:]
    record = Record(path)
    with open(path, "rb") as file:  # noqa: PTH123
        source = file.read()
    sys.excepthook = _show
    namespace = vars(_program(path))
    atexit.register(record.write, out)
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except SyntaxError:  # some messages are others for a text than for a file
        record.write(out)
        os.execv(sys.executable, [sys.executable, path])
    if sys.version_info >= (3, 12):
        monitor(record)
    else:
        sys.settrace(Tracing(record).begin)
    exec(code, namespace)


if __name__ == "__main__":
    main()

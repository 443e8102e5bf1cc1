"""What is left of a tool that is cleared (3.14) or freed."""

import sys

M, E = sys.monitoring, sys.monitoring.events


def numbers():
    yield 1


def report(what):
    told.clear()
    list(numbers())
    print(what, sorted(told), M.get_tool(4), M.get_events(4) if M.get_tool(4) else "-")


def on_start(code, offset):
    if code is numbers.__code__:
        told.append("start")


def on_yield(code, offset, value):
    if code is numbers.__code__:
        told.append("yield")


def begin():
    M.use_tool_id(4, "tool")
    M.register_callback(4, E.PY_START, on_start)
    M.register_callback(4, E.PY_YIELD, on_yield)
    M.set_events(4, E.PY_START)
    M.set_local_events(4, numbers.__code__, E.PY_YIELD)
    report("in use")


told = []
begin()
if hasattr(M, "clear_tool_id"):
    M.clear_tool_id(4)
    report("cleared")
    print(M.register_callback(4, E.PY_START, None), M.get_local_events(4, numbers.__code__))
    M.free_tool_id(4)
    begin()
M.set_events(4, 0)
M.set_local_events(4, numbers.__code__, 0)
M.free_tool_id(4)
report("freed")
M.use_tool_id(4, "again")
for event in E.PY_START, E.PY_YIELD:
    print(getattr(M.register_callback(4, event, None), "__name__", None))
M.free_tool_id(4)
for wrong in (77, None):
    try:
        M.free_tool_id(wrong)
    except (ValueError, TypeError) as error:
        print(repr(error))

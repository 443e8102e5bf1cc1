"""What is compiled while every event is monitored, causes events when it runs, and not before."""

import sys

monitoring = sys.monitoring
seen = []


def told(code, *given):
    seen.append(code.co_name)


monitoring.use_tool_id(monitoring.PROFILER_ID, "told")
for event in monitoring.events.PY_START, monitoring.events.PY_RETURN:
    monitoring.register_callback(monitoring.PROFILER_ID, event, told)
monitoring.set_events(monitoring.PROFILER_ID, monitoring.events.PY_START | monitoring.events.PY_RETURN)
code = compile("def made():\n    yield 1\n", "<made>", "exec")
exec(code)
exec("list(made())")
monitoring.set_events(monitoring.PROFILER_ID, 0)
print(seen)

"""The frame of a generator that is closed runs if a tool gets PY_UNWIND, even if it has no handler."""

import cProfile
import sys


def plain():
    yield 1


def handling():
    try:
        yield 1
    finally:
        pass


def run(make):
    made = make()
    next(made)
    made.close()


for make in plain, handling:
    profile = cProfile.Profile()
    profile.runcall(run, make)
    profile.create_stats()
    print(sorted((key[2], found[0]) for key, found in profile.stats.items() if key[0] == __file__))
monitoring = sys.monitoring
events = monitoring.events
monitoring.use_tool_id(3, "tool")
told = []
for name in "PY_UNWIND", "PY_THROW", "PY_RESUME", "RAISE":
    event = getattr(events, name)
    monitoring.register_callback(3, event, lambda code, *rest: told.append(code.co_name))
    for more in 0, events.PY_UNWIND:
        monitoring.set_events(3, event | more)
        run(plain)
        monitoring.set_events(3, 0)
        print(name, more, told)
        told.clear()

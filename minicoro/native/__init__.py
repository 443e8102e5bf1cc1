"""Programs that CPython itself runs, at full speed: `sys.monitoring` reports their events, and `minicoro.observe` shows them.

`tracing` reports a whole run while it happens; `recorder` keeps the last events in a ring and dumps them on demand; `picture`
reads the current tasks; `stuck` explains from a dump alone why a program hangs.
"""

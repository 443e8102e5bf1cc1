"""What a program did under CPython itself, which runs it at full speed: `sys.monitoring` tells, the views are those of `minicoro.observe`.

`trace` tells of a whole run as it happens; `recorder` keeps the last events in a ring and dumps them on demand; `picture`
looks at the tasks of this moment; `stuck` says from a dump alone why a program does not go on.
"""

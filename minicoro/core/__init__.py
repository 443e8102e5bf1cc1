"""The definition of Python's coroutines: machines, the loop that performs them, and the objects that programs hold.

Read in this order: `machine` (the data), `engine` (the loop that performs it), `awaitables` (the operands that ``await``,
``yield from`` and ``async for`` accept), `objects` (the life cycle), `generators` and `async_generators` (their methods),
`operations` (helpers of machines), `events`, `versions`.  `kinds`, `errors` and `line_table` are tools.
This package imports nothing else of minicoro; every other package is built on it.
"""

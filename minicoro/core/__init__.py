"""The definition of Python's coroutines: machines, the loop that performs them, and the objects that programs hold.

Read in this order: `machine` (the data), `engine` (the loop that performs it), `awaitables` (the operands that ``await``,
``yield from`` and ``async for`` accept), `objects` (the life cycle), `generators` and `async_generators` (their methods).
This room imports nothing else of minicoro; every other room is built on it.
"""

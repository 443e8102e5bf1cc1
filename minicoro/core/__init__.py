"""The definition of Python's coroutines: machines, what performs them, and the objects that programs hold.

Read in this order: `machine` (the data), `engine` (the loop that performs it), `awaitables` (what ``await`` and its
like accept), `objects` (the life cycle; ``send``, ``throw``, ``close``), `async_generators`.  This room imports nothing
of minicoro; everything else is built on it.
"""

"""Running programs: what ``python FILE`` sets up, with an engine of minicoro's in the place of the host's coroutines.

`compiling` makes code objects of texts; `modules` imports the program's own; `callers` gives the builtins that look at
their caller; `kinds` lets the names in ``types`` mean our classes; `run` starts a program.
"""

"""The compiled engine: the host's compiler compiles plain code unchanged, and each machine as one host function.

`functions.unlinked` turns a checked tree into a code object.  `emit` writes a machine out as the loop of `core.engine`,
unrolled; `flow` finds the variables that are bound at a suspension; `functions` replaces the program's functions by the
result; `positions` keeps the interpreter's own code out of tracebacks; `linking` puts the interpreter's
objects into code objects.  ARCHITECTURE.md lists all files.

Code objects that are not linked yet, and the outlines of their machines (`outlines`), can be stored in a file.  Running
stored code needs only `linking`, `outlines` and `positions`, so nothing is imported here.
"""

"""The compiled engine: the host's compiler runs plain code as it is, and each machine as one host function.

`functions.unlinked` turns a checked tree into a code object.  `emit` writes a machine out as the loop of `core.engine`,
unrolled; `flow` finds which variables are bound where it suspends; `functions` puts the result in the place of the
function; `positions` keeps the interpreter's own code out of tracebacks; `linking` gives it its helpers.

A code object that is not linked yet, and the outlines of its machines (`outlines`), can be kept in a file.  To run what
was kept takes `linking` and `outlines` and nothing else of this room, so nothing is imported here.
"""

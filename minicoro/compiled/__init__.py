"""The compiled engine: the host's compiler runs plain code as it is, and each machine as one host function.

`code_of` turns a checked tree into a code object.  `emit` writes a machine out as the loop of `core.engine`, unrolled;
`flow` finds which variables are bound where it suspends; `functions` puts the result in the place of the function;
`positions` keeps the interpreter's own code out of tracebacks; `linking` gives it its helpers.
"""

from .functions import code_of
from .lines import with_lines

__all__ = ["code_of", "with_lines"]

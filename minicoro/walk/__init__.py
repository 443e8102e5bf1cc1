"""A tree-walking interpreter of the whole Python language, written to be read: what plain code does.

One function starts this engine (`minicoro.tools` also uses `activation`, to watch evaluations): `code_of` returns a real code
object for ``exec`` and ``eval``; running this code object walks the tree.  The tree must have been
checked for syntax errors, and is changed (pass a copy if the original is needed later).  Suspending functions are lowered
to machines, which `core.engine` performs; an activation of the walker is its `Performer`.

Read in this order: `activation` (variables), `expressions`, `calls`, `comprehensions`, `targets`, `statements`,
`handlers` (``try``, ``with``), `patterns`, `functions`, `classes`, `type_parameters`, `imports`, `modules`; `stubs`
makes walked functions look like the host's.  Of minicoro, this package imports only `core` and `lower`.
"""

from . import comprehensions, handlers, imports, patterns, statements, targets  # they fill the tables of `activation`
from .modules import code_of

__all__ = ["code_of", "comprehensions", "handlers", "imports", "patterns", "statements", "targets"]

"""A tree-walking interpreter of the whole Python language, written to be read: what plain code does.

One function starts this engine: `code_of` returns a code object for ``exec`` and ``eval``, which walks the tree when it runs.
The tree must have been checked for syntax errors, and is changed.  Suspending functions are lowered to machines: `core.engine`
performs their states, and an activation of the walker is its `Evaluator`.  (`minicoro.tools` uses `activation`, too.)

Read in this order: `activation` (variables), `expressions`, `calls`, `comprehensions`, `targets`, `statements`,
`handlers` (``try``, ``with``), `patterns`, `functions`, `classes`, `type_parameters`, `imports`, `modules`; `stubs`
makes walked functions look like the host's.  Of minicoro, this package imports only `core` and `lower`.
"""

from . import comprehensions, handlers, imports, patterns, statements, targets  # they fill the tables of `activation`
from .modules import code_of

__all__ = ["code_of", "comprehensions", "handlers", "imports", "patterns", "statements", "targets"]

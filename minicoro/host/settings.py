"""The options for running programs in this process."""

from __future__ import annotations

import ast
from collections.abc import Callable


class Options:
    """interpret: packages to interpret besides the program's own modules.  walk: use the tree-walking interpreter.

    watched: compile machines with calls for each event; lines: compile all code with an event for each statement.
    force_machine: run every function as a machine (a test mode: behaviour must not change).
    alone: the process runs this program only, so library modules that its folder shadows can be forgotten.
    library: the folder of another Python's library, whose asyncio is interpreted instead of the host's; "" for none.
    copyable: ``copy.copy`` forks suspended objects, which CPython cannot do.
    instrument: changes the tree of each source after its check and before lowering; called with the tree and the file's name.
    """

    def __init__(
        self, interpret: tuple[str, ...] = (), force_machine: bool = False, walk: bool = False, *,
        watched: bool = False, lines: bool = False, copyable: bool = False, alone: bool = False,
        library: str = "", instrument: Callable[[ast.AST, str], ast.AST] | None = None,
    ) -> None:  # fmt: skip
        self.interpret, self.library, self.instrument = interpret, library, instrument
        self.force_machine, self.walk, self.alone = force_machine, walk, alone
        self.watched, self.lines, self.copyable = watched, lines, copyable


OPTIONS = Options()
"""The options of the running program."""

"""How programs are run in this process."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Options:
    """interpret: packages to interpret besides the program's own modules.  walk: by the tree-walking interpreter.

    watched: machines are compiled to tell of each event; lines: so is all code, of each statement.
    force_machine: run every function as a machine (a test mode: nothing may change).
    alone: the process runs this program only: library modules that its folder shadows need not stay.
    library: the folder of another Python's library, whose asyncio is interpreted instead of the host's; "" for none.
    copyable: ``copy.copy`` forks suspended objects, as CPython cannot.
    instrument: changes the tree of each text, after it was checked and before it is lowered; gets its file's name, too.
    """

    interpret: tuple[str, ...] = ()
    force_machine: bool = False
    walk: bool = False
    watched: bool = False
    lines: bool = False
    copyable: bool = False
    alone: bool = False
    library: str = ""
    instrument: Callable[[ast.AST, str], ast.AST] | None = None


OPTIONS = Options()
"""Those of the running program."""

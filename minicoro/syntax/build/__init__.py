"""The methods of the grammar's alternatives: each is small, gets tokens and nodes, and returns a node."""

from __future__ import annotations

from .calls import Calls
from .definitions import Definitions
from .expressions import Expressions
from .fstrings import FStrings
from .lists import Lists
from .patterns import Patterns
from .simple import SimpleStatements
from .statements import CompoundStatements


class Builder(Calls, Definitions, Expressions, FStrings, Lists, Patterns, SimpleStatements, CompoundStatements):
    """One for each text: it stores the parenthesised nodes of the text, and whether the host must be called for warnings."""

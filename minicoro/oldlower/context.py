"""What every builder needs to know of the unit it builds for."""

from __future__ import annotations

import builtins
from types import ModuleType

from minicoro.oldlower.entries import entry_line
from minicoro.runtime.positions import place, span_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from minicoro.oldsyntax import nodes as ast
    from minicoro.oldsyntax.scope_model import Scope
    from minicoro.runtime.positions import F, Span
    from minicoro.runtime.unit import Unit


class Program:
    """What is common to all units that come from one text.

    interactive: expression statements outside functions and classes show their value.
    imported: the names that its top level imports.
    module_names: the names its top level binds, so that a look-up tries the globals or the builtins first.
    constants: each constant that is written in it, once (see `merged`).
    """

    __slots__ = ("constants", "filename", "flags", "imported", "interactive", "module_names")

    def __init__(
        self, filename: str, module: Scope, flags: int, interactive: bool, imported: frozenset[str] = frozenset()
    ) -> None:
        self.imported = imported
        self.interactive = interactive
        self.filename = filename
        self.module_names = frozenset(module.found)
        self.flags = flags
        self.constants: dict[object, Any] = {}

    def merged(self, value: Any) -> Any:
        """The one object for all constants of the text that are alike: ``2.5 is 2.5``, as under CPython."""
        if type(value) is tuple:
            value = tuple([self.merged(item) for item in value])
        return self.constants.setdefault(_likeness(value), value)


def _likeness(value: Any) -> object:
    """What is equal for constants that are alike: also their type, and the sign of a zero."""
    kind = type(value)
    if kind is tuple:
        return (kind, *[_likeness(item) for item in value])
    return (kind, repr(value)) if kind is float or kind is complex else (kind, value)


class Context:
    """The lowering of one unit: its scope, its globals, and where its closures are placed.

    Inlined comprehensions have a context of their own over the same unit.
    namespace_is_globals: a module body whose names are bound right in the globals.
    """

    __slots__ = ("builtins", "globals", "namespace_is_globals", "program", "scope", "unit")

    def __init__(self, unit: Unit, scope: Scope, program: Program, namespace_is_globals: bool = False) -> None:
        self.unit = unit
        self.scope = scope
        self.program = program
        self.globals = unit.globals
        self.builtins = builtins_of(unit.globals)
        self.namespace_is_globals = namespace_is_globals

    def inlined(self, scope: Scope) -> Context:
        """The context of a comprehension that runs in this unit's frame."""
        return Context(self.unit, scope, self.program, self.namespace_is_globals)

    def place(self, closure: F, node: ast.AST, attribute: str | None = None, entry: int = 0) -> F:
        """``closure`` placed at ``node`` of this unit's file (see `minicoro.runtime.positions`).

        entry: the line of what runs first, if it is not the node's own that tells.
        """
        span = span_of(node)
        if not entry and span.line != span.end_line:
            entry = entry_line(node)
        return place(closure, span, self.unit.filename, self.globals, attribute, entry)

    def place_at(self, closure: F, span: Span, attribute: str | None = None, entry: int = 0) -> F:
        """``closure`` placed at ``span``.  ``entry`` as in `place`."""
        return place(closure, span, self.unit.filename, self.globals, attribute, entry)


def builtins_of(namespace: dict[str, Any]) -> dict[str, Any]:
    """The builtins a function with these globals sees, by CPython's rule (``__builtins__``: a module or a dict)."""
    found = namespace.get("__builtins__", builtins)
    return found.__dict__ if isinstance(found, ModuleType) else found

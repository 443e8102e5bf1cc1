"""Compares our scopes with the host's symbol tables: each name's place and uses."""

import ast
import symtable
import warnings
from typing import Any

from minicoro.syntax.scopes import Scope, Where, analyse

# CPython's numbers: the place of a name stands above the bits of its uses.
PLACES = {1: Where.LOCAL, 2: Where.GLOBAL, 3: Where.GLOBAL_IMPLICIT, 4: Where.FREE, 5: Where.CELL}


def place(value: int) -> Where | None:
    import _symtable

    return PLACES.get((value >> _symtable.SCOPE_OFF) & _symtable.SCOPE_MASK)


def table_differences(scope: Scope, table: Any) -> list[str]:
    ours = {name: where for name, where in scope.found.items() if name in scope.uses}
    # The compiler, not the symbol table, knows that `__debug__` is a constant.
    theirs = {name: place(value) for name, value in table.symbols.items() if name != "__debug__"}
    found = []
    if ours != theirs:
        found.append(f"{scope.qualname}: {ours} / {theirs}")
    if list(ours) != list(theirs) and scope.name.endswith("comp>"):
        found.append(f"{scope.qualname}: order {list(ours)} / {list(theirs)}")
    if bool(table.nested) != scope.is_nested:
        found.append(f"{scope.qualname}: nested")
    # Inlined comprehensions are taken out of the host's tables; what is inside them stands in their place.
    children = not_inlined(scope)
    if len(children) != len(table.children):
        return [*found, f"{scope.qualname}: {[c.name for c in children]} / {table.children}"]
    for child, inner in zip(children, table.children, strict=True):
        found += table_differences(child, inner)
    return found


def not_inlined(scope: Scope) -> list[Scope]:
    found: list[Scope] = []
    for child in scope.inner:
        found += not_inlined(child) if child.inlined else [child]
    return found


def compare_symbols(text: str) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(text, "<string>", "exec")
        tree = ast.parse(text)
    return table_differences(analyse(tree), table._table)

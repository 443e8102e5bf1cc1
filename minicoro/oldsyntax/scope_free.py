"""The second scope pass: from what each scope does with a name to where that name's value is kept.

Goes down with the names that are bound or declared global outside, comes up with the names that are free
inside.  On CPython 3.12 and later, comprehensions are merged into their parent on the way up (PEP 709).
"""

from __future__ import annotations

import sys

from minicoro.oldsyntax.scope_model import BOUND, NO_USE, ScopeKind, Uses, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from minicoro.oldsyntax.scope_model import Scope

INLINES_COMPREHENSIONS = sys.version_info >= (3, 12)
KEEPS_CLASS_IN_COMPREHENSION = sys.version_info < (3, 13)
CLASS_CELLS = ("__class__", "__classdict__") if sys.version_info >= (3, 12) else ("__class__",)


def resolve_names(module: Scope) -> None:
    """Fill ``found``, ``inlined``, ``isolated`` and the class-cell flags of every scope."""
    FreePass(module, None, set(), None).run()


class FreePass:
    """Resolves the names of one scope and of those inside it."""

    def __init__(
        self,
        scope: Scope,
        bound: set[str] | None,
        outer_globals: set[str],
        owner: Scope | None,
    ) -> None:
        self.scope = scope
        self.bound = None if bound is None else set(bound)
        self.globals = set(outer_globals)
        self.owner = owner
        """The class whose namespace this type scope can see."""
        self.found = scope.found
        self.local: set[str] = set()
        self.free: set[str] = set()
        self.inlined_cells: set[str] = set()

    def run(self) -> set[str]:
        """Resolve everything here; the answer is the set of names that must come from outside."""
        scope = self.scope
        outer_bound = set(self.bound or ())
        outer_globals = set(self.globals)
        own_free: set[str] = set()
        for name, uses in scope.uses.items():
            self.found[name] = self.place(name, uses, own_free)
        if scope.kind is ScopeKind.CLASS:
            # What a class binds or declares is not seen by the functions inside.
            bound = outer_bound | set(CLASS_CELLS)
            visible_globals = outer_globals
        else:
            bound = set(self.bound or ()) | (set() if scope.is_namespace else self.local)
            visible_globals = self.globals
        for child in list(scope.inner):
            self.free |= self.run_child(child, bound, visible_globals)
        self.settle_cells()
        self.record_free()
        return self.free | own_free

    def place(self, name: str, uses: int, free: set[str]) -> Where:
        """Where a name lives by this scope's own text and what is bound outside."""
        if uses & Uses.GLOBAL:
            self.globals.add(name)
            if self.bound is not None:
                self.bound.discard(name)
            return Where.GLOBAL
        if uses & Uses.NONLOCAL:
            free.add(name)
            return Where.FREE
        if uses & BOUND:
            self.local.add(name)
            self.globals.discard(name)
            return Where.LOCAL
        if self.owner is not None:
            # The class's own binding is found at run time; what the class hides stays hidden.
            in_class = self.owner.uses.get(name, NO_USE)
            if in_class & Uses.GLOBAL:
                return Where.GLOBAL
            if in_class & BOUND and not in_class & Uses.NONLOCAL:
                return Where.GLOBAL_IMPLICIT
        if self.bound is not None and name in self.bound:
            free.add(name)
            return Where.FREE
        return Where.GLOBAL_IMPLICIT

    def run_child(self, child: Scope, bound: set[str], visible_globals: set[str]) -> set[str]:
        scope = self.scope
        owner = None
        if child.sees_class:
            owner = scope if scope.kind is ScopeKind.CLASS else self.owner
        free = FreePass(child, bound, visible_globals, owner).run()
        if INLINES_COMPREHENSIONS and is_inlinable(child) and not scope.sees_class:
            child.inlined = True
            self.merge(child, free)
        return free

    def merge(self, child: Scope, free: set[str]) -> None:
        """Take an inlined comprehension's names into this scope, whose frame will hold them."""
        uses_here = self.scope.uses
        in_class = self.scope.kind is ScopeKind.CLASS
        child.isolated = tuple([name for name in child.uses if is_isolated(child, name)])
        for name, uses in child.uses.items():
            if uses & Uses.PARAMETER:
                continue
            where = child.found[name]
            if where is Where.FREE and name == "__class__" and in_class and not KEEPS_CLASS_IN_COMPREHENSION:
                # The class does not exist yet, so there is no cell to take.
                where = child.found[name] = Where.GLOBAL_IMPLICIT
                free.discard(name)
            if where is Where.CELL or uses & Uses.INLINED_CELL:
                self.inlined_cells.add(name)
            if name not in uses_here:
                uses_here[name] = uses
                self.found[name] = where
            elif uses_here[name] & BOUND and not in_class and not is_free_inside(child, name):
                # What was free in the comprehension is simply a local of the frame it runs in.
                free.discard(name)
        if in_class and child.found.get("__class__") is Where.GLOBAL_IMPLICIT:
            del child.uses["__class__"], child.found["__class__"]

    def settle_cells(self) -> None:
        scope = self.scope
        if scope.kind is ScopeKind.CLASS:
            scope.needs_class_cell = "__class__" in self.free
            scope.needs_classdict = "__classdict__" in self.free and "__classdict__" in CLASS_CELLS
            self.free.difference_update(CLASS_CELLS)
        elif not scope.is_namespace:
            for name, where in self.found.items():
                if where is Where.LOCAL and (name in self.free or name in self.inlined_cells):
                    self.found[name] = Where.CELL
                    self.free.discard(name)

    def record_free(self) -> None:
        uses = self.scope.uses
        for name in self.inlined_cells:
            uses[name] |= Uses.INLINED_CELL
        for name in self.free:
            if name in uses:
                if self.scope.kind is ScopeKind.CLASS or self.scope.sees_class:
                    uses[name] |= Uses.CLASS_FREE
            elif self.bound is not None and name in self.bound:
                uses[name] = NO_USE
                self.found[name] = Where.FREE


def is_inlinable(scope: Scope) -> bool:
    """Whether a scope is a comprehension that CPython runs in its parent's frame, the parent permitting."""
    return scope.kind is ScopeKind.COMPREHENSION and not scope.is_generator_expression


def is_isolated(scope: Scope, name: str) -> bool:
    """Whether an inlined comprehension has a variable of its own by this name."""
    uses = scope.uses[name]
    return bool(uses & Uses.LOCAL) and not uses & (Uses.NONLOCAL | Uses.GLOBAL)


def is_free_inside(scope: Scope, name: str) -> bool:
    """Whether a scope inside ``scope`` takes ``name`` from outside itself."""
    for child in scope.inner:
        if child.inlined:
            if is_free_inside(child, name):
                return True
        elif child.found.get(name) is Where.FREE:
            return True
    return False

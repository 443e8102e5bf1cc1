"""What a scope is: the shapes that the scope passes fill in and that the rest of the interpreter reads."""

from __future__ import annotations

import sys

from minicoro.oldsyntax import nodes as ast
from minicoro.records import Enum, field, record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _weakref import ref


class ScopeKind(Enum):
    """What opened a scope."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    LAMBDA = "lambda"
    COMPREHENSION = "comprehension"
    TYPE_PARAMETERS = "type parameters"
    TYPE_ALIAS = "type alias"
    TYPE_VARIABLE = "type variable"
    ANNOTATION = "annotation"
    """An annotation that is kept as text; it is checked, but no scope of this kind stands in the tree."""


class Where(Enum):
    """Where the value of a name is kept, seen from one scope."""

    LOCAL = "local"
    CELL = "cell"
    FREE = "free"
    GLOBAL = "global"
    GLOBAL_IMPLICIT = "global (implicit)"
    NAME = "name"


class Uses:
    """What a scope's text does with one name: numbers, to be combined with ``|``."""

    GLOBAL = 1
    LOCAL = 2
    PARAMETER = 4
    NONLOCAL = 8
    READ = 16
    IMPORT = 32
    ANNOTATED = 64
    ITERATION = 128
    """The target of a comprehension's ``for``."""
    TYPE_PARAMETER = 256
    CLASS_FREE = 512
    """Bound or declared here, and captured across this class scope by a function inside."""
    INLINED_CELL = 1024
    """A cell of an inlined comprehension, which lives in this scope's frame."""


BOUND = Uses.LOCAL | Uses.PARAMETER | Uses.IMPORT | Uses.TYPE_PARAMETER

NO_USE = 0

NAMESPACE_KINDS = frozenset({ScopeKind.MODULE, ScopeKind.CLASS})

KEEPS_GLOBALS = sys.version_info >= (3, 13)
"""Whether a global stays one in an inlined comprehension beside another that has a variable of that name.

In 3.12 it is then taken for that variable, and is unbound.  A variable of an enclosing function suffers the same
in 3.13.0 too, unless the function names it outside comprehensions.
"""


def mangle(private: str | None, name: str) -> str:
    """The name that ``name`` stands for inside the class ``private``: ``__x`` becomes ``_C__x``."""
    if private is None or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    stem = private.lstrip("_")
    return f"_{stem}{name}" if stem else name


@record(eq=False, frozen=False, weakref_slot=True)
class Scope:
    """One scope of a program, with every name in it resolved.

    A scope is made by ``analyse`` and not changed afterwards.  Names given to its methods are names as
    written in the source; names in its tuples are mangled already.
    """

    kind: ScopeKind
    node: ast.AST
    """The node that opens the scope."""
    name: str
    """``co_name``."""
    outer: ref[Scope] | None
    """The scope around this one, which holds it: the other way round there is only this weak reference, lest there be
    a cycle.  See ``parent``."""
    private: str | None = None
    """The class whose private names are mangled here."""
    qualname: str = ""
    """``co_qualname``."""
    children: dict[int, Scope] = field(default_factory=dict)
    """The scopes inside, by the ``id`` of their node (the first one, where a node opens several here)."""
    inner: list[Scope] = field(default_factory=list)
    """All scopes inside, in the order in which the symbol pass meets them."""

    parameters: tuple[str, ...] = ()
    varnames: tuple[str, ...] = ()
    cellvars: tuple[str, ...] = ()
    freevars: tuple[str, ...] = ()

    has_yield: bool = False
    is_async: bool = False
    """``async def``; a module with a top-level ``await``; a comprehension that awaits (see ``must_be_awaited``)."""
    has_return_value: bool = False
    is_nested: bool = False
    """Inside a function, at any depth (``CO_NESTED``)."""
    needs_class_cell: bool = False
    """A class with a function inside that uses ``super`` or ``__class__``."""
    needs_classdict: bool = False
    """A class with a type scope inside that looks names up in the class's namespace."""
    sees_class: bool = False
    """A type scope directly in a class: names that are free or global here are looked up in the class's
    namespace (``__classdict__``) first."""
    inlined: bool = False
    """A comprehension that runs in its parent's frame (PEP 709)."""
    isolated: tuple[str, ...] = ()
    """Of an inlined comprehension: the names whose values in the parent's frame are put away before it runs
    and put back after it; each is LOCAL or CELL here."""
    docstring: str | None = None

    uses: dict[str, int] = field(default_factory=dict)
    """What is done with each (mangled) name, in order of first appearance."""
    found: dict[str, Where] = field(default_factory=dict)
    """The answer for each (mangled) name, before ``NAME`` stands in for it in modules and classes."""
    roles: dict[tuple[int, str], Scope] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    private_only: set[str] | None = None
    """In the type parameters of a generic class: the only names that are mangled here."""

    @property
    def parent(self) -> Scope | None:
        """The scope around this one; None of a module's, and once nobody holds it any more.

        It is there while names are resolved, and for an inlined comprehension as long as that can run.
        """
        return None if self.outer is None else self.outer()

    def child(self, node: ast.AST, role: str = "") -> Scope:
        """The scope that ``node`` opens directly inside this one.

        The role tells apart what one node opens: ``"bound"`` and ``"default"`` of a type variable; everything
        else has the role ``""``.  The scope of a generic function, class or alias is the child, for the same
        node, of its TYPE_PARAMETERS scope.
        """
        return self.roles[id(node), role]

    def add_child(self, scope: Scope, role: str = "") -> None:
        self.roles[id(scope.node), role] = scope
        self.children.setdefault(id(scope.node), scope)
        self.inner.append(scope)

    def mangle(self, name: str) -> str:
        """The name that ``name`` stands for in this scope, inside a class possibly a private one."""
        if self.private_only is not None and name not in self.private_only:
            return name
        return mangle(self.private, name)

    def resolve(self, name: str) -> Where:
        """Where the value of ``name`` is kept.

        In an inlined comprehension, LOCAL means a variable of the frame it runs in: the comprehension's own
        when ``isolated`` names it, else its parent's.
        """
        return self.resolve_mangled(self.mangle(name))

    def resolve_mangled(self, name: str) -> Where:
        """As ``resolve``, for a name that has been mangled already."""
        if self.inlined and name not in self.isolated:
            return self.resolve_in_parent(name)
        where = self.found.get(name, Where.GLOBAL_IMPLICIT)
        if self.is_namespace and where in (Where.LOCAL, Where.GLOBAL_IMPLICIT):
            return Where.NAME
        return where

    def resolve_in_parent(self, name: str) -> Where:
        """Where an inlined comprehension finds a name that is not its own."""
        parent = self.parent
        assert parent is not None
        own = self.found.get(name)
        if parent.kind is ScopeKind.CLASS:
            # It sees past the class's names, as a function would; `__class__` alone has no place of its own.
            where = own or parent.found.get(name, Where.GLOBAL_IMPLICIT)
            return Where.GLOBAL_IMPLICIT if where is Where.LOCAL else where
        if KEEPS_GLOBALS and own is Where.GLOBAL_IMPLICIT:
            return Where.NAME if self.frame_scope.kind is ScopeKind.MODULE else own
        return parent.resolve_mangled(name)

    @property
    def is_namespace(self) -> bool:
        """Whether local names live in a namespace that can be read and written otherwise: module or class."""
        return self.kind in NAMESPACE_KINDS

    @property
    def is_generator_expression(self) -> bool:
        return isinstance(self.node, ast.GeneratorExp)

    @property
    def must_be_awaited(self) -> bool:
        """A list, set or dict comprehension that awaits: its value is there only after an ``await``."""
        return self.kind is ScopeKind.COMPREHENSION and self.is_async and not self.is_generator_expression

    @property
    def is_generator(self) -> bool:
        """``CO_GENERATOR``."""
        return not self.is_namespace and self.has_yield and not self.is_async

    @property
    def is_coroutine(self) -> bool:
        """``CO_COROUTINE``; of a module, when it has a top-level ``await`` and that is allowed."""
        return self.is_async and not self.has_yield

    @property
    def is_async_generator(self) -> bool:
        """``CO_ASYNC_GENERATOR``."""
        return not self.is_namespace and self.is_async and self.has_yield

    @property
    def frame_scope(self) -> Scope:
        """The scope whose frame this one runs in: itself, unless it is inlined."""
        scope = self
        while scope.inlined and scope.parent is not None:
            scope = scope.parent
        return scope

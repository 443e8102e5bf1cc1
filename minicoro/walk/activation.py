"""One activation of a module, class, function or comprehension: its variables, and where its evaluation stands.

Language Reference, "Execution model".  The tables at the top say what evaluates, executes, binds and matches each type
of node; the other modules of this room fill them, so that none of them has to import all of the others.
"""

from __future__ import annotations

import ast
import builtins
import sys
import types
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from types import CellType
from typing import Any

from minicoro.core.machine import PRIME, Machine, is_spill
from minicoro.core.operations import HELPERS
from minicoro.core.versions import RULES
from minicoro.lower.names import Scope, Where

Completion = str | None
"""How a statement ended: "break", "continue", "return" (its value is the temporary ``$returned``), or None: normally."""

EVALUATE: dict[type[ast.AST], Callable[[Activation, Any], Any]] = {}
"""For each type of expression: what gives its value."""
TRUTH: dict[type[ast.AST], Callable[[Activation, Any, ast.AST | None], bool]] = {}
"""For each type of condition whose parts decide: what says whether it is true.  It is asked at the node given, if one is."""
EXECUTE: dict[type[ast.AST], Callable[[Activation, Any], Completion]] = {}
"""For each type of statement: what runs it."""
BIND: dict[type[ast.AST], Callable[[Activation, Any, Any], None]] = {}
"""For each type of target: what binds it to a value."""
MATCH: dict[type[ast.AST], Callable[[Activation, Any, Any, dict[str, Any]], bool]] = {}
"""For each type of pattern: what says whether a value matches, and notes what it captures."""

MISSING: Any = object()
LAZY = getattr(types, "LazyImportType", None)  # what a lazy import binds (3.15)
UNSHARED = 2  # references to an object in its ``__del__``, if nothing else refers to it


@dataclass
class Unit:
    """What all code that is compiled together shares.

    strings: annotations are kept as strings (``from __future__ import annotations``).  flags: its future statements.
    """

    filename: str
    strings: bool
    flags: int


class Template:
    """What all activations of one definition share.

    body: its statements, or the expression of an ``eval``.  places: for each position in its source, the instruction of
    its stub that stands for it in tracebacks.  first: its first positional parameter, for ``super()``.  machine and
    resumed: of a suspending function, its states and the code of the stub that resumes its objects.
    A template never refers to a stub that refers to it: code objects are not found by the garbage collector.
    """

    def __init__(self, unit: Unit, scope: Scope, body: Any) -> None:
        self.unit, self.scope, self.body = unit, scope, body
        self.free = tuple(sorted(scope.free))
        self.places: dict[tuple[int, int, int, int], int] = {}
        self.first: str | None = None
        self.machine: Machine | None = None
        self.resumed: Any = None
        self.first_line = 1


class Activation:
    """Performs the statements of one scope; `core.engine` uses it as its `Performer`.

    variables: by name; of a class or module, any mapping.  cells: the captured variables, by name.  temporaries: those
    of a machine, whose names begin with ``$``.  node: what is being evaluated, or the inner activation that evaluates.
    stack: the iterators of the loops that run, which an exception drops.  outer: of a comprehension or of type parameters, the activation around.  reraised: an exception that has its traceback entry for this frame already.
    """

    def __init__(
        self, template: Template, scope: Scope, variables: Any, cells: Any, space: Any, outer: Activation | None = None
    ) -> None:
        self.template, self.scope, self.outer = template, scope, outer
        self.variables: MutableMapping[str, Any] = variables
        self.cells: dict[str, CellType] = cells
        self.globals: dict[str, Any] = space
        self.temporaries: dict[str, Any] = {} if outer is None else outer.temporaries
        found = space.get("__builtins__", builtins)
        self.builtins: dict[str, Any] = found if isinstance(found, dict) else vars(found)
        self.stack: list[Any] = [] if outer is None else outer.stack
        self.node: ast.AST | Activation | None = None
        self.reraised: BaseException | None = None
        for name in sorted(scope.cells):
            is_parameter = scope.kind == "function" and name in variables
            cells[name] = CellType(variables.pop(name)) if is_parameter else CellType()

    if RULES.frees_last_first:

        def __del__(self) -> None:
            """The variables of a function die when its activation does, not when a cycle is found.  Rule: lifecycle/closed"""
            if self.scope.kind == "function" and sys.getrefcount(self) <= UNSHARED:
                while self.variables:
                    self.variables.popitem()

    def evaluate(self, expression: ast.expr) -> Any:
        """The value of an expression."""
        return EVALUATE[type(expression)](self, expression)

    def truth(self, condition: ast.expr, place: ast.AST | None = None) -> bool:
        """Whether a condition is true: each part of it is asked once, and decides (``codegen_jump_if``)."""
        return TRUTH.get(type(condition), TRUTH[ast.expr])(self, condition, place)

    def execute(self, statement: ast.stmt) -> Completion:
        """Run a statement; its completion."""
        return EXECUTE[type(statement)](self, statement)

    def bind(self, target: str | ast.expr, value: Any) -> None:
        """Bind a target, or the variable of this name, to a value."""
        if isinstance(target, str):
            self.store(self.scope.mangle(target), value)
        else:
            BIND[type(target)](self, target, value)

    def matches(self, pattern: ast.pattern, subject: Any) -> bool:
        """Whether a value matches a pattern.  Its names are bound when the whole pattern has matched."""
        captured: dict[str, Any] = {}
        if not MATCH[type(pattern)](self, pattern, subject, captured):
            return False
        for name, value in captured.items():
            self.bind(name, value)
        return True

    def at(self, node: ast.AST) -> None:
        """The engine is about to do what ``node`` stands for."""
        self.node = node

    def instruction(self) -> tuple[int, int]:
        """What is being evaluated: the instruction of the stub that stands for it, and its line."""
        place = place_of(self.node)
        return (-1, self.template.first_line) if place is None else (self.template.places.get(place, -1), place[0])

    def put(self, name: str, value: Any) -> None:
        """Bind a variable of this scope from outside, also one that it does not know."""
        if name in self.cells:
            self.cells[name].cell_contents = value
        else:
            self.variables[name] = value

    def unwound(self) -> None:
        """What the frame has on its stack is dropped."""
        self.stack.clear()

    def located(self, error: BaseException) -> None:
        """An exception has come up: its traceback gets an entry of this frame; `stubs.locate` takes this place."""

    def read(self, name: str, in_comprehension: bool = False) -> Any:
        """The value of a (mangled) name: Language Reference, "Resolution of names".

        One that begins with ``$`` is a machine's own variable or a helper; reading a spill takes it.
        """
        if name[0] == "$":
            found = self.temporaries.pop(name) if is_spill(name) else self.temporaries.get(name, MISSING)
            return HELPERS[name] if found is MISSING else found
        where = self.scope.where(name)
        if where is Where.LOCAL:
            value = self.variables.get(name, MISSING)
            if value is MISSING:
                raise unbound(name)
            return value
        if where is Where.OUTER:
            assert self.outer is not None
            return self.outer.read(name, in_comprehension or self.scope.kind == "comprehension")
        if in_comprehension and self.scope.kind == "class":  # what stands in a class does not see its names
            return contents(self.cells[name], name, True) if name in self.scope.free else self.read_global(name)
        if where is Where.MAPPED:
            value = item(self.variables, name)
            if value is not MISSING:
                return self.loaded(self.variables, name, value)
        if "__classdict__" in self.scope.free:  # annotations of a class see its names (PEP 649)
            value = item(self.cells["__classdict__"].cell_contents, name)
            if value is not MISSING:
                return value
        captured = name in self.scope.free and name not in self.scope.bound  # of a class
        if where is Where.CELL or where is Where.FREE or captured:
            return contents(self.cells[name], name, where is not Where.CELL)
        return self.read_global(name)

    def read_global(self, name: str) -> Any:
        """The value of a global or builtin.  The error is raised outside of every handler: its context is the program's."""
        for space in (self.globals, self.builtins):
            value = item(space, name)
            if value is not MISSING:
                return self.loaded(space, name, value)
        raise undefined(name)

    def loaded(self, space: Any, name: str, value: Any) -> Any:
        """The value of a name that is read: what a lazy import has bound is imported now.  Rule: import/lazy (PEP 810)"""
        if type(value) is LAZY:
            value = space[name] = value.resolve()
        return value

    def place(self, name: str) -> Any:
        """The mapping or the cell that binding ``name`` changes."""
        if name[0] == "$":
            return self.temporaries
        where = self.scope.where(name)
        if where is Where.OUTER:
            assert self.outer is not None
            return self.outer.place(name)
        if where is Where.GLOBAL:
            return self.globals
        return self.cells[name] if where is Where.CELL or where is Where.FREE else self.variables

    def store(self, name: str, value: Any) -> None:
        """Bind a (mangled) name."""
        place = self.place(name)
        if type(place) is CellType:
            place.cell_contents = value
        else:
            place[name] = value

    def unbind(self, name: str) -> None:
        """Unbind a (mangled) name: it must have been bound."""
        place = self.place(name)
        if type(place) is CellType:
            contents(place, name, name in self.scope.free)
            del place.cell_contents
            return
        try:
            del place[name]
            return
        except KeyError:
            pass
        if place is self.globals or self.scope.where(name) is Where.MAPPED:
            raise undefined(name)
        if name[0] != "$":
            raise unbound(name)

    def cell(self, name: str) -> CellType:
        """The cell of a variable that a function defined here captures."""
        if name in self.cells:
            return self.cells[name]
        assert self.outer is not None
        return self.outer.cell(name)

    def inside(self, scope: Scope) -> Activation:
        """The activation of a comprehension or of type parameters in this one."""
        return Activation(self.template, scope, {}, {}, self.globals, self)

    def perform(self, inner: Activation, act: Callable[..., Any], *given: Any) -> Any:
        """``act(inner, *given)``: what is evaluated there is what is evaluated here."""
        inner.node, self.node = self.node, inner
        try:
            return act(inner, *given)
        finally:
            self.node = inner.node

    def definer(self) -> Activation:
        """This activation, or the one around it, that is of a module, class or function."""
        return self if self.outer is None else self.outer.definer()

    def locals(self) -> Any:
        """What ``locals()`` gives here (PEP 667, PEP 709).

        Up to 3.12 it is the same dict each time, brought up to date.  (``PyFrame_FastToLocals``)
        """
        if self.scope.kind in ("module", "class"):
            return self.variables
        found = self.own()
        if self.outer is not None and (not RULES.locals_write_through or self.definer().scope.kind == "function"):
            return {**self.outer.locals(), **found}
        if RULES.locals_write_through:
            return found
        known = self.temporaries.setdefault("$locals", {})
        for name in self.scope.bound - set(found):
            known.pop(name, None)
        known.update(found)
        return known

    def own(self) -> dict[str, Any]:
        """The variables that have a value, by name."""
        found = dict(self.variables)
        for name, cell in self.cells.items():
            try:
                found[name] = cell.cell_contents
            except ValueError:
                pass
        return found


def place_of(node: Any) -> tuple[int, int, int, int] | None:
    """The position that CPython's compiler gives to what a node does; of an attribute over several lines, its name's.

    (``update_start_location_to_match_attr``)
    """
    while type(node) is Activation:
        node = node.node
    line = getattr(node, "lineno", None)
    if line is None or node.end_lineno is None:
        return None
    attribute = node.func if isinstance(node, ast.Call) else node
    if isinstance(attribute, ast.Attribute) and attribute.end_lineno not in (None, line):
        end = attribute.end_col_offset or 0
        return attribute.end_lineno or line, attribute.end_lineno or line, end - len(attribute.attr), end
    return line, node.end_lineno, node.col_offset, node.end_col_offset


def evaluate(a: Activation, node: ast.expr) -> Any:
    """The value of an expression."""
    return EVALUATE[type(node)](a, node)


def execute(a: Activation, body: list[ast.stmt]) -> Completion:
    """Run statements in a row, up to one that ends abruptly."""
    for statement in body:
        completion = EXECUTE[type(statement)](a, statement)
        if completion is not None:
            return completion
    return None


def item(mapping: Any, name: str) -> Any:
    """``mapping[name]``, or MISSING.  A subclass of dict may have a ``__missing__``."""
    if type(mapping) is dict:
        return mapping.get(name, MISSING)
    try:
        return mapping[name]
    except KeyError:
        return MISSING


def contents(cell: CellType, name: str, is_free: bool) -> Any:
    """The value in the cell of a captured variable."""
    try:
        return cell.cell_contents
    except ValueError:
        pass
    if is_free:
        text = f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        raise NameError(text, name=name)
    raise unbound(name)


def unbound(name: str) -> UnboundLocalError:
    """A variable of the function has no value."""
    name = name.removesuffix(PRIME)
    return UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")


def undefined(name: str) -> NameError:
    """There is neither a global nor a builtin of this name."""
    return NameError(f"name '{name}' is not defined", name=name)

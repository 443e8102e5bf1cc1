"""One activation of a module, class, function or comprehension: its variables, and the node that is being evaluated.

Language Reference, "Execution model".  The tables at the top have a function for each type of node; the other modules of
this package fill them, so that no module has to import all others.
"""

from __future__ import annotations

import ast
import builtins
import types
from collections.abc import Callable, MutableMapping
from sys import getrefcount
from types import CellType
from typing import Any, NamedTuple

from minicoro.core.machine import PRIME, Machine, is_spill, shown_variables
from minicoro.core.operations import HELPERS
from minicoro.core.versions import RULES
from minicoro.lower.names import CELL, FREE, GLOBAL, LOCAL, MAPPED, OUTER, Scope

Completion = str | None
"""How a statement ended: "break", "continue", "return" (its value is the temporary ``$returned``), or None: normally."""

EVALUATE: dict[type[ast.AST], Callable[[Activation, Any], Any]] = {}
"""For each type of expression, the function that evaluates it."""
TRUTH: dict[type[ast.AST], Callable[[Activation, Any, ast.AST | None], bool]] = {}
"""For each type of condition with parts that decide, the function for its truth; ``__bool__`` is called at the given node."""
EXECUTE: dict[type[ast.AST], Callable[[Activation, Any], Completion]] = {}
"""For each type of statement, the function that runs it."""
BIND: dict[type[ast.AST], Callable[[Activation, Any, Any], None]] = {}
"""For each type of target, the function that binds it to a value."""
MATCH: dict[type[ast.AST], Callable[[Activation, Any, Any, dict[str, Any]], bool]] = {}
"""For each type of pattern, the function that tests whether a value matches, and collects the names to bind."""

MISSING: Any = object()
LAZY = getattr(types, "LazyImportType", None)  # the value of a name that a lazy import has bound (3.15)
UNSHARED = 2  # references to an object in its ``__del__`` if no other reference exists


class Unit(NamedTuple):
    """The common data of all code that is compiled together.

    strings: annotations are kept as strings (``from __future__ import annotations``).  flags: its future statements.
    optimize: of ``compile``.
    """

    filename: str
    strings: bool
    flags: int
    optimize: int


class Template:
    """The common data of all activations of one definition.

    body: its statements, or the expression of an ``eval``.  places: for each position in the source, the offset of the stub's
    instruction that stands for it in tracebacks.  first: the first positional parameter, for ``super()``.  machine, resuming_code:
    of a suspending function, its machine and the code of the stub that resumes its objects.
    A template must not refer to a stub that refers to it: the garbage collector does not visit code objects.
    """

    def __init__(self, unit: Unit, scope: Scope, body: Any) -> None:
        self.unit, self.scope, self.body = unit, scope, body
        self.free = tuple(sorted(scope.free))
        self.places: dict[tuple[int, int | None, int | None, int | None], int] = {}
        self.first: str | None = None
        self.machine: Machine | None = None
        self.resuming_code: Any = None
        self.first_line = 1


class Activation:
    """Performs the statements of one scope; it is the `Evaluator` of `core.engine`.

    variables: by name; of a class or module, any mapping.  cells: captured variables, by name.  temporaries: a machine's (``$…``).
    node: the evaluated node; during a comprehension, its activation.  stack: the iterators of running loops, which an exception
    drops.  outer: the activation around a comprehension or type parameters.  reraised: an exception that has its traceback entry.
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
            """Destroy the values of a function with its activation, not only when a cycle is collected.  Rule: lifecycle/closed"""
            if self.scope.kind == "function" and getrefcount(self) <= UNSHARED:
                for values in (self.temporaries, self.variables):
                    while values:
                        values.popitem()

    def evaluate(self, expression: ast.expr) -> Any:
        """The value of an expression."""
        return EVALUATE[type(expression)](self, expression)

    def truth(self, condition: ast.expr, place: ast.AST | None = None) -> bool:
        """Whether a condition is true: its parts are tested once, until one decides (``codegen_jump_if``)."""
        return TRUTH.get(type(condition), TRUTH[ast.expr])(self, condition, place)

    def execute(self, statement: ast.stmt) -> Completion:
        """Run a statement; return its completion."""
        return EXECUTE[type(statement)](self, statement)

    def bind(self, target: str | ast.expr, value: Any) -> None:
        """Bind a target, or the variable with this name, to a value."""
        if isinstance(target, str):
            self.store(self.scope.mangle(target), value)
        else:
            BIND[type(target)](self, target, value)
        del value  # lifetimes: see `core.engine`

    def matches(self, pattern: ast.pattern, subject: Any) -> bool:
        """Whether a value matches a pattern.  Names are bound after the whole pattern has matched."""
        captured: dict[str, Any] = {}
        self.node = pattern
        if not MATCH[type(pattern)](self, pattern, subject, captured):
            return False
        for name, value in captured.items():
            self.bind(name, value)
        return True

    def at(self, node: ast.AST) -> None:
        """Set the node of the following operation of the engine."""
        self.node = node

    def instruction(self, code: Any) -> tuple[int, int]:
        """The position of the evaluated node in a frame's code: the offset of the stub's instruction for it, and its line."""
        place, moved = place_of(self.node), code.co_firstlineno - self.template.first_line  # by `code.replace`
        return (0, code.co_firstlineno) if place is None else (self.template.places.get(place, 0), place[0] + moved)

    def put(self, name: str, value: Any) -> None:
        """Bind a variable of this scope from outside; it may be unknown to the code."""
        if name in self.cells:
            self.cells[name].cell_contents = value
        else:
            self.variables[name] = value

    def unwind(self) -> None:
        """Drop the values on the frame's stack."""
        self.stack.clear()

    def locate(self, error: BaseException) -> None:
        """Called for each exception of this frame: add its traceback entry; replaced by `stubs.locate`."""

    def read(self, name: str, in_comprehension: bool = False) -> Any:
        """The value of a (mangled) name: Language Reference, "Resolution of names".

        in_comprehension: an activation of a comprehension reads the name in this one, which is around it.
        """
        if name[0] == "$":  # a temporary of the machine, or a helper; reading a spill empties it
            found = self.temporaries.pop(name) if is_spill(name) else self.temporaries.get(name, MISSING)
            return HELPERS[name] if found is MISSING else found
        where = self.scope.where(name)
        if where is LOCAL:  # a variable of this function that no inner function captures
            value = self.variables.get(name, MISSING)
            if value is MISSING:
                raise unbound(name)
            return value
        if where is OUTER:  # a comprehension or type parameters: as in the scope around
            assert self.outer is not None
            return self.outer.read(name, in_comprehension or self.scope.kind == "comprehension")
        if in_comprehension and self.scope.kind == "class":  # a comprehension does not see the names of its class
            return contents(self.cells[name], name, True) if name in self.scope.free else self.read_global(name)
        if where is MAPPED:  # the namespace of this class or module, if it has the name
            value = item(self.variables, name)
            if value is not MISSING:
                return self.loaded(self.variables, name, value)
        if "__classdict__" in self.scope.free:  # annotations of a class see its names (PEP 649)
            value = item(self.cells["__classdict__"].cell_contents, name)
            if value is not MISSING:
                return value
        captured = name in self.scope.free and name not in self.scope.bound  # by a class
        if where is CELL or where is FREE or captured:  # a captured variable
            return contents(self.cells[name], name, where is not CELL)
        return self.read_global(name)

    def read_global(self, name: str) -> Any:
        """The value of a global or builtin.  The NameError is raised outside of ``except``, so it gets the program's context."""
        for space in (self.globals, self.builtins):
            value = item(space, name)
            if value is not MISSING:
                return self.loaded(space, name, value)
        raise undefined(name)

    def loaded(self, space: Any, name: str, value: Any) -> Any:
        """The value of a name that is read; a name bound by a lazy import is imported now.  Rule: import/lazy (PEP 810)"""
        if type(value) is LAZY:
            value = space[name] = value.resolve()
        return value

    def place(self, name: str) -> Any:
        """The mapping or the cell in which ``name`` is bound."""
        if name[0] == "$":
            return self.temporaries
        where = self.scope.where(name)
        if where is OUTER:
            assert self.outer is not None
            return self.outer.place(name)
        if where is GLOBAL:
            return self.globals
        return self.cells[name] if where is CELL or where is FREE else self.variables

    def store(self, name: str, value: Any) -> None:
        """Bind a (mangled) name."""
        place = self.place(name)
        if type(place) is CellType:
            place.cell_contents = value
        else:
            place[name] = value
        del value

    def unbind(self, name: str) -> None:
        """Unbind a (mangled) name; NameError if it is unbound."""
        place = self.place(name)
        if type(place) is CellType:
            contents(place, name, name in self.scope.free)
            del place.cell_contents
            return
        try:
            del place[name]
            return
        except BaseException:
            pass
        if place is self.globals or self.scope.where(name) is MAPPED:
            raise undefined(name)
        if name[0] != "$":
            raise unbound(name)

    def cell(self, name: str) -> CellType:
        """The cell of a variable that an inner function captures."""
        if name in self.cells:
            return self.cells[name]
        assert self.outer is not None
        return self.outer.cell(name)

    def inside(self, scope: Scope) -> Activation:
        """A new activation for a comprehension or type parameters inside of this one."""
        return Activation(self.template, scope, {}, {}, self.globals, self)

    def evaluated_inside(self, inner: Activation, act: Callable[..., Any], *given: Any) -> Any:
        """``act(inner, *given)``; meanwhile the evaluated node of ``inner`` is also that of this activation."""
        inner.node, self.node = self.node, inner
        try:
            return act(inner, *given)
        finally:
            self.node = inner.node

    def definer(self) -> Activation:
        """This activation or the nearest one around it that is of a module, class or function."""
        return self if self.outer is None else self.outer.definer()

    def locals(self) -> Any:
        """``locals()`` here (PEP 667, PEP 709); until 3.12 the same dict each time, updated (``PyFrame_FastToLocals``)."""
        if self.scope.kind in ("module", "class"):
            return self.variables
        found = shown_variables(self.own())
        if self.outer is not None and (not RULES.locals_write_through or self.definer().scope.kind == "function"):
            return {**self.outer.locals(), **found}
        if self.outer is not None:  # in a class: with the variables that it captures
            captured = self.definer().own()
            return {name: captured[name] for name in sorted(self.definer().scope.free) if name in captured} | found
        if RULES.locals_write_through:
            return found
        known = self.temporaries.setdefault("$locals", {})
        for name in self.scope.bound - set(found):
            known.pop(name, None)
        known.update(found)
        return known

    def own(self) -> dict[str, Any]:
        """The bound variables, by name, in CPython's order: those of inner functions after all others but parameters."""
        found = dict(self.variables)
        for name, cell in self.cells.items():
            if cell != CellType():  # two empty cells are equal
                found[name] = cell.cell_contents
        scope = self.scope
        order = [*scope.parameters, *scope.own_names(scope.cells), *sorted(scope.cells), *sorted(scope.free)]
        return {name: found[name] for name in dict.fromkeys(order) if name in found} | found


def place_of(node: Any) -> tuple[int, int | None, int | None, int | None] | None:
    """The position that CPython's compiler gives to a node's operation; of an attribute over several lines, its name's.

    (``update_start_location_to_match_attr``)
    """
    while type(node) is Activation:
        node = node.node
    line, last = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
    if line is None or last is None:  # of a tree that a program made
        return None if line is None else (line, None, None, None)
    attribute = node.func if isinstance(node, ast.Call) else node
    if isinstance(attribute, ast.Attribute) and attribute.end_lineno not in (None, line):
        row, end = attribute.end_lineno or line, attribute.end_col_offset or 0
        begin = end - len(attribute.attr)  # less than 0 in a tree whose positions are copied
        return (row, row, begin, end) if begin >= 0 else (row, None, None, None)
    return line, last, node.col_offset, node.end_col_offset


def evaluate(a: Activation, node: ast.expr) -> Any:
    """The value of an expression."""
    return EVALUATE[type(node)](a, node)


def execute(a: Activation, body: list[ast.stmt]) -> Completion:
    """Run statements in sequence, up to one that ends abruptly; return its completion."""
    for statement in body:
        completion = EXECUTE[type(statement)](a, statement)
        if completion is not None:
            return completion
    return None


def item(mapping: Any, name: str) -> Any:
    """``mapping[name]``, or MISSING.  (A subclass of dict may have a ``__missing__``.)"""
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
    """The error for an unbound variable of the function."""
    name = name.removesuffix(PRIME)
    return UnboundLocalError(f"cannot access local variable '{name}' where it is not associated with a value")


def undefined(name: str) -> NameError:
    """The error for a name that is neither a global nor a builtin."""
    return NameError(f"name '{name}' is not defined", name=name)

"""From a tree to a code object: a function that suspends is replaced by a function that only makes the object.

The function that performs the machine is nested in it, so that the host resolves captured variables and ``__class__``, and
mangles private names.  A generator expression or suspending lambda becomes a lambda that captures the same
variables; its code object is replaced later, because an expression cannot contain statements.
"""

from __future__ import annotations

import ast
import copy
import re
from functools import partial
from types import CodeType
from typing import Any

from ..core.machine import Kind, Machine
from ..core.operations import HELPERS
from ..core.versions import RULES
from ..lower.forms import (
    Definition,
    definition,
    display,
    located,
    named,
    place_of_call,
    prepared,
    walk,
)
from ..lower.functions import kind_of, lowered
from ..lower.names import Scope, analyse
from ..quiet import Quiet
from .emit import Emitter, first_line
from .linking import CO_NESTED, CO_NEWLOCALS, CO_OPTIMIZED, FLAGS, FUTURES, mapped
from .positions import MARK, without_nowhere
from .rewriting import ITERABLE
from .templates import fill, literal, placed
from .templates import linked as reference

RUN = "$run"
"""Begins the name of each function that performs a machine; the machine's number follows."""

CREATE = """
made = NEW()
made.run = RUN
made.machine = MACHINE
made.saved = VALUES
made.state = 0
made.delegate = made.caught = made.chain = None
"""
"""`generators.make_generator` and `generators.make_coroutine`, inlined: one call less, in time and in depth."""
NOTE_ORIGIN = """
if Shared.origin_of is not None:
    made.origin = Shared.origin_of()
"""
CREATING = {
    Kind.GENERATOR: CREATE.replace("NEW", "Shared.new_generator"),
    Kind.COROUTINE: CREATE.replace("NEW", "Shared.new_coroutine") + NOTE_ORIGIN,
    Kind.ASYNC_GENERATOR: "made = MakeAsyncGenerator(RUN, MACHINE, VALUES)",
}


class Unit:
    """One compilation: its machines, and the code objects of the functions in expressions."""

    def __init__(self, filename: str, flags: int, optimize: int, watched: bool, force: bool) -> None:
        self.filename, self.flags, self.optimize = filename, flags, optimize
        self.watched, self.force = watched, force
        self.machines: list[Machine] = []
        self.qualnames: list[str] = []
        self.first_lines: list[int] = []
        self.definitions: list[CodeType] = []
        self.renames = False  # whether the source may rename its functions

    def add(self, machine: Machine, qualname: str, node: Any) -> int:
        """Add a machine; return its number."""
        self.machines.append(machine)
        self.qualnames.append(qualname)
        self.first_lines.append(first_line(node))
        return len(self.machines) - 1

    def compiled(self, tree: Any, mode: str) -> CodeType:
        """The host's code object for a tree.  Warnings are ignored: the host has issued them for the original tree."""
        with Quiet():
            code: CodeType = compile(tree, self.filename, mode, self.flags, dont_inherit=True, optimize=self.optimize)
        return mapped(code, self._finished)

    def _finished(self, code: CodeType) -> CodeType:
        """A code object with the names, flags and lines that the program should see, and with the code of its expressions."""
        changes: dict[str, Any] = {}
        if RUN in code.co_qualname:
            changes["co_qualname"] = _without_run(code.co_qualname)
        if code.co_varnames[:1] == (ITERABLE,):  # its frame is not shown
            changes["co_filename"] = __file__
        if code.co_name.startswith(RUN):
            number = int(code.co_name[len(RUN) :])
            changes["co_flags"] = code.co_flags | FLAGS[self.machines[number].kind]  # `bdb` reads these flags
            changes |= {"co_name": self.machines[number].name, "co_qualname": self.qualnames[number]}
            changes["co_firstlineno"] = self.first_lines[number]
        else:
            numbers = [int(c[len(MARK) :]) for c in code.co_consts if _is_machine(c)]
            if numbers:
                changes["co_flags"] = code.co_flags | FLAGS[self.machines[numbers[0]].kind]
        table = without_nowhere(code, changes.get("co_firstlineno", code.co_firstlineno))
        if table is not code.co_linetable:
            changes["co_linetable"] = table
        constants = [self._exchanged(c) for c in code.co_consts]
        if code.co_name.startswith(RUN):  # for readers of the code object; the code does not use it
            constants.append(MARK + code.co_name[len(RUN) :])
        if len(constants) != len(code.co_consts) or any(
            [a is not b for a, b in zip(constants, code.co_consts, strict=True)]
        ):
            changes["co_consts"] = tuple(constants)
        return code.replace(**changes) if changes else code

    def _exchanged(self, constant: Any) -> Any:
        if isinstance(constant, CodeType):
            if constant.co_varnames[:1] == (ITERABLE,):
                return mapped(constant, partial(_without_lambda, constant.co_qualname + ".<locals>."))
            for inner in _flat(constant.co_consts):
                if type(inner) is str and inner.startswith(MARK + "definition "):
                    definition = self.definitions[int(inner.split()[1])]
                    assert definition.co_freevars == constant.co_freevars, (
                        "the host would read cells that are not there"
                    )
                    return definition
        if type(constant) is str and RUN in constant:  # the qualified name of a class
            return _without_run(constant)
        return constant


def _without_lambda(around: str, code: CodeType) -> CodeType:
    """A code object inside of the function of a comprehension: its qualified name does not name this function."""
    if not code.co_qualname.startswith(around):
        return code
    outer = around.removesuffix("<lambda>.<locals>.")
    return code.replace(co_qualname=outer + code.co_qualname[len(around) :])


def _without_run(qualname: str) -> str:
    """A qualified name without the names of the performing functions."""
    return re.sub(r"\.<locals>\.\$run\d+", "", qualname)


def _of_expressions(qualname: str) -> str:
    """A qualified name as CPython spells it: only functions with a name and lambdas add ``<locals>``.

    A comprehension that CPython inlines adds nothing.

    Rule: comprehension/scope
    """
    if RULES.inlines_comprehensions:
        qualname = re.sub(r"<(list|set|dict)comp>\.<locals>\.", "", qualname)
    # A function, not the template "\\1.": for a template the host keeps its own ``re``, and a program may bring another.
    return re.sub(r"(<(gen|list|set|dict)(expr|comp)>)\.<locals>\.", lambda found: f"{found[1]}.", qualname)


def _flat(constants: tuple[Any, ...]) -> list[Any]:
    """Constants, including the items of tuples that the compiler has folded."""
    return [part for constant in constants for part in (constant if type(constant) is tuple else (constant,))]


def _is_machine(constant: Any) -> bool:
    return type(constant) is str and constant.startswith(MARK) and constant[len(MARK) :].isdecimal()


class _Replacing(ast.NodeTransformer):
    """Replaces each function that suspends; functions inside of a machine are replaced when the machine is written out."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.walrus: list[set[str]] = [set()]  # by function: the names that its generator expressions bind

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
        kind = kind_of(node)
        if kind is None:
            if not self.unit.force:
                return self.binding(node)  # type: ignore[no-any-return]
            return forced(self.unit, self.signed(node))
        return maker(self.unit, self.signed(node), kind)

    def binding(self, node: Any) -> Any:
        """Add to a function that stays as it is the variables that generator expressions in it bind (PEP 572)."""
        self.walrus.append(set())
        self.generic_visit(node)
        names = sorted(self.walrus.pop())
        if names and isinstance(node, ast.Lambda):
            walruses: list[ast.expr] = [
                ast.NamedExpr(ast.Name(name, ast.Store()), ast.Constant(None)) for name in names
            ]
            node.body = placed(ast.IfExp(ast.Constant(1), node.body, ast.Tuple(walruses, ast.Load())), node.body)
        elif names:
            doc = ast.get_docstring(node, clean=False) is not None
            node.body[doc:doc] = never_bound(names)
        return node

    visit_Lambda = binding

    def signed(self, node: Any) -> Any:
        """Replace the parts of a function's definition that are evaluated outside of it: decorators, defaults, annotations."""
        body, node.body = node.body, []
        self.generic_visit(node)
        node.body = body
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        place = place_of_call(node)
        return node if place is node else ast.copy_location(ast.Call(node.func, node.args, []), place)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return literal(node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Link a helper outside of any machine: it makes the first iterator of a generator expression."""
        return ast.copy_location(reference(node.id), node) if node.id in HELPERS else node

    def visit_Definition(self, node: Definition) -> ast.expr:
        function = copy.copy(node.function)  # the original may be part of a machine, too
        function.args = copy.deepcopy(function.args)
        kind = kind_of(function)
        assert kind is not None
        made = maker(self.unit, self.signed(function), kind, is_statement=False)
        self.walrus[-1] |= function.scope.nonlocals  # type: ignore[union-attr]
        code = definition_code(self.unit, made, function.scope)  # type: ignore[union-attr]
        self.unit.definitions.append(code)
        captured: list[ast.expr] = [reference(f"definition {len(self.unit.definitions) - 1}")]
        captured += [ast.Name(name, ast.Load()) for name in code.co_freevars]
        stand_in = ast.Lambda(function.args, ast.Tuple(captured, ast.Load()))
        return placed(stand_in, node)


def definition_code(unit: Unit, function: ast.FunctionDef, scope: Scope) -> CodeType:
    """The code object of a function in an expression, compiled inside of functions that define its captured variables."""
    plain = copy.copy(function)
    plain.args = copy.copy(function.args)
    plain.args.defaults = [ast.Constant(None) for _ in function.args.defaults]
    plain.args.kw_defaults = [d and ast.Constant(None) for d in function.args.kw_defaults]
    inner: ast.stmt = plain
    private = scope.private
    if private is not None:
        taken = {n.id for n in walk(plain) if isinstance(n, ast.Name)} | scope.free
        while private in taken:  # the function has another variable of this name; mangled names are the same
            private = "_" + private
        inner = fill(f"class {private}:\n    BODY", None, BODY=[plain])[0]
    outer = definition("$around", named(*sorted(scope.free)), [inner])
    module = ast.Module([placed(outer, function)], [])
    around = "$around.<locals>." + ("" if private is None else f"{private}.")

    def renamed(code: CodeType) -> CodeType:
        if not code.co_qualname.startswith(around):
            return code
        within = code.co_qualname.removeprefix(around)
        qualname = _of_expressions(scope.qualname + within.removeprefix(function.name))
        flags = code.co_flags if "<locals>" in qualname else code.co_flags & ~CO_NESTED
        return code.replace(co_qualname=qualname, co_flags=flags)

    return mapped(_named(unit.compiled(module, "exec"), function.name), renamed)


def _named(code: CodeType, name: str) -> CodeType:
    """The code object with this name inside of a module's code that contains no other of the name."""
    todo = [code]
    while todo:
        found = todo.pop()
        if found.co_name == name:
            return found
        todo += [c for c in found.co_consts if isinstance(c, CodeType)]
    raise AssertionError(name)


def maker(
    unit: Unit, node: ast.FunctionDef | ast.AsyncFunctionDef, kind: Kind, is_statement: bool = True
) -> ast.FunctionDef:
    """The function that makes the object: same signature, decorators and annotations, but without the body.

    is_statement: it comes from a ``def`` statement.  The program can rename such a function, but no generator expression.
    """
    scope: Scope = node.scope  # type: ignore[union-attr]
    body = docstring(node)
    run, number = performer(unit, node, scope, kind, node.body[len(body) :])
    if len(body) < len(node.body):  # `pdb` looks for the line of the first step
        body.append(placed(ast.Pass(), node.body[len(body)]))
    body += variables(scope)
    parameters: list[ast.expr] = [ast.Name(name, ast.Load()) for name in local_parameters(scope)]
    if node.name == "<genexpr>" and RULES.expression_keeps_source and isinstance(node, ast.FunctionDef):
        parameters[0] = ast.Call(reference("$made_iter"), [parameters[0]], [])
    values = ast.Tuple(parameters, ast.Load())
    decorators = list(node.decorator_list)
    template = CREATING[kind] + ("\nreturn TellCreated(made)" if unit.watched else "\nreturn made")
    if (is_statement and unit.renames) or decorators:
        template = template.replace("RUN", "Named(RUN, Function)")
        decorators.append(ast.copy_location(reference("Register"), decorators[-1] if decorators else node))
    make = fill(template, None, RUN=f"{RUN}{number}", MACHINE=reference(str(number)), VALUES=values)
    function = definition(node.name, node.args, [*body, run, *make])
    function.decorator_list, function.returns = decorators, node.returns
    function.type_params = getattr(node, "type_params", [])
    return ast.copy_location(function, node)  # type: ignore[no-any-return]


def docstring(node: Any) -> list[ast.stmt]:
    """The docstring of a definition, if it has one, as a statement."""
    if ast.get_docstring(node, clean=False) is None:
        return []
    return [ast.copy_location(ast.Expr(literal(node.body[0].value)), node.body[0])]


def forced(unit: Unit, node: Any) -> ast.stmt:
    """A plain function whose body is performed as a machine; its behaviour must not change."""
    scope: Scope = node.scope
    doc = docstring(node)
    machine = lowered(node, scope, Kind.GENERATOR, node.body[len(doc) :])
    emitter = Emitter(machine, list(scope.parameters), scope.own_names(), scope.mangle, _Replacing(unit).visit)
    number = unit.add(machine, scope.qualname, node)
    made = copy.copy(node)
    begin = [*_declarations(scope), *variables(scope)]
    made.body = [*doc, *begin, *emitter.plain_body(reference(f"plain {number}"))]
    return made  # type: ignore[no-any-return]


def variables(scope: Scope) -> list[ast.stmt]:
    """A statement that never runs but makes names variables of the function: for `inspect`, and for capturing functions."""
    return never_bound(scope.own_names({*scope.parameters}))


def never_bound(names: list[str]) -> list[ast.stmt]:
    """``if 0: names = None``: makes the host's compiler treat the names as variables, in this order."""
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    return [placed(ast.If(ast.Constant(0), [ast.Assign(targets, ast.Constant(None))], []), None)] if names else []


def _declarations(scope: Scope, captured: frozenset[str] | set[str] = frozenset()) -> list[ast.stmt]:
    """captured: cell variables of the function around; in the program they are this function's own variables."""
    found: list[ast.stmt] = []
    if scope.globals:
        found.append(ast.Global(sorted(scope.globals)))
    if nonlocals := (scope.nonlocals | captured) - scope.globals:
        found.append(ast.Nonlocal(sorted(nonlocals)))
    return [placed(part, None) for part in found]


def local_parameters(scope: Scope) -> list[str]:
    """The parameters that no inner function captures, in the order of a tuple of variables (see `Flow.saved`).

    They are locals of the performing function.
    """
    found = [name for name in scope.parameters if name not in scope.cells]
    return found if RULES.frees_last_first else found[::-1]


def performer(unit: Unit, node: Any, scope: Scope, kind: Kind, body: list[ast.stmt]) -> tuple[ast.FunctionDef, int]:
    """The function that performs a machine, and the machine's number."""
    first = scope.parameters[0] if scope.parameters and "__class__" in scope.free | scope.used else ""
    machine = lowered(node, scope, kind, body)
    inner, names = _Replacing(unit).visit, scope.own_names(scope.cells)
    emitter = Emitter(machine, local_parameters(scope), names, scope.mangle, inner, first, unit.watched)
    emitter.captures = bool(scope.cells or scope.free)
    machine = machine._replace(saved=emitter.saved_names(), boxed=frozenset(emitter.boxed))
    number = unit.add(machine, scope.qualname, node)
    declared = [*_declarations(scope, scope.cells), *never_bound(names)]  # they are freed in this order
    return emitter.function(f"{RUN}{number}", node, declared), number


def unlinked(
    tree: Any,
    filename: str,
    mode: str = "exec",
    flags: int = 0,
    optimize: int = -1,
    watched: bool = False,
    force: bool = False,
) -> tuple[CodeType, list[Machine]]:
    """The code object of a checked tree, with a `MARK` string for each object that `linking.linked` inserts; and its machines.

    watched: emit events.  force: perform plain functions as machines, too.  flags: futures, and
    ``ast.PyCF_ALLOW_TOP_LEVEL_AWAIT`` if the module is a coroutine.
    """
    unit = Unit(filename, flags & FUTURES, optimize, watched, force)
    unit.renames = may_rename(tree)
    tree = prepared(tree, flags, optimize=optimize)
    scope = analyse(tree)
    if flags & ast.PyCF_ALLOW_TOP_LEVEL_AWAIT:
        code = top_level(unit, tree, scope)
    else:
        code = unit.compiled(_Replacing(unit).visit(tree), mode)
    scope.release()
    return code, unit.machines


def may_rename(tree: ast.AST) -> bool:
    """Whether a source may rename a function.  Rule: lifecycle/names: objects get the function's name at the call."""
    for node in walk(tree):
        word = getattr(node, {ast.Name: "id", ast.Attribute: "attr", ast.alias: "name"}.get(type(node), ""), "")
        stores = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if word in ("wraps", "update_wrapper", "setattr") or (stores and word in ("__name__", "__qualname__")):
            return True
    return False


def top_level(unit: Unit, tree: Any, scope: Scope) -> CodeType:
    """The code of a module that suspends: ``eval`` of it returns a coroutine.  All its names are globals."""
    body = tree.body
    if isinstance(tree, ast.Expression):
        body = [ast.copy_location(ast.Return(tree.body), tree.body)]
    elif isinstance(tree, ast.Interactive):
        display(tree)
    function = Scope("function", "<module>", None)
    function.globals |= scope.bound
    node = definition("<module>", named(), body, ast.AsyncFunctionDef)
    node.lineno, node.col_offset, node.scope = 1, 0, function
    module = ast.Module([maker(unit, located(node), Kind.COROUTINE)], [])
    (code,) = [each for each in unit.compiled(module, "exec").co_consts if isinstance(each, CodeType)]
    return code.replace(co_flags=code.co_flags & ~(CO_OPTIMIZED | CO_NEWLOCALS))

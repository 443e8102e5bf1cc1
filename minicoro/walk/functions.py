"""Function definitions, and calls of these functions: Language Reference, "Function definitions", "Lambdas"."""

from __future__ import annotations

import ast
from types import CellType, FunctionType
from typing import Any

from minicoro.core import engine
from minicoro.core.async_generators import make_async_generator
from minicoro.core.awaitables import ITERABLE_COROUTINE
from minicoro.core.generators import make_coroutine, make_generator
from minicoro.core.machine import Kind, Machine
from minicoro.core.objects import MAKER, Reference
from minicoro.core.operations import HELPERS
from minicoro.core.versions import RULES
from minicoro.lower.forms import FUNCTIONS, Definition, annotated, walk
from minicoro.lower.functions import executed, kind_of, lowered
from minicoro.lower.names import Function

from .activation import EVALUATE, EXECUTE, Activation, Template, Unit, evaluate
from .stubs import DEPTH, Kept, calling, function_code, program_frame, resumed_code, with_function
from .type_parameters import with_type_parameters

KINDS: dict[Kind, tuple[Any, int]] = {
    Kind.GENERATOR: (make_generator, 0x20),
    Kind.COROUTINE: (make_coroutine, 0x80),
    Kind.ASYNC_GENERATOR: (make_async_generator, 0x200),
}
"""For each kind, the function that makes its objects, and the flag of its functions: ``CO_GENERATOR``, ``CO_COROUTINE``, …"""
Parts = tuple[FunctionType, Machine, Activation]


def define_function(a: Activation, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """``def``: decorators, defaults, then annotations are evaluated; the innermost decorator is applied first."""
    decorators = [evaluate(a, decorator) for decorator in node.decorator_list]
    defaults = defaults_of(a, node.args)

    def make(inner: Activation, generic: list[Any]) -> FunctionType:
        function = make_function(inner, node, defaults)
        annotate(inner, node, function)
        return function

    decorate(a, node, decorators, with_type_parameters(a, node, make))


def decorate(a: Activation, node: Any, decorators: list[Any], value: Any) -> None:
    """Apply decorators to a function or class, and bind its name."""
    for place in reversed(node.decorator_list):
        a.node = place
        given = [value]
        del value
        value = calling(a, [None, given, decorators.pop()])
    a.node = node
    a.bind(node.name, value)


def lambda_(a: Activation, node: ast.Lambda | Definition) -> FunctionType:
    """``lambda x: value``, or the function of a generator expression."""
    function = node.function if isinstance(node, Definition) else node
    return make_function(a, function, defaults_of(a, function.args))


def defaults_of(a: Activation, args: ast.arguments) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The values of the defaults: of positional parameters a tuple, of keyword-only parameters by name."""
    positional = tuple([evaluate(a, default) for default in args.defaults])
    pairs = [(arg.arg, default) for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True) if default]
    return positional, {a.scope.mangle(name): evaluate(a, default) for name, default in pairs}


def make_function(a: Activation, node: Function, defaults: tuple[tuple[Any, ...], dict[str, Any]]) -> FunctionType:
    """A host function whose code object is the stub of ``node``."""
    code = node.__dict__.get("stub")
    if code is None:
        code = node.stub = code_of_function(a.template.unit, node)  # type: ignore[union-attr]
    closure = tuple([a.cell(name) for name in code.co_freevars])
    function = FunctionType(code, a.globals, code.co_name, defaults[0] or None, closure or None)
    function.__kwdefaults__ = defaults[1] or None
    if code.co_flags & (0x20 | 0x80 | 0x200):
        function.__code__ = with_function(code, function)
    return function


def code_of_function(unit: Unit, node: Function) -> Any:
    """The code of a function's stub; for a suspending function, its machine and the resuming stub are made, too."""
    template = Template(unit, node.scope, executed(node))  # type: ignore[union-attr]
    positional = [*node.args.posonlyargs, *node.args.args]
    template.first = template.scope.mangle(positional[0].arg) if positional else None
    kind = None if isinstance(node, ast.Lambda) else kind_of(node)
    if kind is None:
        return function_code(template, node, enter)
    maker, flag = KINDS[kind]
    template.machine = lowered(node, template.scope, kind, template.body)
    code = function_code(template, node, make, maker, flag)
    code = code.replace(co_consts=(*code.co_consts, template.machine))  # for readers of the code object
    template.resuming_code = resumed_code(template, node, run_machine, flag, Reference(code))
    return code


def annotate(a: Activation, node: ast.FunctionDef | ast.AsyncFunctionDef, function: FunctionType) -> None:
    """Give a function its annotations: as strings (PEP 563), evaluated later (PEP 649), or now (PEP 3107)."""
    names = [("return" if field == "returns" else owner.arg, getattr(owner, field)) for owner, field in annotated(node)]  # type: ignore[attr-defined]
    found = {a.scope.mangle(name): part for name, part in names}
    if a.template.unit.strings:
        found = {name: ast.copy_location(ast.Constant(ast.unparse(part)), part) for name, part in found.items()}
    if RULES.lazy_annotations and found:
        function.__annotate__ = deferred(a, node, list(found.items()))  # type: ignore[attr-defined]
        function.__annotate__.__qualname__ = f"{function.__qualname__}.__annotate__"  # type: ignore[attr-defined]
    else:
        function.__annotations__ = {name: evaluate(a, part) for name, part in found.items()}


def deferred(a: Activation, node: Any, found: list[tuple[str, ast.expr]], is_tested: bool = False) -> FunctionType:
    """``__annotate__`` (PEP 649) of the definition ``node``, which has the scope of its annotations.

    is_tested: an annotation counts only if ``__conditional_annotations__`` has its index.
    """
    text = "def __annotate__(format, /):\n if format > 2: raise NotImplementedError\n return {}"
    function: Any = ast.parse(text).body[0]
    begin = a.template.first_line if a.scope.kind == "class" else a.template.body[0].lineno
    for part in walk(function):
        vars(part).update(lineno=node.lineno if isinstance(node, FUNCTIONS) else begin, end_lineno=None)
    function.args.posonlyargs[0].arg = function.body[0].test.left.id = ".format"
    chosen: list[ast.expr] = [ast.Dict([ast.Constant(name)], [part]) for name, part in found]
    for index, pair in enumerate(chosen if is_tested else []):
        test = ast.Compare(ast.Constant(index), [ast.In()], [ast.Name("__conditional_annotations__", ast.Load())])
        chosen[index] = ast.IfExp(test, pair, ast.Dict([], []))
    function.body[1].value = ast.Dict([None] * len(found), chosen)
    function.scope = node.annotation_scope
    made = make_function(a, function, ((), {}))
    made.__code__ = made.__code__.replace(co_varnames=("format",))
    return made


def enter(template: Template, variables: dict[str, Any], closure: tuple[CellType, ...], space: Any) -> Activation:
    """The activation of a call.  Rule: call/plain, call/arguments"""
    return Activation(template, template.scope, variables, dict(zip(template.free, closure, strict=True)), space)


def make(template: Template, variables: Any, closure: tuple[CellType, ...], space: Any, function: Any) -> Parts:
    """Called by the stub of a suspending function; the body does not run.  Rule: comprehension/source"""
    assert template.machine is not None
    if ".0" in variables and RULES.expression_keeps_source and template.machine.kind is Kind.GENERATOR:
        variables[".0"] = HELPERS["$made_iter"](variables[".0"])
    return parts_of_object(enter(template, variables, closure, space), function)


def parts_of_object(a: Activation, function: Any = None) -> Parts:
    """The parts of a new suspendable object: the function that resumes it, its machine, and its activation.

    function: a weak reference to the called function; the object gets its current names.  None: a module's code was called.
    The reference returns None if the function is being destroyed.  Rule: lifecycle/names
    """
    assert a.template.machine is not None
    run, called = FunctionType(a.template.resuming_code, a.globals), None if function is None else function()
    maker: Any = None
    if called is not None:
        run.__name__, run.__qualname__, maker = called.__name__, called.__qualname__, called.__code__
    else:
        frame = program_frame()
        maker = frame and frame.f_code
    if maker is not None:
        vars(run)[MAKER] = maker
        if maker.co_flags & ITERABLE_COROUTINE:
            run.__code__ = run.__code__.replace(co_flags=run.__code__.co_flags | ITERABLE_COROUTINE)
    return run, a.template.machine, a


def run_machine(template: Template, o: Any, sent: list[Any]) -> Any:
    """Called by the stub that resumes an object.  sent: a list of the sent value, which is emptied."""
    if DEPTH.now >= engine.Limit.calls:
        o.finish()
    DEPTH.deeper()
    a = o.saved
    temporaries = o.caught = a.temporaries  # handled exceptions are in variables of the machine (``$caught4``)
    temporaries["$self"] = o
    with Kept(a) as kept:
        value = engine.run(o, sent.pop())
    DEPTH.now -= 1
    ended = o.state < 0
    temporaries["$self"] = o = None  # lifetimes: see `core.engine`
    while ended and temporaries:  # the frame's variables stay in the traceback, the values on its stack do not
        temporaries.popitem()
    if kept.error is None:
        try:
            return value
        finally:
            del value
    try:
        kept.once_more(False)
    except BaseException as error:
        kept.unmark(error)
        raise


EVALUATE |= {ast.Lambda: lambda_, Definition: lambda_}
EXECUTE |= {ast.FunctionDef: define_function, ast.AsyncFunctionDef: define_function}

"""Stubs: the host's code objects of walked code.  All of them are made here.

A walked function is a real host function with the program's signature; its code passes the arguments to the walker:

    def NAME(x, y):
        x = ENTER({"x": x, "y": y}, CELLS, GLOBALS())
        del y
        try:
            return WALK(x)
        except:
            LEAVE()
            raise

So arguments and errors about them, defaults, ``inspect.signature``, flags and free variables are the host's.  ENTER, WALK and
LEAVE are constants of the code, not names that a program could bind.  The program sees the stub's frame; `exact.host_frames`
reads the variables and the line of the stub's frame from the activation.  When the stub returns, it drops its reference to the
activation.  After the instructions there is one NOP for each position in the source: a traceback entry for the NOP of a node
shows that node's line and carets.
"""

from __future__ import annotations

import ast
import dis
from _thread import _local
from sys import _getframe, exception  # the host's own: a program gets a replacement of the first
from types import CodeType, FrameType, FunctionType, MethodType, TracebackType
from typing import Any, NoReturn

from minicoro.core import events
from minicoro.core.engine import Limit, referring
from minicoro.core.line_table import line_table
from minicoro.core.objects import Reference
from minicoro.lower.forms import FUNCTIONS, pair_of
from minicoro.lower.names import parameters

from .activation import Activation, Template, execute, place_of

NESTED = 0x10  # ``CO_NESTED``
OWN = __name__.partition(".")[0] + "."  # the names of the interpreter's own modules begin with this

TEXT = """
def outer():
    {cells} = None
    def stub({parameters}):
        {doc}
        {keep}
        try:
            {result}
        except:
            {leave}()
            raise
        finally:
            {drop}
        return {value}
"""
ACTIVATION = "$activation"
"""The variable of a function's stub for the activation, if there are no parameters; otherwise the first parameter is used."""
FUNCTION_MARK = ("function",)
"""The constant of a stub that `with_function` replaces by a reference to the function."""


def constant(name: str) -> str:
    """The expression in a stub's text for an object that `stub` puts among the constants.

    The host warns of a call of a plain constant; this expression is compiled to the same instructions without a warning.
    """
    return f"(({name!r},) if True else 0)"


ENTER = constant("enter")
TEXTS = {"keep": "pass", "drop": "pass", "value": "None", "cells": "_", "parameters": ""}
"""The default parts of `TEXT`."""


def stub(template: Template, node: Any, texts: dict[str, str], **objects: Any) -> CodeType:
    """The code of a stub for ``node``, with the name and the positions of the definition.

    texts: the parts of `TEXT`.  objects: the objects that they name; ``enter`` is bound to the template.
    """
    parts = [part for part in [node, *getattr(node, "decorator_list", ())] if hasattr(part, "lineno")]
    template.first_line = first = min([part.lineno for part in parts], default=1)
    objects |= {"enter": MethodType(objects["enter"], template), "leave": leave}
    texts = {**TEXTS, **texts, "doc": docstring(node), "leave": constant("leave")}
    tree = ast.parse("\n" * (first - 1) + TEXT.format(**texts))
    code = compile(tree, template.unit.filename, "exec", 0, True, template.unit.optimize)
    while code.co_name != "stub":
        (code,) = [part for part in code.co_consts if isinstance(part, CodeType)]
    known = [objects.get(part[0], part) if type(part) is tuple and len(part) == 1 else part for part in code.co_consts]
    name, qualname = template.scope.name, template.scope.qualname
    code = code.replace(co_consts=tuple(known), co_name=name, co_qualname=qualname, co_firstlineno=first)
    return with_places(code, template, node)


def function_code(template: Template, node: Any, enter: Any, make: Any = None, flags: int = 0) -> CodeType:
    """The code of a function's stub: ``enter(variables, closure)`` runs it.

    make: for a suspending function, the function that makes its object from the result of ``enter``
    (`core.generators.make_generator` and its like; ``types.coroutine`` finds it among the constants).  Parameters and captured
    variables get safe names first, because a program's names may be anything: ``.0`` is that of a generator expression.
    """
    names, cells = template.scope.parameters, [f"c{number:03}" for number in range(len(template.free))]
    own = [f"p{number}" for number in range(len(names))]
    closure = f"(lambda: ({', '.join(cells)},)).__closure__" if cells else "()"
    variables = f"{{{', '.join([f'{name!r}: {safe}' for name, safe in zip(names, own, strict=True)])}}}"
    kept = own[0] if own else "a"
    texts = {"value": kept, "cells": " = ".join(cells or ["_"]), "parameters": parameter_list(node.args)}
    texts["result"], mark = f"return {constant('walk')}({kept})", ""
    if make is not None:
        texts["result"], mark = f"{kept} = {constant('created')}({constant('make')}(*{kept}))", f", {FUNCTION_MARK}"
    texts["keep"] = f"{kept} = {ENTER}({variables}, {closure}, {constant('globals')}(){mark})"
    texts["keep"] += f"; del {', '.join(own[1:])}" if own[1:] else ""
    code = stub(template, node, texts, enter=enter, make=make, created=events.created, walk=walked, globals=globals)
    around = template.scope.parent and template.scope.parent.definer
    nested = NESTED if getattr(node, "type_params", ()) else nesting(around)
    return code.replace(
        co_varnames=names or (ACTIVATION,),
        co_freevars=template.free,
        co_flags=code.co_flags & ~NESTED | nested | flags | template.unit.flags,
    )


def nesting(around: Any) -> int:
    """The flags of a function defined in the scope ``around``: nested in a function, or a method of a class."""
    found = METHOD if around is not None and around.kind == "class" else 0
    while around is not None and around.kind in ("class", "module"):
        around = around.parent and around.parent.definer
    return found if around is None else found | NESTED


def parameter_list(args: ast.arguments) -> str:
    """The parameters as source text, with safe names."""
    safe = {arg.arg: f"p{number}" for number, arg in enumerate(parameters(args))}
    first, plain, last = [[safe[arg.arg] for arg in part] for part in (args.posonlyargs, args.args, args.kwonlyargs)]
    star = ["*" + safe[args.vararg.arg]] if args.vararg else ["*"] * bool(last)
    keywords = ["**" + safe[args.kwarg.arg]] if args.kwarg else []
    return ", ".join([*first, *["/"] * bool(first), *plain, *star, *last, *keywords])


def docstring(node: Any) -> str:
    """The docstring of a definition or module, as a statement for the stub; the host cleans it from 3.13 on."""
    has_one = not isinstance(node, ast.Lambda | ast.Expression | ast.Interactive)
    found = ast.get_docstring(node, clean=False) if has_one else None
    return "pass" if found is None else repr(found)


def with_function(code: CodeType, function: FunctionType) -> CodeType:
    """The code for one function object, with a weak reference to the function: its objects get the function's names."""
    mark = Reference(function)
    return code.replace(co_consts=tuple([mark if part == FUNCTION_MARK else part for part in code.co_consts]))


def resumed_code(template: Template, node: Any, enter: Any, flags: int, maker: Any = None) -> CodeType:
    """The code of the stub that resumes an object: ``enter(o, [sent])``.  maker: a weak reference to that of the function."""
    texts = {"parameters": "p0, p1", "keep": "a = p0.saved; p1 = [p1]", "drop": "del p0", "value": "(v, v := None)[0]"}
    code = stub(template, node, texts | {"result": f"v = {ENTER}(p0, p1)"}, enter=enter)
    names, constants = ("$o", "$sent", ACTIVATION, "$v"), (*code.co_consts, maker)
    return code.replace(co_varnames=names, co_consts=constants, co_flags=code.co_flags & ~NESTED | flags)


def class_code(template: Template, node: ast.ClassDef, enter: Any) -> CodeType:
    """The code of a class body: ``enter(activation)`` runs it; its free variable holds the activation around the class."""
    texts = {"result": f"return {ENTER}(activation)", "cells": "activation"}
    code = stub(template, node, texts, enter=enter)
    return code.replace(co_flags=template.unit.flags)


def module_code(template: Template, node: Any, enter: Any, flags: int) -> CodeType:
    """The code of a module or of an expression for ``exec`` and ``eval``: ``enter()`` runs it."""
    return stub(template, node, {"result": f"return {ENTER}()"}, enter=enter).replace(co_flags=flags, co_firstlineno=1)


def with_places(code: CodeType, template: Template, node: Any) -> CodeType:
    """The code with a NOP for each position in ``node``, at the same offsets in both stubs of a suspending function."""
    first = max(len(code.co_code) // 2, min(template.places.values(), default=2 * 64) // 2)  # most stubs have 40 to 70
    places = list(dict.fromkeys([place for part in own_nodes(node) if (place := place_of(part)) is not None]))
    template.places = {place: 2 * (first + number) for number, place in enumerate(places)}
    table = line_table(code.co_firstlineno, [*[(template.first_line, None, None, None)] * first, *places])
    length = 2 * (first + len(places))
    return code.replace(co_code=(code.co_code + bytes([dis.opmap["NOP"], 0]) * length)[:length], co_linetable=table)


def own_nodes(node: ast.AST) -> list[ast.AST]:
    """The nodes that run in the frame of ``node``: not the bodies of functions and classes in it."""
    found, todo = [], [node]
    while todo:
        part = todo.pop()
        found += [part, pair_of(part)] if isinstance(part, ast.DictComp) else [part]
        for field, value in ast.iter_fields(part):
            if field != "body" or part is node or not isinstance(part, (*FUNCTIONS, ast.ClassDef)):
                todo += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)]
    return found


def is_own_frame(frame: FrameType) -> bool:
    """Whether a frame is the interpreter's own, judged by the module of its code."""
    name = frame.f_globals.get("__name__")
    return (isinstance(name, str) and name.startswith(OWN)) or frame.f_code.co_names == CALLING.co_names


def strip(error: BaseException) -> None:
    """Remove the entries of the interpreter and of `calling` before the first entry of the program from the traceback."""
    entry = error.__traceback__
    while entry is not None and is_own_frame(entry.tb_frame):
        entry = entry.tb_next
    error.__traceback__ = entry


def program_frame() -> FrameType | None:
    """The current frame of the program; None: there is none."""
    frame: FrameType | None = _getframe()
    while frame is not None and is_own_frame(frame):
        frame = frame.f_back
    return frame


def locate(a: Activation, error: BaseException) -> None:
    """Add the traceback entry of this activation to an exception raised in it.

    (``PyTraceBack_Here``; an exception that RERAISE or a bare ``raise`` raises again gets no second entry.)
    """
    strip(error)
    if a.reraised is error:
        a.reraised = None
        return
    frame = program_frame()
    assert frame is not None
    error.__traceback__ = TracebackType(error.__traceback__, frame, *a.instruction(frame.f_code))


class Kept:
    """A context manager that catches the exception of its block; the caller drops the values of the interrupted statement and
    then raises the exception again (`once_more`).  So finalisers of these values do not see the exception as handled.
    """

    def __init__(self, a: Activation, error: BaseException | None = None) -> None:
        self.a, self.depth, self.error = a, len(a.stack), error
        self.marks: tuple[Any, ...] = ()

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, kind: object, error: BaseException | None, entries: object) -> bool:
        self.error = error
        return error is not None

    def once_more(self, is_new: bool = True) -> NoReturn:
        """Raise the exception so that it can be handled; `unmark` must follow.  is_new: it needs this frame's traceback entry."""
        error, self.error = self.error, None
        assert error is not None
        del self.a.stack[self.depth :]
        if is_new:
            self.a.locate(error)
        self.marks = error.__context__, error.__traceback__, referring(error)
        try:
            raise error
        finally:
            del error

    def unmark(self, error: BaseException) -> None:
        """Restore the fields of the exception that raising it once more has changed."""
        error.__context__, error.__traceback__, referrer = self.marks
        self.marks = ()
        if referrer is not None:
            referrer.__context__ = error


def walked(a: Activation) -> Any:
    """Run the body of a function, class or module; return its value.  Rule: recursion/limit"""
    DEPTH.deeper()
    with Kept(a) as kept:
        completion = execute(a, a.template.body)
    DEPTH.now -= 1
    if kept.error is None:
        return a.temporaries.pop("$returned") if completion == "return" else None
    try:
        kept.once_more()
    except BaseException as error:
        kept.unmark(error)
        raise


class Depth(_local):
    """The depth of the program's calls in this thread."""

    now = 0

    def deeper(self) -> None:
        """Count a new call; RecursionError if `core.engine.Limit` does not allow it."""
        if self.now >= Limit.calls:
            raise RecursionError("maximum recursion depth exceeded")
        self.now += 1


METHOD = Depth.deeper.__code__.co_flags & 0x8000000  # ``CO_METHOD``, if the host has it (3.14)
DEPTH = Depth()


def leave() -> None:
    """In a stub that an exception leaves: remove the host's own entry for the stub; `locate` has added one."""
    error = exception()
    assert error is not None
    strip(error)
    assert error.__traceback__ is not None
    error.__traceback__ = error.__traceback__.tb_next
    del error


CALLING = (lambda given: given.pop()(*given.pop(), **given.pop())).__code__.replace(co_names=("pop", "$given"))
"""No program has these names."""
WITHOUT_KEYWORDS = (lambda given: given.pop()(*given.pop())).__code__.replace(co_names=CALLING.co_names)


def calling(a: Activation, given: list[Any]) -> Any:
    """Call a function in a frame with the program's globals, file, function and line, for functions that read them.

    (``TypeVar``, ``namedtuple``, ``warnings.warn``, ``logging``)  given: the keywords (None: there are none, which functions of
    C can tell from {}), the positional arguments and the function.  They are removed, so that only the function refers to them.
    """
    unit, name, line = a.template.unit, a.template.scope.name, getattr(a.node, "lineno", 1)
    flags = CALLING.co_flags & 0xFFFF | unit.flags
    code = WITHOUT_KEYWORDS if given[0] is None else CALLING
    code = code.replace(co_filename=unit.filename, co_name=name, co_firstlineno=line, co_flags=flags)
    return FunctionType(code, a.globals)(given)


Activation.locate = locate  # type: ignore[assignment, method-assign]

"""Stubs: the host's code objects that stand for walked code.  Nothing else in this room knows of code objects.

A walked function is a real function of the host's with the program's signature; its code hands the arguments over:

    def NAME(x, y):
        x = ENTER({"x": x, "y": y}, CELLS, GLOBALS())
        del y
        try:
            return WALK(x)
        except:
            LEAVE()
            raise

So arguments and the errors about them, defaults, ``inspect.signature``, flags and free variables are the host's.  ENTER, WALK
and LEAVE are constants of the code, not names that a program could bind.  The stub's frame is the one that the program sees;
`exact.host_frames` takes its variables and its line from the activation, which it no longer has once it has returned.
Behind its instructions stands one NOP for each position in the source: a traceback entry for the frame at the NOP of a
node shows that node, with its line and carets.
"""

from __future__ import annotations

import ast
import dis
import sys
import weakref
from threading import local
from types import CodeType, FrameType, FunctionType, MethodType, TracebackType
from typing import Any, NoReturn

from minicoro.core import events
from minicoro.core.engine import Limit, referring
from minicoro.core.line_table import Position, line_table
from minicoro.lower.forms import FUNCTIONS
from minicoro.lower.names import parameters

from .activation import Activation, Template, execute, place_of

NESTED = 0x10  # ``CO_NESTED``
OWN = __name__.partition(".")[0] + "."  # how the names of the interpreter's own modules begin

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
"""The variable of a function's stub that has the activation, if there are no parameters: else the first one has it."""
FUNCTION_MARK = ("function",)
"""The constant of a stub in whose place `knowing` puts a reference to the function."""


def constant(name: str) -> str:
    """How a stub's text writes an object that `stub` puts among its constants.

    The host warns of a call of a constant, but not of this one, which it compiles to the same.
    """
    return f"(({name!r},) if True else 0)"


ENTER = constant("enter")


TEXTS = {"keep": "pass", "drop": "pass", "value": "None", "cells": "_", "parameters": ""}
"""What is filled into `TEXT`, if nothing else is."""


def stub(template: Template, node: Any, texts: dict[str, str], **objects: Any) -> CodeType:
    """The code of a stub for ``node``: its frame has the name of the definition, and its places.

    texts: what is filled into `TEXT`.  objects: those that it names; ``enter`` gets the template.
    """
    parts = [part for part in [node, *getattr(node, "decorator_list", ())] if hasattr(part, "lineno")]
    template.first_line = first = min([part.lineno for part in parts], default=1)
    objects |= {"enter": MethodType(objects["enter"], template), "leave": leave}
    tree = ast.parse(TEXT.format(**{**TEXTS, **texts}, doc=docstring(node), leave=constant("leave")))
    code = compile(ast.increment_lineno(tree, first - 1), template.unit.filename, "exec", dont_inherit=True)
    while code.co_name != "stub":
        (code,) = [part for part in code.co_consts if isinstance(part, CodeType)]
    known = [objects.get(part[0], part) if type(part) is tuple and len(part) == 1 else part for part in code.co_consts]
    name, qualname = template.scope.name, template.scope.qualname
    code = code.replace(co_consts=tuple(known), co_name=name, co_qualname=qualname, co_firstlineno=first)
    return with_places(code, template, node)


def function_code(template: Template, node: Any, enter: Any, make: Any = None, flags: int = 0) -> CodeType:
    """The code of a function's stub: ``enter(variables, closure)`` runs it.

    make: of a suspending function, what makes its object, of what ``enter`` gives.  (`core.objects.make_generator` and
    its like; ``types.coroutine`` finds it among the constants.)  Parameters and captured variables have safe names at
    first, for a program's may be any: ``.0`` is that of a generator expression.
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
    nested = (
        NESTED if getattr(node, "type_params", ()) else nesting(template.scope.parent and template.scope.parent.definer)
    )
    return code.replace(
        co_varnames=names or (ACTIVATION,),
        co_freevars=template.free,
        co_flags=code.co_flags & ~NESTED | nested | flags | template.unit.flags,
    )


def nesting(around: Any) -> int:
    """The flags of a function that is defined in the scope ``around``: nested in a function, or a method."""
    found = METHOD if around is not None and around.kind == "class" else 0
    while around is not None and around.kind in ("class", "module"):
        around = around.parent and around.parent.definer
    return found if around is None else found | NESTED


def parameter_list(args: ast.arguments) -> str:
    """The parameters as text, under safe names."""
    safe = {arg.arg: ast.arg(f"p{number}") for number, arg in enumerate(parameters(args))}
    plain = [[safe[arg.arg] for arg in part] for part in (args.posonlyargs, args.args, args.kwonlyargs)]
    stars = [None if star is None else safe[star.arg] for star in (args.vararg, args.kwarg)]
    return ast.unparse(ast.arguments(plain[0], plain[1], stars[0], plain[2], [None] * len(plain[2]), stars[1], []))


def docstring(node: Any) -> str:
    """The docstring of a definition or module, as a statement of the stub: the host cleans it from 3.13 on."""
    has_one = not isinstance(node, ast.Lambda | ast.Expression | ast.Interactive)
    found = ast.get_docstring(node, clean=False) if has_one else None
    return "pass" if found is None else repr(found)


def knowing(code: CodeType, function: FunctionType) -> CodeType:
    """The code of one function object, which refers to it weakly: the names of its objects are those of the function."""
    mark = weakref.ref(function)
    return code.replace(co_consts=tuple([mark if part == FUNCTION_MARK else part for part in code.co_consts]))


def resumed_code(template: Template, node: Any, enter: Any, flags: int) -> CodeType:
    """The code of the stub that resumes an object: ``enter(o, [sent])``."""
    texts = {"parameters": "p0, p1", "keep": "a = p0.saved; p1 = [p1]", "drop": "del p0", "value": "a"}
    code = stub(template, node, texts | {"result": f"a = {ENTER}(p0, p1)"}, enter=enter)
    return code.replace(co_varnames=("$o", "$sent", ACTIVATION), co_flags=code.co_flags & ~NESTED | flags)


def class_code(template: Template, node: ast.ClassDef, enter: Any) -> CodeType:
    """The code of a class body: ``enter(activation)`` runs it; its free variable holds the activation around it."""
    texts = {"result": f"return {ENTER}(activation)", "cells": "activation"}
    code = stub(template, node, texts, enter=enter)
    return code.replace(co_flags=template.unit.flags)


def module_code(template: Template, node: Any, enter: Any, flags: int) -> CodeType:
    """The code of a module or of an expression for ``exec`` and ``eval``: ``enter()`` runs it."""
    return stub(template, node, {"result": f"return {ENTER}()"}, enter=enter).replace(co_flags=flags, co_firstlineno=1)


def with_places(code: CodeType, template: Template, node: Any) -> CodeType:
    """The code with a NOP for each place in ``node``."""
    units = len(code.co_code) // 2
    places = list(dict.fromkeys([place for part in own_nodes(node) if (place := place_of(part)) is not None]))
    template.places = {place: 2 * (units + number) for number, place in enumerate(places)}
    elsewhere: Position = getattr(node, "lineno", 1), None, None, None
    table = line_table(code.co_firstlineno, [*[elsewhere] * units, *places])
    return code.replace(co_code=code.co_code + bytes([dis.opmap["NOP"], 0]) * len(places), co_linetable=table)


def own_nodes(node: ast.AST) -> list[ast.AST]:
    """The nodes that run in the frame of ``node`` itself: not the bodies of the functions and classes in it."""
    found, todo = [], [node]
    while todo:
        part = todo.pop()
        found.append(part)
        for field, value in ast.iter_fields(part):
            if field != "body" or part is node or not isinstance(part, (*FUNCTIONS, ast.ClassDef)):
                todo += [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)]
    return found


def is_own_frame(frame: FrameType) -> bool:
    """Whether a frame is the interpreter's own, by the module that its code belongs to."""
    name = frame.f_globals.get("__name__")
    return (isinstance(name, str) and name.startswith(OWN)) or frame.f_code.co_varnames == CALLING.co_varnames


def strip(error: BaseException) -> None:
    """Take the interpreter's entries out of a traceback; also those of frames in which calls are made."""
    kept, entry = [], error.__traceback__
    while entry is not None:
        if not is_own_frame(entry.tb_frame):
            kept.append(entry)
        entry = entry.tb_next
    following = None
    for entry in reversed(kept):
        entry.tb_next, following = following, entry
    error.__traceback__ = following


def program_frame() -> FrameType | None:
    """The frame of the program's that runs now; None: there is none."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and is_own_frame(frame):
        frame = frame.f_back
    return frame


def locate(a: Activation, error: BaseException) -> None:
    """Give ``error`` the traceback of an exception that has come up in this activation: its entry, then the rest.

    (``PyTraceBack_Here``; what is raised again by RERAISE or a bare ``raise`` gets no second entry.)
    """
    strip(error)
    if a.reraised is error:
        a.reraised = None
        return
    frame = program_frame()
    assert frame is not None
    error.__traceback__ = TracebackType(error.__traceback__, frame, *a.instruction())


class Kept:
    """Keeps the exception that leaves its ``with``.  What it drops on its way is dropped before it is raised once more:
    that does not see it as handled.
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
        """Raise the exception where it can be handled; `unmark` must follow.  is_new: it has just come up here."""
        error, self.error = self.error, None
        assert error is not None
        del self.a.stack[self.depth :]
        if is_new:
            locate(self.a, error)
        self.marks = error.__context__, error.__traceback__, referring(error)
        try:
            raise error
        finally:
            del error

    def unmark(self, error: BaseException) -> None:
        """Raising the exception once more leaves no mark on it."""
        error.__context__, error.__traceback__, referrer = self.marks
        self.marks = ()
        if referrer is not None:
            referrer.__context__ = error


def walked(a: Activation) -> Any:
    """Run the body of a function, class or module; the value that it returns.  Rule: recursion/limit"""
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


class Depth(local):
    """How many calls of the program are in each other, in this thread."""

    now = 0

    def deeper(self) -> None:
        """One more begins; `core.engine.Limit` says how many there may be."""
        if self.now >= Limit.calls:
            raise RecursionError("maximum recursion depth exceeded")
        self.now += 1


METHOD = Depth.deeper.__code__.co_flags & 0x8000000  # ``CO_METHOD``, where the host has it (3.14)
DEPTH = Depth()


def leave() -> None:
    """In a stub, while an exception leaves it: the host's own entry for the stub goes, `locate` has made one."""
    error = sys.exception()
    assert error is not None
    strip(error)
    assert error.__traceback__ is not None
    error.__traceback__ = error.__traceback__.tb_next
    del error


CALLING = (lambda given: given.pop()(*given.pop(), **given.pop())).__code__.replace(co_varnames=("$given",))


def calling(a: Activation, given: list[Any]) -> Any:
    """Call a function in a frame that shows the program's globals, file, function and line to those who look for them.

    (``TypeVar``, ``namedtuple``, ``warnings.warn``, ``logging``)  given: the keyword arguments, the positional ones
    and the function; they are handed over, so that the called function alone refers to them.
    """
    code = CALLING.replace(
        co_filename=a.template.unit.filename,
        co_name=a.template.scope.name,
        co_firstlineno=getattr(a.node, "lineno", 1),
        co_flags=CALLING.co_flags & 0xFFFF | a.template.unit.flags,
    )
    return FunctionType(code, a.globals)(given)


Activation.located = locate  # type: ignore[assignment, method-assign]

"""Stubs: the host's code objects that stand for walked code.  Nothing else in this room knows of code objects.

A walked function is a real function of the host's with the program's signature; its code only collects the arguments
and hands them over:

    def NAME(x, y):
        x = {"x": x, "y": y}
        del y
        try:
            return ENTER(x, CELLS)
        except:
            LEAVE()
            raise

So binding arguments and its error messages, defaults, ``inspect.signature``, flags and free variables are the host's.
ENTER and LEAVE are constants of the code, not names that a program could bind.  The stub's frame is the one that the
program sees.  Behind its instructions stands one NOP for each position in the source: a traceback entry for the stub's
frame at the NOP of a node shows that node, with its line and carets.
"""

from __future__ import annotations

import ast
import dis
import sys
import weakref
from collections.abc import Callable, Iterable
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import Any

from minicoro.core import events
from minicoro.lower.names import FUNCTIONS

from .activation import LOCATE, Activation, Template

OWN = __name__.partition(".")[0] + "."
"""How the names of the interpreter's own modules begin."""

FUNCTION = """
def outer():
    {cells} = None
    def stub({parameters}):
        {doc}
        {keep}
        try:
            return {result}
        except:
            {leave}()
            raise
"""
CLASS = """
def outer():
    activation = None
    def stub():
        {doc}
        try:
            return {enter}(activation)
        except:
            {leave}()
            raise
"""
MODULE = """
def stub():
    {doc}
    try:
        return {enter}()
    except:
        {leave}()
        raise
"""
RESUMED = """
def stub(o, sent):
    sent = [sent]
    try:
        return {enter}(o, sent)
    except:
        {leave}()
        raise
"""


def constant(name: str) -> str:
    """How a stub's text writes an object that `compiled` puts among its constants.

    The host warns of a call of a constant, but not of this one, which it compiles to the same.
    """
    return f"(({name!r},) if True else 0)"


FUNCTION_MARK = ("function",)
"""The constant of a stub in whose place `knowing` puts a reference to the function."""
MARKS = {name: constant(name) for name in ("enter", "leave")}


def compiled(text: str, template: Template, node: Any, constants: dict[Any, Any]) -> CodeType:
    """The code of the stub in ``text``, with the name and the places of ``node``.

    constants: what takes the place of constants of the text.
    """
    first = first_line(node)
    tree = ast.increment_lineno(ast.parse(text), first - 1)
    code = compile(tree, template.unit.filename, "exec", dont_inherit=True)
    while code.co_name != "stub":
        code = next(part for part in code.co_consts if isinstance(part, CodeType))
    changed = constants | {("leave",): leave}
    consts = [part if isinstance(part, CodeType | int) else changed.get(part, part) for part in code.co_consts]
    name = template.scope.name
    code = code.replace(
        co_consts=tuple(consts), co_name=name, co_qualname=template.scope.qualname, co_firstlineno=first
    )
    return with_places(code, template, node)


def function_code(
    template: Template, node: Any, enter: Callable[..., Any], make: Any = None, flags: int = 0
) -> CodeType:
    """The code of a function's stub: ``enter(variables, closure)`` runs it.

    make: of a suspending function, what makes its object, of what ``enter`` gives.  (`core.objects.make_generator` and
    its like; ``types.coroutine`` finds it among the constants.)
    """
    args, names = node.args, template.scope.parameters
    safe = {id(arg): f"p{number}" for number, arg in enumerate(parameters_of(args))}
    cells = [f"c{number:03}" for number in range(len(template.free))]
    own = [f"p{number}" for number in range(len(names))]
    keep = f"p0 = {{{', '.join([f'{n!r}: {p}' for n, p in zip(names, own, strict=True)])}}}" if own else "pass"
    closure = f"(lambda: ({', '.join(cells)},)).__closure__" if cells else "()"
    called = "" if make is None else f", {FUNCTION_MARK}"
    entering = f"{MARKS['enter']}({'p0' if own else '{}'}, {closure}{called})"
    text = FUNCTION.format(
        **MARKS,
        cells=" = ".join(cells or ["_"]),
        parameters=parameter_list(args, safe),
        doc=docstring(node),
        keep=keep + (f"; del {', '.join(own[1:])}" if own[1:] else ""),
        result=entering if make is None else f"{constant('created')}({constant('make')}(*{entering}))",
    )
    code = compiled(text, template, node, {("enter",): enter, ("make",): make, ("created",): events.created})
    nested = 0 if template.scope.parent is None or template.scope.parent.definer is template.scope.module else 0x10
    kept = code.co_varnames[len(names) :]
    return code.replace(
        co_varnames=(*names, *kept),
        co_freevars=template.free,
        co_flags=code.co_flags & ~0x10 | nested | flags | template.unit.flags,
    )


def knowing(code: CodeType, function: FunctionType) -> CodeType:
    """The code of one function object, which refers to it weakly: the names of its objects are those of the function."""
    mark = weakref.ref(function)
    return code.replace(co_consts=tuple([mark if part == FUNCTION_MARK else part for part in code.co_consts]))


def parameters_of(args: ast.arguments) -> list[ast.arg]:
    """The parameters in the order of the host's variables."""
    stars = [star for star in (args.vararg, args.kwarg) if star is not None]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *stars]


def parameter_list(args: ast.arguments, safe: dict[int, str]) -> str:
    """The parameters as text, under safe names: a program's may be any (``.0`` of a generator expression)."""
    parts = [safe[id(arg)] for arg in args.posonlyargs]
    parts += ["/"] if parts else []
    parts += [safe[id(arg)] for arg in args.args]
    if args.vararg is not None:
        parts.append("*" + safe[id(args.vararg)])
    elif args.kwonlyargs:
        parts.append("*")
    parts += [safe[id(arg)] for arg in args.kwonlyargs]
    parts += [] if args.kwarg is None else ["**" + safe[id(args.kwarg)]]
    return ", ".join(parts)


def docstring(node: Any) -> str:
    """The docstring of a definition or module, as a statement of the stub: the host cleans it from 3.13 on."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or isinstance(node, ast.Interactive):
        return "pass"
    found = body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and body[0].value.value
    return repr(found) if isinstance(found, str) else "pass"


def resumed_code(template: Template, node: Any, enter: Callable[..., Any], flags: int) -> CodeType:
    """The code of the stub that resumes an object: ``enter(o, [sent])``."""
    code = compiled(RESUMED.format(**MARKS), template, node, {("enter",): enter})
    return code.replace(co_varnames=("$o", "$sent"), co_flags=code.co_flags & ~0x10 | flags)


def class_code(template: Template, node: ast.ClassDef, enter: Callable[..., Any]) -> CodeType:
    """The code of a class body: ``enter(activation)`` runs it; its free variable holds the activation around it."""
    code = compiled(CLASS.format(**MARKS, doc=docstring(node)), template, node, {("enter",): enter})
    return code.replace(co_flags=template.unit.flags)


def module_code(template: Template, node: Any, enter: Callable[..., Any], flags: int) -> CodeType:
    """The code of a module or of an expression for ``exec`` and ``eval``: ``enter()`` runs it."""
    code = compiled(MODULE.format(**MARKS, doc=docstring(node)), template, node, {("enter",): enter})
    return code.replace(co_flags=flags, co_firstlineno=1)


# Positions


def first_line(node: Any) -> int:
    """Where a definition begins: at its first decorator."""
    lines: list[int] = [part.lineno for part in getattr(node, "decorator_list", ())]
    return min([getattr(node, "lineno", 1), *lines])


def place_of(node: Any) -> tuple[int, int, int, int] | None:
    """The position that CPython's compiler gives to what a node does; of an attribute over several lines, its name's.

    (``update_start_location_to_match_attr``)
    """
    line = getattr(node, "lineno", None)
    if line is None or node.end_lineno is None:
        return None
    attribute = node.func if isinstance(node, ast.Call) else node
    if isinstance(attribute, ast.Attribute) and attribute.end_lineno not in (None, line):
        end = attribute.end_col_offset or 0
        return attribute.end_lineno or line, attribute.end_lineno or line, end - len(attribute.attr), end
    return line, node.end_lineno, node.col_offset, node.end_col_offset


def with_places(code: CodeType, template: Template, node: Any) -> CodeType:
    """The code with a NOP for each place in ``node``.  (Objects/locations.md: the line table)"""
    units, line = len(code.co_code) // 2, getattr(node, "lineno", 1)
    table, at = bytearray(), code.co_firstlineno
    for start in range(0, units, 8):
        table.append(0x80 | 13 << 3 | min(units - start, 8) - 1)
        table += signed(line - at)
        at = line
    template.places = {}
    for part in own_nodes(node):
        place = place_of(part)
        if place is not None and place not in template.places:
            template.places[place] = 2 * (units + len(template.places))
            table.append(0x80 | 14 << 3)
            table += signed(place[0] - at) + unsigned(place[1] - place[0])
            table += unsigned(place[2] + 1) + unsigned(place[3] + 1)
            at = place[0]
    nops = bytes([dis.opmap["NOP"], 0]) * len(template.places)
    return code.replace(co_code=code.co_code + nops, co_linetable=bytes(table))


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


def unsigned(value: int) -> bytes:
    """A number in the line table's format: six bits a byte."""
    made = bytearray()
    while value >= 64:
        made.append(0x40 | value & 0x3F)
        value >>= 6
    made.append(value)
    return bytes(made)


def signed(value: int) -> bytes:
    """A signed number in the line table's format."""
    return unsigned(-value << 1 | 1 if value < 0 else value << 1)


# Tracebacks


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
    for index, entry in enumerate(kept):
        following = kept[index + 1] if index + 1 < len(kept) else None
        if entry.tb_next is not following:
            entry.tb_next = following
    error.__traceback__ = kept[0] if kept else None


def program_frame(depth: int = 0) -> FrameType | None:
    """The frame of the program's that runs now, or one further out; None: there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if not is_own_frame(frame):
            if depth == 0:
                break
            depth -= 1
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
    place = place_of(a.node)
    instruction = -1 if place is None else a.template.places.get(place, -1)
    error.__traceback__ = TracebackType(
        error.__traceback__, frame, instruction, frame.f_lineno if place is None else place[0]
    )


def leave() -> None:
    """In a stub, while an exception leaves it: the host's own entry for the stub goes, `locate` has made one."""
    error = sys.exception()
    assert error is not None
    strip(error)
    if error.__traceback__ is not None:
        error.__traceback__ = error.__traceback__.tb_next
    del error


# Calls

CALLING = (lambda _function, _given: _function(*_given.pop(), **_given.pop())).__code__


def calling(a: Activation, function: Any, given: list[Any]) -> Any:
    """Call a function in a frame that shows the program's globals, file, function and line to those who look for them.

    (``TypeVar``, ``namedtuple``, ``warnings.warn``, ``logging``)  given: the keyword arguments and the positional ones;
    they are handed over, so that the called function alone refers to them.
    """
    code = CALLING.replace(
        co_filename=a.template.unit.filename,
        co_name=a.template.scope.name,
        co_firstlineno=getattr(a.node, "lineno", 1),
        co_flags=CALLING.co_flags & 0xFFFF | a.template.unit.flags,
    )
    return FunctionType(code, a.globals)(function, given)


LOCATE.append(locate)

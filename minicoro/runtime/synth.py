"""Synthesised code objects: how a unit of the program becomes a code object of the host.

The host compiles a small template whose signature is the program's, so that the host itself binds the arguments
and words the errors.  The template's body packs the variables into a frame and hands it to the unit.  Constants
of the template are then exchanged for the objects they stand for, its names for the program's, and reads of free
variables for reads of the cells themselves.  Its ``except`` clause puts the unit's one entry into the traceback
and re-raises with a bare ``raise``, which adds no further entry; so no frame of ours is ever left in a traceback.
"""

from __future__ import annotations

import sys
from opcode import opmap
from types import CellType, CodeType

from minicoro.records import NamedTuple
from minicoro.remembering import remembered
from minicoro.runtime.positions import Span, line_table
from minicoro.runtime.unit import OUTER_CLASS, Unit, UnitKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOAD_DEREF = opmap["LOAD_DEREF"]
_RESUME = opmap["RESUME"]
_LOAD_CELL = opmap["LOAD_CLOSURE" if sys.version_info < (3, 13) else "LOAD_FAST"]

CO_OPTIMIZED = 0x01
CO_NEWLOCALS = 0x02
CO_VARARGS = 0x04
CO_VARKEYWORDS = 0x08
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200

_KIND_FLAGS = {
    UnitKind.GENERATOR: CO_GENERATOR,
    UnitKind.COROUTINE: CO_COROUTINE,
    UnitKind.ASYNC_GENERATOR: CO_ASYNC_GENERATOR,
}


class Parameters(NamedTuple):
    """A signature: names only, in ``ast.arguments``' groups."""

    positional_only: tuple[str, ...] = ()
    positional: tuple[str, ...] = ()
    keyword_only: tuple[str, ...] = ()
    star: str | None = None
    double_star: str | None = None

    def all(self) -> tuple[str, ...]:
        """Every name, in ``co_varnames`` order."""
        ends = tuple([name for name in (self.star, self.double_star) if name is not None])
        return self.positional_only + self.positional + self.keyword_only + ends


NO_PARAMETERS = Parameters()

_DELETES_UNSET = sys.version_info[:2] == (3, 12)
"""3.12 has variables of inlined comprehensions in the code of a module or class, and hides them from ``f_locals``.  None
that we make can be hidden: whoever asked for ``f_locals`` would delete what the namespace has by that name."""

_FUNCTION = """\
  {hand_over}
  try:
    return ("\\0F" if 1 else 0)("\\0U", ("\\0G" if 1 else 0)(), {variables})
  except:
    ("\\0E" if 1 else 0)()
    raise
"""

_SUSPENDABLE = """\
  return ("\\0M" if 1 else 0)("\\0U", {frame}, ("\\0G" if 1 else 0)())
"""

_CLASS = """\
  try:
    return ("\\0R" if 1 else 0)("\\0U", ("\\0L" if 1 else 0)(), {frame})
  except:
    ("\\0T" if 1 else 0)("\\0U", ("\\0L" if 1 else 0)())
    raise
"""

_MODULE = """\
  try:
    return ("\\0R" if 1 else 0)("\\0U", ("\\0G" if 1 else 0)(), ("\\0L" if 1 else 0)())
  except:
    ("\\0T" if 1 else 0)("\\0U", ("\\0L" if 1 else 0)(), ("\\0G" if 1 else 0)())
    raise
"""


def _identifier(names: dict[str, str], name: str) -> str:
    """The short name of a variable in a template: free ones are sorted by the host, and are to stay in their order."""
    return names.setdefault(name, f"v{len(names):05}")


def _signature_text(parameters: Parameters, names: dict[str, str]) -> str:
    parts = [_identifier(names, n) for n in parameters.positional_only]
    if parts:
        parts.append("/")
    parts += [_identifier(names, n) for n in parameters.positional]
    star = parameters.star
    double_star = parameters.double_star
    if star is not None:
        # co_varnames lists keyword-only names before *args, so names are given out in that order.
        for n in parameters.keyword_only:
            _identifier(names, n)
        parts.append("*" + _identifier(names, star))
    elif parameters.keyword_only:
        parts.append("*")
    parts += [_identifier(names, n) for n in parameters.keyword_only]
    if double_star is not None:
        parts.append("**" + _identifier(names, double_star))
    return ", ".join(parts)


def _frame_text(
    parameters: Sequence[str], cells: Sequence[str], frees: Sequence[str], names: dict[str, str], in_class: bool
) -> str:
    items = []
    for name in parameters:
        value = names[name]
        items.append(f"{name!r}: " + (f'("\\0C" if 1 else 0)({value})' if name in cells else value))
    items += [f'{name!r}: ("\\0C" if 1 else 0)()' for name in cells if name not in parameters]
    has_own = in_class and "__class__" in cells
    keys = [OUTER_CLASS if has_own and name == "__class__" else name for name in frees]
    items += [f"{key!r}: {_identifier(names, name)}" for key, name in zip(keys, frees, strict=True)]
    return "{" + ", ".join(items) + "}"


def _compile(text: str, frees: Sequence[str]) -> CodeType:
    outer = "def outer():\n" + "".join([f" {name} = 0\n" for name in frees]) + text
    # A placeholder is called as `("…" if 1 else 0)(…)`: the host folds that, and does not warn of a string called.
    module = compile(outer, "<template>", "exec", dont_inherit=True, optimize=0)
    return _nested(_nested(module))


def _nested(code: CodeType) -> CodeType:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            return constant
    raise AssertionError("no code object in the template")


@remembered(at_most=4096)
def _template(
    body: str,
    parameters: Parameters,
    varnames: tuple[str, ...],
    cells: tuple[str, ...],
    frees: tuple[str, ...],
    documented: bool,
) -> tuple[CodeType, bytes, tuple[str, ...]]:
    """The compiled template, its bytecode with cells read raw, and the program's names for its variables."""
    names: dict[str, str] = {}
    signature = _signature_text(parameters, names)
    shown = parameters.all()
    frame = _frame_text(shown, cells, frees, names, body is _CLASS)
    first = ['  "\\0D"'] if documented else []
    # Code that never runs makes the other variables known: they stand in co_varnames, as in CPython.  A variable of
    # an inlined comprehension may have the name of a free variable, so these have short names of their own.
    others = {f"w{index}": name for index, name in enumerate(varnames[len(shown) :])}
    # The slots of cells stand between those of variables and of free ones: a cell that is a variable too has its slot.
    slots = [f"c{index}" for index, _ in enumerate([name for name in cells if name not in varnames])]
    hand_over, variables = _hand_over(frame, [names[n] for n in shown], list(others)[:1])
    known = [f"  if 0: {' = '.join([*others, *slots])} = 0"] if others or slots else []
    lines = body.format(frame=frame, hand_over=hand_over, variables=variables).splitlines()
    text = f" def f({signature}):\n" + "\n".join(first + known + lines)
    code = _compile(text + "\n", [names[n] for n in frees])
    given = {short: name for name, short in names.items()} | others
    bytecode = bytearray(code.co_code)
    for index in range(0, len(bytecode), 2):
        if bytecode[index] == _LOAD_DEREF:
            bytecode[index] = _LOAD_CELL
    return code, bytes(bytecode), tuple([given[name] for name in code.co_varnames if name in given])


def _hand_over(frame: str, parameters: list[str], others: list[str]) -> tuple[str, str]:
    """A statement after which no parameter holds its value any more, and what gives the frame then.

    The frame takes the place of the first variable, as the code object is to have no variables of ours.  It lives as
    long as the host's frame: what dies with it dies where the function was called.
    """
    if not parameters and not others:
        return "pass", frame
    first, *others = parameters or others
    forget = f"; del {', '.join(others)}" if others else ""
    return f"{first} = {frame}{forget}", first


class _Hooks:
    """What templates call: told by those who do it (a plain indirection against import cycles).

    make: makes the suspended object of a unit.  run_class, run_module: run a body over its namespace.
    run_function, run_expression: run a plain function.
    tidy: puts the unit's entry into the traceback of the exception being handled; tidy_call: of a plain function.
    """

    make: Callable[..., object] | None = None
    run_class: Callable[..., object] | None = None
    run_module: Callable[..., object] | None = None
    run_function: Callable[..., object] | None = None
    run_expression: Callable[..., object] | None = None
    tidy: Callable[..., object] | None = None
    tidy_call: Callable[..., object] | None = None


_HOOKS = _Hooks()


def install_hooks(**hooks: Callable[..., object]) -> None:
    """Tell the templates what to call."""
    for name, function in hooks.items():
        setattr(_HOOKS, name, function)


def _constants(code: CodeType, unit: Unit, docstring: str | None) -> tuple[object, ...]:
    hooks = _HOOKS
    meaning: dict[object, object] = {
        "\0F": hooks.run_function if unit.kind is UnitKind.FUNCTION else hooks.run_expression,
        "\0E": hooks.tidy_call,
        "\0U": unit,
        "\0G": globals,
        "\0L": locals,
        "\0T": hooks.tidy,
        "\0M": hooks.make,
        "\0R": hooks.run_module if unit.kind in (UnitKind.MODULE, UnitKind.EVAL) else hooks.run_class,
        "\0C": CellType,
        "\0D": docstring,  # the first constant, where CPython looks for a function's __doc__
    }
    constants = [meaning.get(c, c) if isinstance(c, str) else c for c in code.co_consts]
    return (*constants, unit)  # the last, where `is_synthesised` looks


def is_synthesised(code: CodeType) -> bool:
    """Whether a code object is one that `synthesise` made, and not one of the host's compiler."""
    return bool(code.co_consts) and isinstance(code.co_consts[-1], Unit)


def _body(kind: UnitKind) -> str:
    if kind in (UnitKind.FUNCTION, UnitKind.EXPRESSION):
        return _FUNCTION
    if kind is UnitKind.CLASS:
        return _CLASS
    return _MODULE if kind in (UnitKind.MODULE, UnitKind.EVAL) else _SUSPENDABLE


def _lines(bytecode: bytes, first_line: int, body_line: int) -> bytes:
    """The line table: up to the start of the frame the first line, then that of the body."""
    units = len(bytecode) >> 1
    entry = bytecode[::2].index(_RESUME) + 1
    head = line_table(Span(first_line, first_line, 0, 0), first_line, entry)
    return head + line_table(Span(body_line, body_line, 0, 0), first_line, units - entry)


def synthesise(
    unit: Unit,
    parameters: Parameters = NO_PARAMETERS,
    docstring: str | None = None,
    nested: bool = False,
    flags: int = 0,
    names: tuple[str, ...] = (),
    body_line: int = 0,
) -> CodeType:
    """The code object for ``unit``, whose name, place and variables it takes over.

    flags: further ``co_flags`` (those of ``__future__`` imports).  names: ``co_names``.
    body_line: of the first statement, where there is one: debuggers put a breakpoint on a function there.

    Rule: call/arguments
    """
    signature = unit.signature
    named = unit.kind in (UnitKind.MODULE, UnitKind.EVAL, UnitKind.CLASS)
    template, bytecode, varnames = _template(
        _body(unit.kind),
        parameters,
        () if named and _DELETES_UNSET else signature.varnames,
        signature.cellvars,
        signature.freevars,
        docstring is not None,
    )
    bits = template.co_flags & (CO_VARARGS | CO_VARKEYWORDS) | _KIND_FLAGS.get(unit.kind, 0) | flags
    if not named:
        bits |= CO_OPTIMIZED | CO_NEWLOCALS
        if sys.version_info >= (3, 13) and docstring is not None:
            bits |= 0x4000000
    if nested:
        bits |= CO_NESTED
    return template.replace(
        co_code=bytecode,
        co_consts=_constants(template, unit, docstring),
        co_names=names,
        co_varnames=varnames,
        co_nlocals=len(varnames),
        co_cellvars=signature.cellvars,
        co_freevars=signature.freevars,
        co_flags=bits,
        co_name=unit.name,
        co_qualname=unit.qualname,
        co_filename=unit.filename,
        co_firstlineno=unit.first_line,
        co_linetable=_lines(bytecode, unit.first_line, body_line or unit.first_line),
    )

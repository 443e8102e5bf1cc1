"""Tracebacks that show the program's frames and none of ours.

An exception on its way out collects one host entry for each closure it leaves.  Wherever the program could look
at it (an ``except`` or ``finally`` of the program, the border of a function, a suspended object's methods),
`tidy` replaces the leading run of the interpreter's entries by the one entry that CPython would have: the unit's
frame at the place where the innermost placed closure stands.

The frame in that entry is a *shadow*: a real frame object, whose code carries the unit's name, file and the
position, and whose ``f_locals`` is a live view of the activation's variables.
"""

from __future__ import annotations

import sys
from opcode import opmap
from types import CodeType, FunctionType, TracebackType

from minicoro.runtime.covering import from_handler
from minicoro.runtime.errors import InternalError, fault
from minicoro.runtime.positions import PLACED, Span, has_entry, line_table
from minicoro.runtime.synth import is_synthesised
from minicoro.runtime.unit import NAMESPACE, UnitKind
from minicoro.runtime.views import Variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from types import FrameType
    from typing import Any, NoReturn

    from minicoro.runtime.unit import Frame, Unit

_HERE = __file__[: -len("runtime/traceback.py")]
_NAMED = frozenset({UnitKind.MODULE, UnitKind.EVAL, UnitKind.CLASS})

SHADOW_MARK = "$shadow"
"""Stands in ``co_names`` of a shadow's code."""

HANDLED = 2
"""``tb_lasti`` of an entry whose frame has had the exception in a handler of its own; else 0, which is the same place."""

FORGETS = sys.version_info < (3, 12)
"""Whether the host forgets what no handler has had (see `forgetting`)."""


def _shadow_template() -> CodeType:
    """Code that makes a frame and runs nothing.

    The frame of an unstarted generator has no link to the frames below it (``f_back`` is None), so a traceback
    keeps nothing of ours alive.  It is never resumed: it is there to be looked at.
    """
    function = compile("def f(): yield", "<shadow>", "exec", dont_inherit=True).co_consts[0]
    assert isinstance(function, CodeType)
    flags = function.co_flags & ~0x03  # neither optimised nor with new locals: eval gives it our mapping
    return function.replace(co_flags=flags, co_names=(SHADOW_MARK,))


_SHADOW = _shadow_template()


def _shadow_code(unit: Unit, span: Span) -> CodeType:
    code = unit.shadows.get(span)
    if code is None:
        units = len(_SHADOW.co_code) >> 1
        # Before 3.13 the host looks here for "Did you mean", and so finds no captured variables.
        names = () if unit.kind in _NAMED else tuple(dict.fromkeys(unit.signature.varnames))
        code = unit.shadows[span] = _SHADOW.replace(
            co_filename=unit.filename,
            co_name=unit.name,
            co_qualname=unit.qualname,
            co_firstlineno=unit.first_line,
            co_linetable=line_table(span, unit.first_line, units),
            co_varnames=names,
            co_nlocals=len(names),
        )
    return code


def shadow_frame(unit: Unit, frame: MutableMapping[str, Any] | None, span: Span) -> FrameType:
    """A frame object that shows ``unit`` stopped at ``span`` with the variables of ``frame``, live."""
    namespace: Any = {} if frame is None else frame
    if unit.kind not in _NAMED:
        namespace = Variables(unit, namespace)
    elif NAMESPACE in namespace:
        namespace = namespace[NAMESPACE]
    return _make_shadow(unit, namespace, _shadow_code(unit, span))


def _make_shadow(unit: Unit, namespace: Any, code: CodeType) -> FrameType:
    shadow: FrameType = eval(code, unit.globals, namespace).gi_frame
    return shadow


def cut_by(error: BaseException) -> BaseException | None:
    """The exception whose context the host would take away if ``error`` were raised now, lest there be a cycle.

    That is one being handled further out, or in whose handling that came up, and it has ``error`` for its context.
    We raise exceptions only to be in their handling or on the way with them again: the link must be put back then.
    """
    at = sys.exception()
    if at is None or at is error:
        return None
    seen = set()
    while at is not None and id(at) not in seen:
        if at.__context__ is error:
            return at
        seen.add(id(at))
        at = at.__context__
    return None


def reraise(error: BaseException) -> NoReturn:
    """Raise ``error`` again as the end of a ``finally`` or a handler does: no new traceback entry, no new context."""
    context, cut = error.__context__, cut_by(error)
    try:
        raise error
    finally:
        error.__context__ = context
        if cut is not None:
            cut.__context__ = error
        del error, context, cut  # this frame may live on, behind one of a library that the exception has passed


def _under_the_name(name: str) -> Callable[[BaseException], NoReturn]:
    """A function that does what `reraise` does, whose entry in a traceback says something else."""
    return FunctionType(reraise.__code__.replace(co_name=name), globals(), name)


raise_alone = _under_the_name("raise_alone")
"""Raise an exception that is thrown into a frame, with the context it has: it comes up there.

Rule: context/thrown: what the caller of ``throw`` handles is no context; what the frame itself handles is.
"""

leave = _under_the_name("leave")
"""Raise an exception that leaves a frame in which it has come up: to a tracer this is no event of that frame."""


def leaves(tb: TracebackType) -> bool:
    """Whether an exception at the first of these entries is only leaving its frame."""
    return tb.tb_next is not None and tb.tb_next.tb_frame.f_code is leave.__code__


def is_ours(code: CodeType) -> bool:
    """Whether a frame of this code belongs to the interpreter and not to the program or a library."""
    name = code.co_filename
    if code.co_name == PLACED or name in _OUR_FILES:
        return True
    if name.startswith(_HERE):
        _OUR_FILES.add(name)
        return True
    return is_synthesised(code)


_OUR_FILES: set[str] = set()
"""Names of files that have been found to be ours: quicker to look up than to compare."""


def runs_function(code: CodeType) -> bool:
    """Whether a frame of this code stands for a plain function's: ``unit`` and ``frame`` are in its variables."""
    return code.co_name in ("run_function", "run_expression") and code.co_filename.startswith(_HERE)


def span_of_code(code: CodeType) -> Span | None:
    places = iter(code.co_positions())
    if has_entry(code):
        next(places)
    for line, end_line, column, end_column in places:
        if line is not None and column is not None:
            return Span(line, end_line or line, column, end_column or column)
        if line is not None:
            return Span(line, line, -1, -1)
    return None


def _leading(tb: TracebackType | None) -> tuple[CodeType | None, CodeType | None, TracebackType | None]:
    """Of the leading entries that are ours: the innermost code, the innermost placed code; and the rest."""
    innermost = placed = None
    ours = _OUR_FILES
    while tb is not None:
        code = tb.tb_frame.f_code
        if code.co_name == PLACED:
            placed = code
        elif code.co_filename not in ours and (SHADOW_MARK in code.co_names or not is_ours(code)):
            break
        innermost = code
        tb = tb.tb_next
    return innermost, placed, tb


def _drop_ours(tb: TracebackType | None) -> TracebackType | None:
    """The chain without any entry of ours, up to the first of the program's: what lies behind that one has been
    tidied when it was made."""
    while tb is not None and is_ours(tb.tb_frame.f_code):
        tb = tb.tb_next
    _drop_behind(tb)
    return tb


def _drop_behind(at: TracebackType | None) -> None:
    """Take our entries out of what follows an entry that is not ours."""
    while at is not None and SHADOW_MARK not in at.tb_frame.f_code.co_names:
        following = at.tb_next
        while following is not None and is_ours(following.tb_frame.f_code):
            following = following.tb_next
        if following is not at.tb_next:
            at.tb_next = following
        at = following


def _tidy_context(error: BaseException) -> None:
    """Take our entries out of what the error happened in the handling of: errors that we raise and catch ourselves.

    Where the stack is used up, our own handlers may fail as well; what happened in them is nothing of the program's.
    """
    context = error.__context__
    if isinstance(error, RecursionError):
        while isinstance(context, RecursionError) and _drop_ours(context.__traceback__) is None:
            error.__context__ = context = context.__context__
    while context is not None and context.__traceback__ is not None:
        if not is_ours(context.__traceback__.tb_frame.f_code):
            return
        context.__traceback__ = _drop_ours(context.__traceback__)
        context = context.__context__


_BOOKKEEPING = frozenset(
    [f"{_HERE}{name}.py" for name in ("lower/builder", "runtime/engine", "runtime/calling", "runtime/unit")]
    + [
        f"{_HERE}runtime/{name}.py"
        for name in ("chains", "covering", "depth", "forgetting", "positions", "suspendable")
    ]
    + [f"{_HERE}runtime/{name}.py" for name in ("synth", "traceback", "unwinding")]
)
"""Our files in which nothing is done with the program's values: they call closures, and keep the books."""

_MISTAKES = (AttributeError, LookupError, NameError, AssertionError, TypeError, ValueError)
_RAISING = (opmap["RAISE_VARARGS"], opmap["RERAISE"])


def _is_fault(error: BaseException, filename: str) -> bool:
    """Whether an error from a file of ours is a fault of ours: not one that a ``raise`` there is meant to raise.

    Where only books are kept any mistake is ours; elsewhere, what the program's values cannot bring about.
    """
    if isinstance(error, InternalError):
        return True
    if not (_unmistakable(error) or (filename in _BOOKKEEPING and isinstance(error, _MISTAKES))):
        return False
    tb = error.__traceback__
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    if tb is None or tb.tb_lasti < 0 or tb.tb_frame.f_code.co_name == PLACED:
        return False
    return tb.tb_frame.f_code.co_code[tb.tb_lasti] not in _RAISING


def _unmistakable(error: BaseException) -> bool:
    """An undefined name, an attribute missing of an object of ours, a variable missing that no program can write."""
    if isinstance(error, AttributeError):
        return type(error.obj).__module__.startswith("minicoro.")
    if isinstance(error, KeyError):
        return bool(error.args) and isinstance(error.args[0], str) and error.args[0].startswith("$")
    return isinstance(error, NameError)


def _not_entered(innermost: CodeType, placed: CodeType | None) -> bool:
    """Whether the recursion limit was reached on entering the unit, whose frame then never was."""
    return placed is None and innermost.co_name == "overflow" and innermost.co_filename.startswith(_HERE)


_RERAISE = reraise.__code__
"""Its entry says that the exception has come up elsewhere, and only goes on."""


def let_go(kept: list[object], placed: CodeType | None) -> None:
    """Drop what an exception drops on its way: with it dies what dies where the exception came up (see `frames`)."""
    kept.clear()


def raised_in(error: BaseException) -> CodeType | None:
    """As the result of `tidy_error`, for an exception that goes on as it is."""
    tb = error.__traceback__
    return None if tb is None else tb.tb_frame.f_code


def tidy_error(
    unit: Unit, frame: MutableMapping[str, Any] | None, error: BaseException, leaves: bool = False
) -> CodeType | None:
    """Give ``error`` the traceback it would have under CPython at this point of ``unit``.

    leaves: no handler has it here, but it leaves the unit.

    The result is the code that tells where it was raised: the closure's, or the entry's if it is raised again.
    """
    innermost, placed, rest = _leading(error.__traceback__)
    if rest is None and innermost is not None and _is_fault(error, innermost.co_filename):
        fault(error, f"running {unit.qualname} at {unit.filename}:{_place_of(unit, placed)[2]}")
    _drop_behind(rest)
    if error.__context__ is not None:
        _tidy_context(error)
    if innermost is None or innermost is _RERAISE or (placed is None and _not_entered(innermost, placed)):
        error.__traceback__ = rest
        return rest.tb_frame.f_code if placed is None and rest is not None else placed
    if leaves and FORGETS and from_handler(error.__traceback__, rest):
        leaves = False
    _add_entry(unit, frame, error, placed, rest, leaves)
    return placed


def pass_by(unit: Unit, frame: Frame, error: BaseException, placed: CodeType, leaves: bool) -> None:
    """As `tidy_error`, for an exception that a delegate has raised: ``placed`` stands for where it is awaited."""
    tb = error.__traceback__
    if tb is not None and SHADOW_MARK not in tb.tb_frame.f_code.co_names:
        tb = _leading(tb)[2]
    _add_entry(unit, frame, error, placed, tb, leaves)


def _add_entry(
    unit: Unit,
    frame: MutableMapping[str, Any] | None,
    error: BaseException,
    placed: CodeType | None,
    rest: TracebackType | None,
    leaves: bool,
) -> None:
    """Put the entry of ``unit``, stopped in ``placed``, in front of the ``rest`` of a traceback."""
    known = unit.places.get(id(placed)) or _place_of(unit, placed)
    if unit.kind not in _NAMED:
        namespace: Any = Variables(unit, {} if frame is None else frame)  # type: ignore[arg-type]
    else:
        namespace = {} if frame is None else frame.get(NAMESPACE, frame)
    at = 0 if leaves else HANDLED
    error.__traceback__ = TracebackType(rest, _make_shadow(unit, namespace, known[1]), at, known[2])


def _place_of(unit: Unit, placed: CodeType | None) -> tuple[CodeType | None, CodeType, int]:
    """Of an exception that came up in ``placed``: that, the shadow's code and the line; remembered by the unit."""
    span = None if placed is None else span_of_code(placed)
    if span is None:
        span = Span(unit.first_line, unit.first_line, -1, -1)
    known = unit.places[id(placed)] = (placed, _shadow_code(unit, span), span.line)
    return known


def innermost_passes(tb: TracebackType | None) -> bool:
    """Whether what raises here is a closure that raises again what has been raised before."""
    return _leading(tb)[0] is _RERAISE


def guest_traceback(
    unit: Unit, frame: MutableMapping[str, Any] | None, tb: TracebackType | None, line: int
) -> TracebackType:
    """The traceback that an exception under way in ``unit`` would have under CPython."""
    placed, rest = _leading(tb)[1:]
    span = None if placed is None else span_of_code(placed)
    span = span or Span(line, line, 0, 0)
    return TracebackType(_drop_ours(rest), shadow_frame(unit, frame, span), 0, span.line)


def tidy(unit: Unit, local_names: object, namespace: object = None) -> None:
    """`tidy_error` for the exception that is being handled, in the body of a class or a module.

    local_names: its locals, which may be any mapping of the program's own.  namespace: a module's globals.
    """
    error = sys.exc_info()[1]
    assert error is not None
    if namespace is not None:
        unit = unit.bound(namespace, namespace is local_names)  # type: ignore[attr-defined]
    tidy_error(unit, {NAMESPACE: local_names}, error, True)


NO_ROOM = "overflow"
"""The function that raises RecursionError before a frame is entered (see `depth`)."""


def tidy_call() -> None:
    """`tidy` at the border of a plain function: its variables are those of the frame that ran it."""
    error = sys.exc_info()[1]
    assert error is not None
    tb = error.__traceback__
    while tb is not None and not runs_function(tb.tb_frame.f_code):
        tb = tb.tb_next
    if tb is None or (tb.tb_next is not None and tb.tb_next.tb_frame.f_code.co_name == NO_ROOM):
        strip(error)  # there was no room left for the call: the frame was never entered
        return
    local = tb.tb_frame.f_locals
    tidy_error(local["unit"], local["frame"], error, True)


def strip(error: BaseException) -> None:
    """Remove our entries without adding one: for methods that CPython implements in C."""
    innermost, _, rest = _leading(error.__traceback__)
    if rest is None and innermost is not None and _is_fault(error, innermost.co_filename):
        fault(error, f"running the program, in {innermost.co_qualname}")
    error.__traceback__ = _drop_ours(error.__traceback__)
    _tidy_context(error)

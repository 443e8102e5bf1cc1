"""The end of suspended objects to which no reference exists any more: they are closed, or a warning is issued."""

from __future__ import annotations

import _warnings
import ast
import builtins
import gc
import sys
import warnings
from _thread import _local
from collections.abc import Callable
from sys import getrefcount, is_finalizing
from types import FrameType, ModuleType
from typing import Any

from ..compiled.linking import LIMITS
from ..core import events, objects
from ..core.async_generators import INIT, Asend, AsyncGenerator, Awaitable
from ..core.engine import strip
from ..core.errors import set_traceback, traceback_of
from ..core.generators import Coroutine, Generator
from ..core.machine import Branch, is_hidden, successors
from ..core.objects import Suspendable
from ..core.versions import RULES
from . import host_frames
from .limits import lower
from .warned import warn

_arguments: Any = next(iter([kind for kind in tuple.__subclasses__() if kind.__name__ == "UnraisableHookArgs"]))
"""The host's class of the argument of ``sys.unraisablehook``, which no module has."""


def unraisable(error: BaseException, source: object, doing: str = "closing generator") -> None:
    """Report an exception that cannot be raised.  doing: the words that replace the object's name from 3.14 on.

    Rule: drop/exception-ignored, drop/resurrected
    """
    strip(error)
    frame = host_frames.shown(host_frames.real_getframe(1)) if traceback_of(error) is None else None
    if type(frame) is FrameType and host_frames.line_of(frame) is not None:  # as `_PyErr_WriteUnraisableMsg`
        set_traceback(error, None)
        host_frames.begin_traceback(error, frame)
    hook = sys.unraisablehook
    text = None
    if RULES.ignored_in_words:
        text, source = f"Exception ignored while {doing} {source!r}", None
    try:
        hook(_arguments((type(error), error, traceback_of(error), text, source)))
    except BaseException as failure:
        strip(failure)
        text = "Exception ignored in sys.unraisablehook"
        sys.__unraisablehook__(_arguments((type(failure), failure, failure.__traceback__, text, hook)))


def failure_of(act: Callable[..., object], *given: Any) -> BaseException | None:
    """Call a function; return the exception that it raises.  So the exception is not being handled while it is reported."""
    try:
        act(*given)
    except BaseException as error:
        return error
    finally:
        del act, given  # lifetimes: see `core.engine`
    return None


def end_dropped(o: Any) -> None:
    """Rule: drop/closed, drop/created, drop/ignored-exit

    Rule: coroutine/never-awaited: a just-created coroutine warns.  Rule: never-awaited/closed, never-awaited/begun
    """
    if type(o) is Coroutine and o.state == 0:
        events.dropped(o)
        warn_unawaited(o)
        o.finish()
    elif type(o) is AsyncGenerator and o.finaliser is not None and not o.exhausted:
        finalise(o)
    else:
        error = failure_of(o.shut)
        if error is not None:
            unraisable(error, o)
            keep_frame(o)
    del o  # as in `failure_of`


class _Dropping:
    """depth: how many objects are being dropped in a thread.  waiting: dropped objects that are ended after these."""

    __slots__ = ("depth", "waiting")

    def __init__(self) -> None:
        self.depth = 0
        self.waiting: list[Suspendable] = []


class _Thread(_local):
    """dropping: that of the thread.  It is an object of its own because the attributes of a ``_local`` are slow."""

    def __init__(self) -> None:
        self.dropping = _Dropping()


_thread = _Thread()
DEEPEST = 20
"""How many objects may be dropped inside of each other before the next one has to wait until these are gone."""

CALLS = 12
"""How many nested calls ending an object may take, until the program's own code runs."""


def nested(count: int) -> None:
    """Make so many nested calls."""
    if count:
        nested(count - 1)


def drop(o: Suspendable) -> None:
    """``__del__`` of suspended objects.  A long chain of objects, each with the only reference to the next, needs few nested calls.

    An object beyond `DEEPEST` waits in a list, as in `_PyTrash_thread_deposit_object`; when the list releases it, the host
    does not call its ``__del__`` again.  To end an object whose frame has to run takes more calls than in CPython; if the stack is
    nearly full, the limit is higher meanwhile.  Rule: drop/closed, recursion/limit
    """
    if LIMITS.is_high:
        lower()
    try:
        if o.state < 0:
            return  # It has ended.  (A running object is dropped only after the exception of a signal handler: `interrupts`.)
    except AttributeError:
        return  # the exception of a signal handler interrupted its creation
    dropping = _thread.dropping
    depth, is_full = dropping.depth, False
    if depth == DEEPEST:
        dropping.waiting.append(o)
        return
    dropping.depth = depth + 1
    try:
        try:
            if type(o) is not Generator or o.chain is not None or not o.shut_unseen():
                nested(CALLS)
        except RecursionError:
            if type(o) is Generator and o.chain is None and o.delegate is None:
                if o.state < 0 or o.machine.states[o.state].region is None:
                    return  # nothing of its frame would run: the host frees its variables
            LIMITS.set(LIMITS.high)
            is_full = True
        if o.state >= 0:
            end_dropped(o)
        while depth == 0 and dropping.waiting:
            end_dropped(dropping.waiting.pop())
    finally:
        del o  # as in `failure_of`
        dropping.depth = depth
        if is_full:
            lower()


def variables(o: Suspendable) -> list[Any]:
    """The values of the variables of a suspended object, also of those that it shares with other functions."""
    if not isinstance(o.saved, tuple | None):
        return [value for name, value in o.saved.own().items() if not is_hidden(name)]
    values = [*(o.saved or ())]
    for cell in o.run.__closure__ or ():
        try:
            values.append(cell.cell_contents)
        except ValueError:
            continue  # the variable is unbound
    return values


def keep_frame(o: Suspendable) -> None:
    """If the frame of a destroyed object is in a cycle, keep its variables and its delegate until this cycle is collected.

    In CPython a variable or the frame's stack refers to a handled exception, whose traceback refers to the frame.  The innermost
    exception that an ``except`` handles is on the stack only while the classes of its clauses are evaluated (``PUSH_EXC_INFO``,
    ``CHECK_EXC_MATCH``, ``POP_TOP``).

    Rule: drop/ignored-exit
    """
    handling = o.machine.states[o.state].handling if o.state > 0 else ()
    errors = [name for name in handling if isinstance(o.caught.get(name), BaseException)]
    on_stack = errors
    if errors and errors[0].startswith("$caught") and not _is_matching(o, errors[0]):
        on_stack = errors[1:]
    if on_stack or any([value is o.caught[name] for name in errors for value in variables(o)]):
        frame = [o.delegate, variables(o)]
        frame.append(frame)


def _is_matching(o: Suspendable, caught: str) -> bool:
    """Whether a suspended object evaluates the class of an ``except`` clause, for the exception kept in ``caught``."""
    states, todo = o.machine.states, [o.state]
    for number in todo:
        match states[number].exit:
            case Branch(ast.Call(ast.Name("$matches"), [ast.Name(name), _])) if name == caught:
                return True
        following = [n for n in successors(states, states[number]) if caught in states[n].handling]
        todo += [n for n in following if n not in todo]
    return False


def finalise(o: AsyncGenerator) -> None:
    """Rule: async-generator/finaliser: a dropped generator that has begun is passed to the event loop's hook."""
    references = getrefcount(o)
    error = failure_of(o.finaliser, o)
    if error is not None:
        unraisable(error, o, "finalizing generator")
        error = None
    if getrefcount(o) == references:  # else the finaliser keeps it
        keep_frame(o)


def warn_unawaited(coroutine: Any) -> None:
    """Let the host's ``warnings`` warn, at the place of the drop.  Rule: never-awaited/error-filter"""
    loaded = warnings if not is_finalizing() else (sys.modules or {}).get("warnings")  # as `get_warnings_attr`
    function = getattr(loaded, "_warn_unawaited_coroutine", None)
    error = None
    if function is not None:
        error = failure_of(function, coroutine)
        if error is not None:
            unraisable(error, coroutine, "finalizing coroutine")
    if function is None or not isinstance(error, RuntimeWarning | None):
        error = failure_of(warn, f"coroutine '{coroutine.__qualname__}' was never awaited", RuntimeWarning, coroutine)
        if error is not None:
            unraisable(error, coroutine, "finalizing coroutine")


def drop_awaitable(o: Any) -> None:
    """Rule: async-generator/method-never-awaited (3.13)"""
    try:
        if o.stage is not INIT:
            return
    except AttributeError:
        return  # the exception of a signal handler interrupted its creation
    events.dropped(o)
    if not RULES.methods_warn:
        return
    method = "asend" if isinstance(o, Asend) else o.name
    error = failure_of(
        warn, f"coroutine method {method!r} of {o.generator.__qualname__!r} was never awaited", RuntimeWarning, o
    )
    if error is not None:
        unraisable(error, o.generator if RULES.ignored_in_words else o, "finalizing async generator")


def at_end() -> None:
    """Prepare for the objects that are dropped when the process ends.  Rule: drop/at-exit

    The garbage collector visits the frozen objects again.  The modules that end a dropped object are taken out of ``sys.modules``,
    so that the host does not clear them; a copy of ``ast`` stays there, because the host's tracebacks import it.  And ``_warnings`` reads the current filters: after the modules are destroyed, it uses
    the filters that it has read last, which may be those of an internal compilation.
    """
    gc.unfreeze()
    for name in [name for name in sys.modules if name.partition(".")[0] == "minicoro"]:
        del sys.modules[name]
    if sys.modules.get("ast") is ast:
        sys.modules["ast"] = ModuleType("ast")
        vars(sys.modules["ast"]).update(vars(ast))
    show, program_import = warnings._showwarnmsg, builtins.__import__  # type: ignore[attr-defined]
    warnings._showwarnmsg = lambda message: None  # type: ignore[attr-defined]
    builtins.__import__ = _import  # from 3.13 on ``_warnings`` imports ``warnings`` for it
    try:
        _warnings.warn_explicit("", RuntimeWarning, "", 0)
    except RuntimeWarning:
        return
    finally:
        warnings._showwarnmsg = show  # type: ignore[attr-defined]
        builtins.__import__ = program_import


_import = builtins.__import__


def install() -> None:
    """Make the host call a function for every suspended object that is destroyed."""
    objects.unraisable = unraisable
    Suspendable.__del__ = drop
    if RULES.methods_warn:  # else the method has nothing to do, and an interrupt that comes while it runs would be lost
        tell_of_awaitables()


def tell_of_awaitables() -> None:
    """Notify the watcher of each just-created ``asend()``, ``athrow()`` and ``aclose()`` that is destroyed, on any version."""
    Awaitable.__del__ = drop_awaitable

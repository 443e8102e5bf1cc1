"""The builtins that look at their caller: ``compile``, ``eval``, ``exec``; ``locals``, ``vars``, ``dir``.

Source text that a program passes to the first three is interpreted; the others do not show the interpreter's variables.
Called by host code they behave as the host's.
"""

from __future__ import annotations

import ast
import builtins
import copy
import sys
from collections.abc import Callable
from operator import index
from sys import _getframe
from types import FrameType
from typing import Any

from ..compiled.linking import FUTURES
from ..core import versions
from ..core.objects import Suspendable
from ..exact import host_frames, warned
from ..exact.stand_ins import replace
from ..exact.variables import Variables
from ..tools.forking import fork
from .compiling import COMPILES_FOR_A_MODULE, INTERPRETED, compile_source
from .settings import OPTIONS

PROXY: Any = (lambda: type(_getframe().f_locals))()
"""The type of ``f_locals`` of a function's frame."""

HOST: dict[str, Any] = {name: getattr(builtins, name) for name in ("compile", "eval", "exec", "locals", "vars", "dir")}
"""The host's builtins."""


def is_interpreted(frame: FrameType) -> bool:
    """Whether a frame runs code of an engine."""
    return frame.f_code.co_filename in INTERPRETED


def variables(frame: FrameType) -> Any:
    """The result of ``locals()`` in a frame."""
    found = host_frames.f_locals_seen(frame)
    return dict(found) if type(found) is Variables or (type(found) is PROXY and PROXY is not dict) else found


def _vars(frame: FrameType, *args: Any) -> Any:
    return HOST["vars"](*args) if args else variables(frame)


def _dir(frame: FrameType, *args: Any) -> Any:
    return HOST["dir"](*args) if args else sorted(variables(frame).keys())


def _given(
    source: Any,
    filename: Any,
    mode: Any,
    flags: Any = 0,
    dont_inherit: Any = False,
    optimize: Any = -1,
    **others: Any,
) -> tuple[Any, ...]:
    """The arguments of ``compile``."""
    return source, filename, mode, flags, dont_inherit, optimize, others


def _bound(args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, ...] | None:
    try:
        return _given(*args, **keywords)
    except TypeError:
        return None


def _compile(frame: FrameType, *args: Any, **keywords: Any) -> Any:
    """``compile``; wrong arguments are passed to the host's, which raises its own error."""
    given = _bound(args, keywords)
    if given is None or not hasattr(type(given[3]), "__index__"):
        return HOST["compile"](*args, **keywords)
    source, filename, mode, flags, dont_inherit, optimize, others = given
    named = {"module": others.pop("module")} if "module" in others else {}
    flags = index(flags) | (0 if dont_inherit else frame.f_code.co_flags & FUTURES)
    host_only = flags & ast.PyCF_ONLY_AST or mode not in ("exec", "eval", "single") or others
    if isinstance(source, bytearray | memoryview):
        source = bytes(source)
    if host_only or not is_interpreted(frame) or not isinstance(source, str | bytes | ast.AST):
        return HOST["compile"](source, filename, mode, flags, True, optimize, **named, **others)
    filename = HOST["compile"](
        "0", filename, "eval", flags, True, optimize, **named
    ).co_filename  # it checks the arguments
    return compile_source(source, filename, mode, flags, index(optimize), **named)


def _namespaces(frame: FrameType, args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, Any]:
    """The globals and locals for ``eval`` or ``exec``."""
    given = [*args, None, None][:2]
    if versions.HOST.exec_takes_keywords:
        names = ("globals", "locals")
        given = [keywords.pop(key, None) if value is None else value for key, value in zip(names, given, strict=True)]
    global_names, local_names = given
    if global_names is None:
        global_names = frame.f_globals
        if local_names is None:
            local_names = variables(frame)
    elif local_names is None:
        local_names = global_names
    return global_names, local_names


def _run(name: str) -> Callable[..., Any]:
    def run(frame: FrameType, *args: Any, **keywords: Any) -> Any:
        if not 1 <= len(args) <= 3:
            return HOST[name](*args, **keywords)
        source = args[0]
        if len(args) == 2 and args[1] is not None and not isinstance(args[1], dict):
            return HOST[name](*args, **keywords)  # it raises its own error
        global_names, local_names = _namespaces(frame, args[1:], keywords)
        if isinstance(source, str | bytes | bytearray | memoryview):
            if name == "eval":
                source = source.lstrip(" \t") if isinstance(source, str) else bytes(source).lstrip(b" \t")
            mode, module = "eval" if name == "eval" else "exec", None
            if COMPILES_FOR_A_MODULE and type(global_names) is dict:
                module = global_names.get("__name__")
            named = {"module": module} if isinstance(module, str) else {}
            source = _compile(frame, source, "<string>", mode, **named)
        if type(global_names) is dict and "__builtins__" not in global_names:
            global_names["__builtins__"] = frame.f_builtins
        return HOST[name](source, global_names, local_names, **keywords)

    return run


def reduced(o: Any, *protocol: Any) -> Any:
    """The method ``__reduce_ex__`` of suspended objects, which ``copy`` and ``pickle`` call.

    So the result of ``copy.copy(o)`` is a fork if host code or the prompt calls it; a program gets CPython's TypeError.  A
    ``__copy__`` method of the objects would be used by others, such as ``itertools.tee``.
    """
    if _getframe(1).f_code is not copy.copy.__code__ or (is_interpreted(_getframe(2)) and not OPTIONS.copyable):
        return object.__reduce_ex__(o, *protocol)
    return _itself, (fork(o),)


def _itself(value: Any) -> Any:
    return value


run_eval: Any = _run("eval")
run_exec: Any = _run("exec")


def install() -> None:
    """Replace the host's builtins."""
    warned.hide(sys.modules[__name__])
    for act in (run_eval, run_exec):
        act.__code__ = warned.hidden(act.__code__)
    acts: dict[str, Callable[..., Any]] = {"compile": _compile, "eval": run_eval, "exec": run_exec}
    replace(builtins, **acts, locals=variables, vars=_vars, dir=_dir)
    Suspendable.__reduce_ex__ = reduced  # type: ignore[method-assign]

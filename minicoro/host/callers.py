"""The builtins that look at their caller: ``compile``, ``eval``, ``exec``; ``locals``, ``vars``, ``dir``.

Text that a program gives to the first three is interpreted; the others do not show the interpreter's own variables.
Called by code of the host's they do what the host's do.
"""

from __future__ import annotations

import ast
import builtins
import copy
import copyreg
import sys
import types
from builtins import bytes, dict, hasattr, isinstance, len, sorted, str, type, zip  # noqa: UP029  a program may replace them
from collections.abc import Callable
from operator import index
from sys import _getframe
from types import FrameType
from typing import Any

from ..core import versions
from ..exact import warned
from ..exact.stand_ins import Builtin
from ..tools.forking import fork
from ..tools.frames import KINDS
from .compiling import FUTURES, INTERPRETED, compile_source
from .settings import OPTIONS

HOST: dict[str, Any] = {name: getattr(builtins, name) for name in ("compile", "eval", "exec", "locals", "vars", "dir")}
"""The host's own."""


def is_interpreted(frame: FrameType) -> bool:
    """Whether a frame is of code that runs through an engine."""
    return frame.f_code.co_filename in INTERPRETED


def variables(frame: FrameType) -> Any:
    """What ``locals()`` gives in a frame."""
    found = frame.f_locals
    if not frame.f_code.co_flags & 1:  # a module, a class, `exec`: the namespace itself
        return found
    if "$o" in frame.f_code.co_varnames:
        return {name: value for name, value in found.items() if name[0] != "$"}
    return dict(found) if versions.HOST.locals_write_through else found


def _locals(frame: FrameType) -> Any:
    return variables(frame)


def _vars(frame: FrameType, *args: Any) -> Any:
    return HOST["vars"](*args) if args else variables(frame)


def _dir(frame: FrameType, *args: Any) -> Any:
    return HOST["dir"](*args) if args else sorted(variables(frame).keys())


def _compile(frame: FrameType, *args: Any, **keywords: Any) -> Any:
    if not is_interpreted(frame):
        return _host_compile(frame, *args, **keywords)
    return _interpreted(frame, *args, **keywords)


def _host_compile(frame: FrameType, *args: Any, **keywords: Any) -> Any:
    """The host's ``compile``, for a caller that is not the one it sees."""
    given = dict(zip(("source", "filename", "mode", "flags", "dont_inherit"), args, strict=False)) | keywords
    if not given.get("dont_inherit") and isinstance(given.get("flags", 0), int):
        inherited = frame.f_code.co_flags & FUTURES
        if inherited and len(args) < 4:
            keywords["flags"] = keywords.get("flags", 0) | inherited
        if len(args) < 5:
            keywords["dont_inherit"] = True
    return HOST["compile"](*args, **keywords)


PARAMETERS = ("source", "filename", "mode", "flags", "dont_inherit", "optimize")
"""Those of ``compile``."""


def _interpreted(frame: FrameType, *args: Any, **keywords: Any) -> Any:
    """``compile``; what is not its arguments goes to the host's, which words the error."""
    found = dict(zip(PARAMETERS, args, strict=False))
    known = {*PARAMETERS[:3]} <= {*found, *keywords} <= {*PARAMETERS, "_feature_version"}
    fits = known and len(args) <= len(PARAMETERS) and not found.keys() & keywords.keys()
    found = {"flags": 0, "dont_inherit": False, "optimize": -1} | found | keywords
    if not fits or not hasattr(type(found["flags"]), "__index__"):
        return HOST["compile"](*args, **keywords)
    feature_version = found.pop("_feature_version", -1)
    return _compiled(frame, feature_version, *[found[name] for name in PARAMETERS])


def _compiled(
    frame: FrameType,
    feature_version: int,
    source: Any,
    filename: Any,
    mode: str,
    flags: int,
    dont_inherit: bool,
    optimize: int,
) -> Any:
    flags = index(flags)
    given = (source, filename, mode, flags | (0 if dont_inherit else frame.f_code.co_flags & FUTURES), True, optimize)
    if mode not in ("exec", "eval", "single") or flags & ast.PyCF_ONLY_AST or feature_version != -1:
        return HOST["compile"](*given, _feature_version=feature_version)
    filename = HOST["compile"]("0", filename, "eval", 0, True, optimize).co_filename  # the arguments are checked by it
    if not isinstance(source, str | bytes | ast.AST):
        if not isinstance(source, bytearray | memoryview):
            return HOST["compile"](*given)
        source = bytes(source)
    return compile_source(source, filename, mode, given[3], optimize)


def _namespaces(frame: FrameType, name: str, args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, Any]:
    """The globals and locals that ``eval`` or ``exec`` uses."""
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
            return HOST[name](*args, **keywords)  # it words the error
        if not isinstance(source, types.CodeType) and isinstance(source, str | bytes | bytearray | memoryview):
            if name == "eval":
                source = source.lstrip(" \t") if isinstance(source, str) else bytes(source).lstrip(b" \t")
            mode = "eval" if name == "eval" else "exec"
            source = _compile(frame, source, "<string>", mode)
        global_names, local_names = _namespaces(frame, name, args[1:], keywords)
        if type(global_names) is dict and "__builtins__" not in global_names:
            global_names["__builtins__"] = frame.f_builtins
        return HOST[name](source, global_names, local_names, **keywords)

    return run


def copied(o: Any) -> Any:
    """What ``copy.copy(o)`` asks for: a fork, for who asks from outside or in a session; a program is told what CPython says.

    The ``copy`` module asks here through the table of `copyreg`, as ``pickle`` does: a ``__copy__`` of the objects
    themselves would be seen by others, such as ``itertools.tee``.
    """
    if _getframe(1).f_code is not copy.copy.__code__ or (is_interpreted(_getframe(2)) and not OPTIONS.copyable):
        return o.__reduce_ex__(4)
    return _itself, (fork(o),)


def _itself(value: Any) -> Any:
    return value


run_eval: Any = _run("eval")
run_exec: Any = _run("exec")

STAND_INS: dict[str, Builtin] = {
    name: Builtin(HOST[name], act)
    for name, act in {
        "compile": _compile,
        "dir": _dir,
        "eval": run_eval,
        "exec": run_exec,
        "locals": _locals,
        "vars": _vars,
    }.items()
}


def install() -> None:
    """Put them in the place of the host's."""
    warned.hide(sys.modules[__name__])
    for act in (run_eval, run_exec):
        act.__code__ = warned.hidden(act.__code__)
    for name, stand_in in STAND_INS.items():
        setattr(builtins, name, stand_in)
    copyreg.dispatch_table.update(dict.fromkeys(KINDS, copied))

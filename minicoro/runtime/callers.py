"""Builtins that look at their caller, acting for the interpreted program.

The host's ``locals()`` would show the interpreter's variables.  A call spelled with one of these names checks, when
it runs, that the callee is the builtin, and then calls the stand-in with the activation it stands in.
"""

from __future__ import annotations

import builtins
import sys
import types

from minicoro.late import late
from minicoro.runtime.borders import border
from minicoro.runtime.caller_names import ALIASED
from minicoro.runtime.errors import InternalError
from minicoro.runtime.frames import activations, local_variables, namespace_locals, real_getframe
from minicoro.runtime.unit import UnitKind, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from minicoro.runtime.unit import Frame, Unit

_NAMED = (UnitKind.MODULE, UnitKind.EVAL, UnitKind.CLASS)


class Activation:
    """The unit and frame that a caller-sensitive builtin is called from."""

    __slots__ = ("frame", "unit")

    def __init__(self, unit: Unit, frame: Frame) -> None:
        self.unit = unit
        self.frame = frame

    def locals(self) -> Any:
        """What ``locals()`` gives here."""
        if self.unit.kind in _NAMED:
            return namespace_locals(self.unit, self.frame, variables)
        return local_variables(self.unit, self.frame)


def _locals(here: Activation) -> Any:
    return here.locals()


def _globals(here: Activation) -> dict[str, Any]:
    return here.unit.globals


def _vars(here: Activation, *args: Any) -> Any:
    return vars(*args) if args else here.locals()


def _dir(here: Activation, *args: Any) -> list[str]:
    return dir(*args) if args else sorted([*here.locals().keys()])


def _super(here: Activation, *args: Any) -> Any:
    """Rule: class/super (Language Reference, ``super``): ``__class__`` and the first argument of the method."""
    if args:
        return super(*args)
    unit, frame = here.unit, here.frame
    code = unit.code
    if code.co_argcount == 0:
        raise RuntimeError("super(): no arguments")
    first = code.co_varnames[0]
    if first not in frame:
        raise RuntimeError("super(): arg[0] deleted")
    value = frame[first]
    if first in unit.signature.cellvars:
        try:
            value = value.cell_contents
        except ValueError:
            raise RuntimeError("super(): arg[0] deleted") from None
    cell = frame.get("__class__")
    if "__class__" not in unit.signature.freevars or not isinstance(cell, types.CellType):
        raise RuntimeError("super(): __class__ cell not found")
    try:
        kind = cell.cell_contents
    except ValueError:
        raise RuntimeError("super(): empty __class__ cell") from None
    return super(kind, value)


def _namespaces(
    here: Activation, global_names: Any, local_names: Any, name: str
) -> tuple[dict[str, Any], Mapping[str, Any]]:
    if global_names is None:
        global_names = here.unit.globals
        if local_names is None:
            local_names = here.locals()
    elif local_names is None:
        local_names = global_names
    if not isinstance(global_names, dict):
        if name == "eval" and hasattr(type(global_names), "__getitem__"):
            raise TypeError("globals must be a real dict; try eval(code, {}, mapping)")
        if name == "eval":
            raise TypeError("globals must be a dict")
        raise TypeError(f"{name}() globals must be a dict, not {type(global_names).__name__}")
    if not dict.__contains__(global_names, "__builtins__"):
        # The host would put those of this frame there, which are ours alone (see `minicoro.apart`).
        builtins_of = late("minicoro.oldlower.context", "builtins_of")
        dict.__setitem__(global_names, "__builtins__", builtins_of(here.unit.globals))
    return global_names, local_names


_NAMESPACES = ("globals", "locals")


def _source_and_namespaces(builtin: Any, args: tuple[Any, ...], keywords: dict[str, Any]) -> list[Any]:
    """The arguments of ``eval`` or ``exec``: text, globals, locals.  The builtin itself raises the error for bad ones."""
    named = _NAMESPACES[max(len(args) - 1, 0) :] if sys.version_info >= (3, 13) else ()
    if not 1 <= len(args) <= 3 or not set(keywords) <= set(named):
        builtin(*args, **keywords)
        raise InternalError(f"{builtin.__name__} took what it does not take")
    given = [*args, *[None for _ in range(3 - len(args))]]
    for name, value in keywords.items():
        given[1 + _NAMESPACES.index(name)] = value
    return given


def _eval(here: Activation, *args: Any, **keywords: Any) -> Any:
    compile_for = late("minicoro.runtime.evaluation", "compile_for")

    source, globals, locals = _source_and_namespaces(eval, args, keywords)
    global_names, local_names = _namespaces(here, globals, locals, "eval")
    if not isinstance(source, types.CodeType):
        if isinstance(source, str):
            source = source.lstrip(" \t")
        source = compile_for(here.unit, source, "<string>", "eval")
    return eval(source, global_names, local_names)


def _exec(here: Activation, *args: Any, **keywords: Any) -> None:
    compile_for = late("minicoro.runtime.evaluation", "compile_for")

    cells = {"closure": keywords.pop("closure")} if "closure" in keywords else {}
    source, globals, locals = _source_and_namespaces(exec, args, keywords)
    global_names, local_names = _namespaces(here, globals, locals, "exec")
    if not isinstance(source, types.CodeType):
        source = compile_for(here.unit, source, "<string>", "exec")
    exec(source, global_names, local_names, **cells)


def _compile(here: Activation, *args: Any, **keywords: Any) -> Any:
    guest_compile = late("minicoro.runtime.evaluation", "guest_compile")

    return guest_compile(here.unit, *args, **keywords)


class Alias:
    """One of these builtins as a value (``map(eval, lines)``, ``show = locals``), called who knows where.

    It acts for the innermost frame of the program, and shows itself as the builtin that it stands for.
    """

    __slots__ = ("_act", "_builtin")

    def __init__(self, builtin: Any, act: StandIn) -> None:
        self._builtin = builtin
        self._act = act

    def __call__(self, *args: Any, **keywords: Any) -> Any:
        entries = activations(real_getframe(1), 1)
        try:
            if entries and entries[0].unit is not None and entries[0].frame is not None:
                return self._act(Activation(entries[0].unit, entries[0].frame), *args, **keywords)
            return self._builtin(*args, **keywords)
        except BaseException:
            border()
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._builtin, name)

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return types.BuiltinFunctionType

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._builtin.__doc__

    def __eq__(self, other: object) -> bool:
        return other is self or other is self._builtin

    def __hash__(self) -> int:
        return hash(self._builtin)

    def __repr__(self) -> str:
        return repr(self._builtin)

    def __dir__(self) -> list[str]:
        return dir(self._builtin)

    def __reduce__(self) -> Any:
        return _named, (self._builtin.__name__,)


def _named(name: str) -> Any:
    return getattr(builtins, name)


def as_value(value: Any) -> Any:
    """What a name means that is not called where it stands: of the builtins here, their `Alias`."""
    return _ALIASES.get(id(value), value)


if TYPE_CHECKING:
    from collections.abc import Callable

    StandIn = Callable[..., Any]

STAND_INS: dict[str, tuple[Any, StandIn]] = {
    "locals": (locals, _locals),
    "globals": (globals, _globals),
    "vars": (vars, _vars),
    "dir": (dir, _dir),
    "super": (super, _super),
    "eval": (eval, _eval),
    "exec": (exec, _exec),
    "compile": (compile, _compile),
}

_ALIASES = {id(STAND_INS[name][0]): Alias(*STAND_INS[name]) for name in sorted(ALIASED)}

for _attribute in ("__name__", "__qualname__", "__module__"):
    setattr(Alias, _attribute, getattr(types.BuiltinFunctionType, _attribute))

"""Functions of the interpreter that replace builtin functions, and attributes of builtin types."""

from __future__ import annotations

import gc
import types
from collections.abc import Callable
from sys import _getframe
from typing import Any

from ..core.engine import strip


class Builtin:
    """Replaces a builtin function and looks like it.

    act: the function that is called, with the caller's frame and the arguments.
    """

    __slots__ = ("_act", "_builtin")

    def __init__(self, builtin: Any, act: Callable[..., Any]) -> None:
        self._builtin, self._act = builtin, act

    def __call__(self, /, *args: Any, **keywords: Any) -> Any:
        try:
            return self._act(_getframe(1), *args, **keywords)
        except BaseException as error:
            strip(error)
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
        return self._builtin.__name__


for _name in ("__name__", "__qualname__"):
    setattr(Builtin, _name, getattr(types.BuiltinFunctionType, _name))
Builtin.__module__ = property(lambda self: self._builtin.__module__)  # type: ignore[assignment]


def replace(module: Any, **acts: Callable[..., Any]) -> None:
    """Replace functions of a module; a name that the module does not have is ignored."""
    for name, act in acts.items():
        if hasattr(module, name):
            setattr(module, name, Builtin(getattr(module, name), act))


def exchange(kind: type, name: str, member: object) -> None:
    """Replace an attribute of a host type, which does not allow its attributes to be set."""
    (namespace,) = [found for found in gc.get_referents(kind.__dict__) if type(found) is dict]
    namespace[name] = member

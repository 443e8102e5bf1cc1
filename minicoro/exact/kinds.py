"""The last touches to the classes that stand for the host's types: nobody can change them, or tell them by their parts."""

from __future__ import annotations

from typing import Any

from ..core.async_generators import AsyncGenerator
from ..core.objects import Coroutine, Generator, Suspendable


def _refuse(name: str) -> Any:
    def put(self: Any, *value: object) -> None:
        raise AttributeError(f"attribute '{name}' of '{type(self).__name__}' objects is not writable")

    return put


def _dir(self: Any) -> list[str]:
    """The names that the host's object has; the lens may add some and take some away."""
    kind = type(self)
    own = [name for base in kind.__mro__ for name, member in vars(base).items() if type(member) is property]
    names = [name for name in dir(kind.host) if name[2:3] != "_" or name[:2] == "__" or name in own]
    return sorted({*names, *[name for name in own if name[2:3] == "_"]})


def finish() -> None:
    """Called when all else is in place.  Rule: lifecycle/attributes"""
    Suspendable.__dir__ = _dir  # type: ignore[method-assign]
    for kind in (Generator, Coroutine, AsyncGenerator):
        for name, member in list(vars(kind).items()):
            if type(member) is property and member.fset is None:
                refuse = _refuse(name)
                shown = property(member.fget, refuse, refuse)
                shown.__doc__ = getattr(getattr(kind.host, name, None), "__doc__", None)
                setattr(kind, name, shown)
        type.__delattr__(kind, "__slots__")
        type.__setattr__(kind, "finished", True)

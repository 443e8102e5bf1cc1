"""The last changes of the classes that imitate the host's types: after them, no program can change or recognise them."""

from __future__ import annotations

import gc
from types import AsyncGeneratorType, CoroutineType, GeneratorType, MemberDescriptorType
from typing import Any

from ..core.async_generators import Asend, AsyncGenerator, Athrow
from ..core.generators import Coroutine, CoroutineWrapper, Driver, Generator
from ..core.kinds import Imitation
from ..core.objects import Suspendable

OF_CLASSES = [*("__slots__", "__weakref__", "__firstlineno__", "__static_attributes__")]
OF_CLASSES += ["__annotations__", "__annotate__", "__annotate_func__", "__annotations_cache__"]
"""Attributes that a class statement adds to a class and its instances show; types written in C do not have them."""


class _Module(str):
    """A module name that the class shows, as messages of 3.15 need, but not its instances."""

    __slots__ = ()

    def __get__(self, o: object, kind: type) -> str:
        if o is None:
            return str(self)
        raise AttributeError(f"'{kind.__name__}' object has no attribute '__module__'", name="__module__", obj=o)


MODULE = _Module("builtins")

HOSTS = (GeneratorType, CoroutineType, AsyncGeneratorType)
FIELDS = {name for kind in HOSTS for name, found in vars(kind).items() if type(found) is MemberDescriptorType}
"""The attributes that the host's C code has as fields, not as functions: it refuses to set them in other words."""


def _refuse(name: str) -> Any:
    def put(self: Any, *value: object) -> None:
        if name in FIELDS:
            raise AttributeError("readonly attribute")
        raise AttributeError(f"attribute '{name}' of '{type(self).__name__}' objects is not writable")

    return put


def _dir(self: Any) -> list[str]:
    """The names that the host's object has; the lens may add and remove some."""
    kind = type(self)
    own = [name for base in kind.__mro__ for name, member in vars(base).items() if type(member) is property]
    names = [name for name in dir(kind.host) if name[2:3] != "_" or name[:2] == "__" or name in own]
    return sorted({*names, *[name for name in own if name[2:3] == "_"]})


def finish() -> None:
    """Called when everything else is installed.  Rule: lifecycle/attributes"""
    Suspendable.__dir__ = Driver.__dir__ = _dir  # type: ignore[method-assign]
    metaclass: Any = Imitation
    metaclass.__dir__ = lambda kind: dir(kind.host)
    kinds: list[Any] = [Generator, Coroutine, AsyncGenerator, Asend, Athrow, CoroutineWrapper]
    for kind in kinds:
        for name, member in list(vars(kind).items()):
            if type(member) is property and member.fset is None:
                refuse = _refuse(name)
                shown = property(member.fget, refuse, refuse)
                shown.__doc__ = getattr(getattr(kind.host, name, None), "__doc__", None)
                setattr(kind, name, shown)
        for each in type.mro(kind):
            if isinstance(each, Imitation):
                (namespace,) = [found for found in gc.get_referents(vars(each)) if type(found) is dict]
                for name in OF_CLASSES:
                    namespace.pop(name, None)
                namespace["__module__"] = MODULE
        type.__setattr__(kind, "finished", True)  # also makes the host notice that the class has changed

"""Classes of the interpreter that imitate the host's types (coroutine, generator, …): programs see no difference."""

from __future__ import annotations

import types
from typing import Any, ClassVar


class Imitation(type):
    """The metaclass of these classes.  host: the host's type; ``isinstance`` and ``issubclass`` accept its instances too.

    After `imitate` such a class shows the host type's name and attributes.  Once it is finished (`minicoro.exact.kinds`)
    it cannot be changed, called or used as a base class.
    """

    host: type | None = None
    finished: ClassVar[bool] = False

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        for base in bases:
            if isinstance(base, Imitation) and "finished" in vars(base):
                raise TypeError(f"type '{base.__name__}' is not an acceptable base type")
        return super().__new__(cls, name, bases, namespace)

    def __setattr__(cls, name: str, value: object) -> None:
        if "finished" in vars(cls):
            raise TypeError(f"cannot set '{name}' attribute of immutable type '{cls.__name__}'")
        super().__setattr__(name, value)

    def __delattr__(cls, name: str) -> None:
        raise TypeError(f"cannot set '{name}' attribute of immutable type '{cls.__name__}'")

    def __instancecheck__(cls, value: object) -> bool:
        return type.__instancecheck__(cls, value) or type(value) is cls.host

    def __subclasscheck__(cls, kind: type) -> bool:
        return type.__subclasscheck__(cls, kind) or kind is cls.host

    def __call__(cls, *args: object, **keywords: object) -> Any:
        raise TypeError(f"cannot create '{cls.__name__}' instances")

    @property
    def __module__(cls) -> str:  # type: ignore[override]
        """The class's own module; `minicoro.exact.kinds.finish` hides it from the instances."""
        found: str = vars(cls).get("__module__", "builtins")
        return found

    @property
    def __mro__(cls) -> tuple[type, ...]:
        """The host's types have no base class but ``object``."""
        return cls, object

    @property
    def __bases__(cls) -> tuple[type, ...]:  # type: ignore[override]
        return (object,)

    @property
    def __base__(cls) -> type:
        return object

    def __repr__(cls) -> str:
        return f"<class '{cls.__name__}'>"


Imitation.__name__ = Imitation.__qualname__ = "type"  # as messages about these classes name it


def imitate(kind: Any, host: type) -> None:
    """Give one of these classes the name and docstring of the host's type, and its methods those of the host's methods."""
    kind.host = host
    for attribute in ("__name__", "__qualname__", "__doc__"):
        setattr(kind, attribute, getattr(host, attribute))
    for name in {"__name__", "__qualname__"} & vars(kind).keys():  # those of the instances
        vars(kind)[name].__doc__ = vars(host)[name].__doc__
    for name in dir(host):
        member = getattr(kind, name, None)
        if type(member) is types.FunctionType:
            if name not in vars(kind):  # inherited from a shared base class: each class needs its own docstring on it
                shared = member
                member = types.FunctionType(
                    shared.__code__, shared.__globals__, name, shared.__defaults__, shared.__closure__
                )
                setattr(kind, name, member)
            member.__doc__ = getattr(host, name).__doc__
            member.__name__, member.__qualname__ = name, getattr(host, name).__qualname__
            member.__module__ = None  # type: ignore[assignment]  # as with a builtin method
    if hasattr(host, "__class_getitem__"):
        kind.__class_getitem__ = classmethod(types.GenericAlias)

"""Classes of ours that stand for a type of the host."""

from typing import Any


class Kind(type):
    """The type of such classes.  Once `stand_for` has been called they show the host's name and attributes.

    host: the host's own type, whose instances count as instances too.
    """

    host: type = type(None)

    def __new__(meta, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Any:
        for base in bases:
            if "host" in vars(base):
                raise TypeError(f"type '{base.__name__}' is not an acceptable base type")
        return super().__new__(meta, name, bases, namespace)

    def __instancecheck__(cls, value: object) -> bool:
        return type.__instancecheck__(cls, value) or type(value) is cls.host

    def __subclasscheck__(cls, kind: type) -> bool:
        return type.__subclasscheck__(cls, kind) or kind is cls.host

    def __call__(cls, *args: object, **keywords: object) -> Any:
        raise TypeError(f"cannot create '{cls.__name__}' instances")

    def __dir__(cls) -> list[str]:
        return dir(cls.host)

    def __repr__(cls) -> str:
        return f"<class '{cls.__name__}'>"


def stand_for(kind: Any, host: type) -> None:
    """Give one of our classes the name, module and documentation of the host's type."""
    kind.host = host
    for attribute in ("__name__", "__doc__", "__module__"):
        setattr(kind, attribute, getattr(host, attribute))
    for name, member in vars(kind).items():
        documented = getattr(host, name, None)
        if callable(member) and documented is not None:
            member.__doc__ = documented.__doc__

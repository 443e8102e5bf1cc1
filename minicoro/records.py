"""Records, named tuples and enumerations without the host's ``dataclasses``, ``typing`` and ``enum``.

These three, and what they import (``inspect``, ``re``, ``ast``, ``functools``…), take longer to load than the
interpreter itself, and every start would pay for it.  A type checker sees the host's own; what is here does what the
interpreter needs of them:

- `record`: a class with slots for its annotated fields, ``__init__``, ``__repr__`` and equality by value;
- `NamedTuple`: as ``typing.NamedTuple``;
- `Enum`: constants that are told apart by identity, with ``name`` and ``value``.

What makes an instance is compiled when the first one is made, not when the class is.  It is as quick as one written
by hand.
"""

from __future__ import annotations

from _collections import _tuplegetter  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum as Enum
    from typing import Any, TypeVar, dataclass_transform, overload
    from typing import NamedTuple as NamedTuple

    T = TypeVar("T")
    C = TypeVar("C", bound=type)


class _Field:
    """What there is to say of a field besides its name."""

    __slots__ = ("compare", "default", "default_factory")

    def __init__(self, default: Any, default_factory: Any, compare: bool) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare


_MISSING: Any = object()


def field(*, default: Any = _MISSING, default_factory: Any = None, compare: bool = True) -> Any:
    """Say of a record's field what its value is if none is given, and whether it counts in comparisons.

    default_factory: called for each record that is made without a value for the field.
    """
    return _Field(default, default_factory, compare)


if TYPE_CHECKING:

    @overload
    def record(kind: C, /) -> C: ...
    @overload
    def record(*, eq: bool = True, frozen: bool = True, weakref_slot: bool = False) -> Callable[[C], C]: ...

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    def record(kind: Any = None, /, *, eq: bool = True, frozen: bool = True, weakref_slot: bool = False) -> Any: ...

else:

    def record(kind=None, /, *, eq=True, frozen=True, weakref_slot=False):
        """Make a class with annotated fields a record.

        eq: records are equal if their classes and all their fields are; else each is equal to itself alone.
        frozen: nobody assigns to its fields: the type checker sees to that, and it can be hashed.
        weakref_slot: there may be weak references to it.
        """
        if kind is None:
            return lambda kind: _record(kind, eq, frozen, weakref_slot)
        return _record(kind, eq, frozen, weakref_slot)


def _record(kind: type, eq: bool, frozen: bool, weakref_slot: bool) -> type:
    space = dict(vars(kind))
    fields = {}
    for name, annotation in space["__annotations__"].items():
        if not annotation.startswith("ClassVar"):
            given = space.pop(name, _MISSING)
            fields[name] = given if isinstance(given, _Field) else _Field(given, None, True)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    space["__slots__"] = space["__match_args__"] = tuple(fields)
    if weakref_slot:
        space["__slots__"] += ("__weakref__",)
    space["__record_fields__"] = fields
    space.setdefault("__repr__", _repr)
    if eq:
        space["__eq__"] = _equal
        space["__hash__"] = _hash if frozen else None
    made = type(kind.__name__, kind.__bases__, space)
    if "__init__" not in space:
        made.__init__ = _first_init(made, fields)  # type: ignore[misc]
    return made


def _first_init(made: type, fields: dict[str, _Field]) -> Callable[..., None]:
    """What stands for ``__init__`` until it is needed."""

    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807
        made.__init__ = _compiled_init(fields)  # type: ignore[misc]
        made.__init__(self, *values, **named)  # type: ignore[misc]

    return __init__


def _compiled_init(fields: dict[str, _Field]) -> Any:
    namespace: dict[str, Any] = {"missing": _MISSING}
    parameters, body = [], []
    for name, about in fields.items():
        value = name
        if about.default_factory is not None:
            namespace[f"make_{name}"] = about.default_factory
            parameters.append(f"{name}=missing")
            value = f"make_{name}() if {name} is missing else {name}"
        elif about.default is not _MISSING:
            namespace[f"default_{name}"] = about.default
            parameters.append(f"{name}=default_{name}")
        else:
            parameters.append(name)
        body.append(f" self.{name} = {value}\n")
    text = f"def __init__(self, {', '.join(parameters)}):\n{''.join(body)}"
    exec(compile(text, __file__, "exec", dont_inherit=True), namespace)
    return namespace["__init__"]


def _repr(self: Any) -> str:
    shown = [f"{name}={getattr(self, name)!r}" for name in self.__match_args__]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _compared(self: Any) -> tuple[object, ...]:
    return tuple([getattr(self, name) for name, about in self.__record_fields__.items() if about.compare])


def _equal(self: Any, other: Any) -> bool:
    return _compared(self) == _compared(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


def fields(kind: object) -> tuple[str, ...]:
    """The names of the fields of a record, or of a class of records."""
    names: tuple[str, ...] = kind.__match_args__  # type: ignore[attr-defined]
    return names


def replace(original: T, **changes: object) -> T:
    """A record like ``original`` but for the fields that are named."""
    for name in original.__match_args__:  # type: ignore[attr-defined]
        if name not in changes:
            changes[name] = getattr(original, name)
    return type(original)(**changes)


if not TYPE_CHECKING:

    class _NamedTupleType(type):
        def __new__(meta, name, bases, space):
            if not bases:
                return type.__new__(meta, name, bases, space)
            names = tuple(space.get("__annotations__", ()))
            defaults = [space[name] for name in names if name in space]
            space["__slots__"] = ()
            space["_fields"] = space["__match_args__"] = names
            space["_field_defaults"] = dict(zip(names[len(names) - len(defaults) :], defaults, strict=True))
            for index, field_name in enumerate(names):
                space[field_name] = _tuplegetter(index, None)
            space["__getnewargs__"] = tuple
            for function in (_replace, _asdict):
                space[function.__name__] = function
            space.setdefault("__repr__", _shown)
            space["_make"] = classmethod(tuple.__new__)
            made = type(name, (tuple,), space)
            made.__new__ = _first_new(made, names, tuple(defaults))
            return made

    class NamedTuple(metaclass=_NamedTupleType):
        """As ``typing.NamedTuple``: a class of tuples whose items have names."""


def _first_new(made: Any, names: tuple[str, ...], defaults: tuple[object, ...]) -> Any:
    """What stands for ``__new__`` until it is needed."""

    def __new__(kind: Any, *values: object, **named: object) -> Any:  # noqa: N807
        items = f"({', '.join(names)}{',' if len(names) == 1 else ''})"
        text = f"lambda kind, {', '.join(names)}: new(kind, {items})"
        new = eval(compile(text, __file__, "eval", dont_inherit=True), {"new": tuple.__new__})
        new.__name__ = "__new__"
        new.__defaults__ = defaults
        made.__new__ = new
        return new(kind, *values, **named)

    return __new__


def _replace(self: Any, /, **changes: object) -> Any:
    """The tuple with other values for the items that are named."""
    return type(self)(*[changes.pop(name, value) for name, value in zip(self._fields, self, strict=True)], **changes)


def _asdict(self: Any) -> dict[str, Any]:
    """The items by their names."""
    return dict(zip(self._fields, self, strict=True))


def _shown(self: Any) -> str:
    shown = [f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)]
    return f"{type(self).__name__}({', '.join(shown)})"


if not TYPE_CHECKING:

    class _EnumType(type):
        def __iter__(cls):
            return iter([member for member in vars(cls).values() if type(member) is cls])

    class Enum(metaclass=_EnumType):
        """Constants that are told apart by identity.  ``name``: in the class.  ``value``: what it is in words."""

        __slots__ = ("name", "value")

        def __init_subclass__(cls):
            for name, value in list(vars(cls).items()):
                if name.isupper():
                    member = object.__new__(cls)
                    member.name = name
                    member.value = value
                    setattr(cls, name, member)

        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __str__(self):
            return f"{type(self).__name__}.{self.name}"

        def __reduce_ex__(self, protocol):
            return getattr, (type(self), self.name)

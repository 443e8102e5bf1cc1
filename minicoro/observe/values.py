"""Short texts of values, without running code of the values.

``repr`` is called only for types whose ``repr`` is known to be harmless; any other value is shown as ``<Type>`` with the number
of its identity in this trace.  So no code of the program runs.
"""

import contextlib
import sys
import types
from collections.abc import Iterable
from typing import Any

MOST = 60
_ATOMS = (type(None), bool, float, complex, type(Ellipsis), type(NotImplemented))
_HEAP_TYPE = 1 << 9
_ITEMS = 4
_FEW = 3
_LIBRARY = frozenset(("_asyncio", "asyncio", "asyncio.futures", "asyncio.tasks", "asyncio.locks", "asyncio.queues"))
_DEEP = 2


def short(value: Any, most: int = MOST, depth: int = 0) -> str:
    """A text of at most ``most`` characters for ``value``; it runs no code of the program and never fails."""
    kind = type(value)
    if is_one(kind, _ATOMS):
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() < 200 else f"<int of {value.bit_length()} bits>"
    if kind is str or kind is bytes or kind is bytearray:
        return _text(value, most)
    if is_one(kind, _BRACKETS):
        return _clip(_items(value, kind, most, depth), most)
    if issubclass(kind, BaseException):
        return _clip(_error(value, most, depth), most)
    return _clip(named(value, kind), most)


def is_one(kind: type, kinds: Iterable[type]) -> bool:
    """Whether a class is one of these, without calling ``__eq__`` or ``__hash__`` of its metaclass."""
    return any([kind is each for each in kinds])


def _clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _text(value: Any, most: int) -> str:
    picture = repr(value[:most])
    return picture if len(value) <= most and len(picture) <= most + 2 else picture[: most - 2] + "…'"


_BRACKETS: dict[Any, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    dict: ("{", "}"),
    frozenset: ("{", "}"),
}


def _items(value: Any, kind: type, most: int, depth: int) -> str:
    opening, closing = _BRACKETS[kind]
    if depth >= _DEEP and len(value):
        return f"{opening}…{closing}"
    try:
        some = [item for item, _ in zip(value.items() if kind is dict else value, range(_ITEMS + 1), strict=False)]
    except RuntimeError:  # changed by another thread meanwhile
        return f"{opening}…{closing}"
    if kind is dict:
        shown = [f"{short(k, most, depth + 1)}: {short(v, most, depth + 1)}" for k, v in some[:_ITEMS]]
    else:
        shown = [short(item, most, depth + 1) for item in some[:_ITEMS]]
    if len(some) > _ITEMS:
        shown.append(f"… {len(value) - _ITEMS} more")
    comma = "," if kind is tuple and len(shown) == 1 else ""
    if not shown and is_one(kind, (set, frozenset)):
        return f"{kind.__name__}()"
    body = opening + ", ".join(shown) + comma + closing
    return f"frozenset({body})" if kind is frozenset else body


def _error(value: BaseException, most: int, depth: int) -> str:
    try:
        arguments = BaseException.args.__get__(value)  # type: ignore[attr-defined]
    except Exception:  # an object whose own constructor never ran
        arguments = ()
    return f"{type_name(type(value))}({', '.join([short(each, most, depth + 1) for each in arguments])})"


def type_name(kind: type) -> str:
    """The name of a class, without calling its metaclass."""
    return str(type.__dict__["__name__"].__get__(kind))


def shown_type(kind: type) -> str:
    """A class's name; for a private class of the library, that of the first public class that it derives from."""
    name = type_name(kind)
    if name[:1] != "_" or not _is_library(kind):
        return name
    public = [each for each in map(type_name, bases(kind)[:-1]) if each[:1] != "_"]
    return public[0] if public else name.strip("_")


def _is_library(kind: type) -> bool:
    return module(kind).partition(".")[0] in sys.stdlib_module_names


def bases(kind: type) -> tuple[type, ...]:
    """A class and its bases in the order of attribute lookup, without calling its metaclass."""
    found: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    return found


def attributes(kind: type) -> Any:
    """The attributes that a class itself defines, without calling its metaclass."""
    return type.__dict__["__dict__"].__get__(kind)


def module(kind: type) -> str:
    """The name of the module of a class."""
    found = attributes(kind).get("__module__")
    if found is None and not type.__dict__["__flags__"].__get__(kind) & _HEAP_TYPE:
        return str(type.__dict__["__module__"].__get__(kind))
    return found if type(found) is str else ""


def named(value: Any, kind: type) -> str:
    """An object by its type and, for functions, classes, modules, tasks and futures, its name."""
    from minicoro.api import is_suspendable

    if issubclass(kind, type):
        return f"<class {type_name(value)}>"
    if is_one(kind, (types.FunctionType, types.BuiltinFunctionType, types.CodeType)):
        qualname = value.co_qualname if kind is types.CodeType else value.__qualname__
        return f"<function {qualname}>" if isinstance(qualname, str) else "<function>"
    if kind is types.MethodType and is_suspendable(value.__self__):
        return f"<method {value.__name__.lstrip('_')} of {value.__self__.run.__qualname__}>"
    if kind is types.MethodType:
        name = short(value.__func__)[10:-1]
        return f"<method {name.rpartition('<locals>.')[2] if _is_library(type(value.__self__)) else name}>"
    if is_one(kind, (types.CoroutineType, types.GeneratorType, types.AsyncGeneratorType)):
        return f"<{kind.__name__} {value.__qualname__}>"
    if kind is types.ModuleType:
        return "<module>"
    own = _own_name(value, kind)
    return f"<{shown_type(kind)}{own}>"


def _own_name(value: Any, kind: type) -> str:
    """A text that distinguishes an object from others of its type: the name of a suspendable object, else the first attribute."""
    from minicoro.api import is_suspendable

    if is_suspendable(value):
        return f" {value.run.__qualname__}"
    own = dictionary(value)
    if module(kind) in _LIBRARY:
        return _task_name(value, kind) or _condition(own)
    member = own.get("_name_")
    if type(member) is str and type_name(type(kind)) in ("EnumType", "EnumMeta"):
        return f".{member[:MOST]}"
    hidden = "_" if _is_library(kind) else " "
    told = filter(lambda item: type(item[0]) is str and item[0][:1] != hidden, own.items())
    shown = [f"{name}={_attribute(each)}" for (name, each), _ in zip(told, range(_FEW), strict=False)]
    return "".join([f" {each}" for each in shown])


def _condition(own: dict[Any, Any]) -> str:
    """What decides whether somebody waits for an object of asyncio: a lock, an event, a semaphore, a queue or a barrier."""
    if type(own.get("_locked")) is bool:
        return " locked" if own["_locked"] else " free"
    if type(own.get("_value")) is bool:
        return " set" if own["_value"] else " not set"
    if type(own.get("_value")) is int:
        return f" {own['_value']} free"
    if type(own.get("_parties")) is int and type(own.get("_count")) is int:
        return f" {own['_count']} of {own['_parties']} are there"
    if type_name(type(own.get("_queue"))) in ("deque", "list") and type(own.get("_maxsize")) is int:
        most = f" of {own['_maxsize']}" if own["_maxsize"] > 0 else ""
        return f" {len(own['_queue'])}{most}"
    return ""


def _task_name(value: Any, kind: type) -> str:
    """The name of a task, by the method of asyncio's own class."""
    for each in bases(kind):
        if type_name(each) == "Task" and "get_name" in attributes(each):
            name = attributes(each)["get_name"](value) if module(each) in _LIBRARY else None
            return f" {name[:MOST]}" if type(name) is str else ""
    return ""


def is_exit(value: Any) -> bool:
    """Whether a value is ``__exit__`` or ``__aexit__`` of a context manager, bound or not."""
    return is_one(type(value), _CALLED) and getattr(value, "__name__", "") in ("__aexit__", "__exit__")


_CALLED = (
    types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.MethodWrapperType, types.MethodDescriptorType,
    types.WrapperDescriptorType,
)  # fmt: skip


def dictionary(value: Any) -> dict[Any, Any]:
    """An object's own attributes, unless the program has replaced ``__dict__``."""
    for each in bases(type(value)):
        descriptor = attributes(each).get("__dict__")
        if descriptor is not None:
            found = descriptor.__get__(value) if is_one(type(descriptor), _OF_C) else None
            return found if type(found) is dict else {}
    return {}


_OF_C = (types.GetSetDescriptorType, types.MemberDescriptorType)
"""The types of attributes that C code defines."""


def captured(function: Any, name: str) -> Any:
    """The value of a variable of the function around a function; None if there is no such variable."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    return next(iter([cell.cell_contents for variable, cell in cells if variable == name]), None)


def slots(value: Any) -> dict[str, Any]:
    """What the slots of an object contain."""
    found = {}
    for kind in bases(type(value)):
        for name, each in attributes(kind).items():
            if type(each) is types.MemberDescriptorType:
                with contextlib.suppress(AttributeError):  # nothing is in the slot
                    found[name] = each.__get__(value)
    return found


def _attribute(value: Any) -> str:
    kind = type(value)
    if is_one(kind, (*_ATOMS, int, str, bytes)):
        return short(value, 20, _DEEP)
    if is_one(kind, _BRACKETS):
        return f"<{kind.__name__} of {len(value)}>"
    return f"<{shown_type(kind)}{_condition(dictionary(value)) if module(kind) in _LIBRARY else ''}>"

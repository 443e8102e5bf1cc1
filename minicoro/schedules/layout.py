"""How CPython lays objects out, as far as a program can see it: the order of a set, and the parts of an object."""

import collections
import sys
import types
from typing import Any

from minicoro.observe.values import attributes, bases, module, type_name

OPERATOR = "an operator"
"""In the history of a set: an unknown change."""
REMOVERS = frozenset(
    ["clear", "difference_update", "discard", "intersection_update", "pop", "remove", "symmetric_difference_update"]
)
ADDERS = frozenset(["add", "update"])

_ATOMS = (type(None), bool, int, float, complex, str, bytes, range)
BASES: tuple[type, ...] = (
    object, dict, collections.defaultdict, collections.OrderedDict, list, tuple, set, frozenset, collections.deque,
    int, float, complex, str, bytes,
)  # fmt: skip
"""Types written in C that may be base classes: the whole state of their instances can be read."""
_PLAIN = {
    "datetime": ("date", "time", "datetime", "timedelta", "timezone"),
    "decimal": ("Decimal", "Context"),
    "builtins": ("slice",),
    "_collections": ("_tuplegetter",),
}
_POINTER = 8 if sys.maxsize > 2**32 else 4
_SMALLEST, _ENTRY = 8, 2 * _POINTER


# Sets: the order depends on the hashes of the elements and, if they collide, on earlier insertions and removals.


def is_plainly_hashed(element: Any) -> bool:
    """Whether neither code of the program nor the address determines the hash of an element."""
    kind = type(element)
    return kind in _ATOMS or (kind in (tuple, frozenset) and all([is_plainly_hashed(each) for each in element]))


def is_repeatable(element: Any) -> bool:
    """Whether the hash of an element is the same in each run, so that it does not depend on its address."""
    if is_plainly_hashed(element):
        return True
    kind = type(element)
    if kind in (tuple, frozenset):
        return all([is_repeatable(each) for each in element])
    if isinstance(element, type | types.FunctionType | types.MethodType | types.BuiltinFunctionType):
        return False
    found = [attributes(each)["__hash__"] for each in bases(kind) if "__hash__" in attributes(each)]
    return found[0] is not object.__hash__


def is_seeded(element: Any) -> bool:
    """Whether the hash of an element is that of a text, which depends on the seed of the process (PYTHONHASHSEED)."""
    return type(element) in (str, bytes) or (
        type(element) in (tuple, frozenset) and any([is_seeded(each) for each in element])
    )


def is_determined(found: Any, elements: list[Any], history: list[tuple[str, Any]]) -> bool:
    """Whether the elements alone determine the order of a set: no element was removed, and no two elements collide."""
    removed = any([title in REMOVERS or title == OPERATOR for title, _ in history])
    if removed or not all([is_plainly_hashed(each) for each in elements]):
        return False
    base = set if isinstance(found, set) else frozenset
    size = (base.__sizeof__(found) - base.__sizeof__(base())) // _ENTRY or _SMALLEST
    return len({hash(each) & (size - 1) for each in elements}) == len(elements)


# Objects.


def is_more(kind: type) -> bool:
    """Whether a class gives its instances more than its base, slots, a dictionary and weak references."""
    if kind in BASES:
        return False
    base = kind.__base__ or object
    size = kind.__basicsize__ - base.__basicsize__
    size -= _POINTER * sum([type(each) is types.MemberDescriptorType for each in attributes(kind).values()])
    for name in ("__dictoffset__", "__weakrefoffset__"):
        offset = getattr(kind, name)
        if getattr(base, name) == 0 and (offset > 0 or (offset < -1 and kind.__itemsize__)):
            size -= _POINTER
    return size != 0


def is_for_annotations(kind: type) -> bool:
    """Whether a class is one of `typing`'s own, such as ``TypeVar``."""
    return module(kind) == "typing" and getattr(sys.modules.get("typing"), type_name(kind), None) is kind


def is_plain(kind: type) -> bool:
    """Whether an object's ``__reduce__`` describes it completely."""
    for name, titles in _PLAIN.items():
        if any([getattr(sys.modules.get(name), title, None) is kind for title in titles]):
            return True
    return False


def dictionary(value: Any, kind: type) -> dict[Any, Any]:
    """An object's own attributes, even if the program has replaced ``__dict__``."""
    for each in bases(kind):
        descriptor = attributes(each).get("__dict__")
        if type(descriptor) is types.GetSetDescriptorType:
            found = descriptor.__get__(value)
            return found if type(found) is dict else {}
    if kind.__dictoffset__:
        found = object.__getattribute__(value, "__dict__")
        return found if type(found) is dict else {}
    return {}


PLAIN = (int, float, complex, str, bytes, tuple, frozenset, type(None), type(...))
"""The types of a program's constants."""

_positions: dict[int, tuple[types.CodeType, int]] = {}


def position(code: types.CodeType) -> int:
    """A number for all the positions of a code object, and its constants.

    CPython 3.12 gives ``lambda: 1`` and ``lambda: 2`` of one line the same positions.
    """
    known = _positions.get(id(code))
    if known is None:
        constants = repr([each for each in code.co_consts if isinstance(each, PLAIN)])
        known = _positions[id(code)] = code, hash((tuple(code.co_positions()), constants))
    return known[1]

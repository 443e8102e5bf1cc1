"""``f_locals`` of a program's frame from 3.13 on: CPython's FrameLocalsProxy (PEP 667) without the interpreter's variables."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import CodeType, FrameType
from typing import Any

from ..compiled.linking import UNBOUND, machine_of, maker_of
from ..compiled.patterns import HELD
from ..core.machine import shown_variables

REMOVES: bool = (lambda: hasattr(sys._getframe().f_locals, "pop"))()
"""Whether names that are no variables of the code can be removed again (3.13.1)."""

host_code: Callable[[FrameType], CodeType] = vars(FrameType)["f_code"].__get__
"""The code object that the host runs in a frame."""
locals_of: Callable[[FrameType], Any] = vars(FrameType)["f_locals"].__get__
"""All variables that a host frame has itself."""


def unloaded(code: CodeType, found: Any) -> dict[str, Any]:
    """The variables of a machine's frame that waits for its delegate: they are still in ``saved`` of the object.

    found: the variables that the host frame has itself.
    """
    o, machine = found.get("$o"), machine_of(code)
    if o is None or machine is None or type(o.saved) is not tuple:
        return {}
    names = machine.saved.get(found.get("$state"), ())
    return {name: value for name, value in zip(names, o.saved, strict=False) if value is not UNBOUND}


def set_unloaded(frame: FrameType, name: Any, value: object) -> bool:
    """Set one of these variables; False: the frame does not wait, or has no such variable."""
    found = locals_of(frame)
    o = found.get("$o")
    return o is not None and type(o.saved) is tuple and set_saved(o, found.get("$state"), name, value)


def set_saved(o: Any, state: Any, name: Any, value: object) -> bool:
    """Set a variable in ``saved`` of an object; False: none of this name is saved in this state."""
    names = o.machine.saved.get(state, ())
    if name not in names:
        return False
    at = names.index(name)
    o.saved = (*o.saved[:at], value, *o.saved[at + 1 :])
    return True


def in_order(code: CodeType, found: Mapping[Any, Any]) -> dict[Any, Any]:
    """The program's variables of a frame that runs ``code``, in CPython's order: captured parameters are not the last."""
    shown = shown_variables(found)
    return {name: shown.pop(name) for name in maker_of(code).co_varnames if name in shown} | shown


class Variables:
    """A live view of a frame's variables.  Rule: versions/write-through-locals

    Names that are no variables of the code can be set, too; the code does not see them.
    """

    __slots__ = ("_frame",)
    __hash__ = None  # type: ignore[assignment]
    keys: Callable[[], list[Any]]  # one of dict's methods, which are set below

    def __init__(self, frame: Any) -> None:
        self._frame = frame  # a frame of the host, a `SuspendedFrame` or the activation of a walked frame

    def copy(self) -> dict[Any, object]:
        """A new dict of the variables."""
        if type(self._frame) is FrameType:
            return in_order(self._frame.f_code, self._frame.f_locals)
        inner: Any = getattr(self._frame, "node", None)
        found = shown_variables(self._frame.locals())
        # A walked function evaluates a comprehension: its node is the activation of this.
        while type(inner) is type(self._frame) and inner.scope.kind == "comprehension":
            found, inner = {**found, **shown_variables(inner.own())}, inner.node
        return found

    def _own(self) -> Any:
        return locals_of(self._frame) if type(self._frame) is FrameType else self._frame.variables

    def __getitem__(self, name: Any) -> object:
        hash(name)  # CPython's error for an unhashable name
        found = self.copy()
        if name in found:
            return found[name]
        raise KeyError(f"local variable '{name!r}' is not defined")

    def __setitem__(self, name: Any, value: object) -> None:
        if type(self._frame) is not FrameType:
            self._frame.put(name, value)
            return
        if set_unloaded(self._frame, name, value):
            return
        self._own()[name] = value
        kept = HELD.format(name)
        if kept in self._frame.f_code.co_varnames:  # the variable is no longer unbound
            self._own()[kept] = None

    def __delitem__(self, name: Any) -> None:
        if not REMOVES:
            raise TypeError("cannot remove variables from FrameLocalsProxy")
        self._removable(name)
        del self._own()[name]

    if REMOVES:

        def pop(self, name: Any, *default: object) -> object:
            """Remove a name that is no variable of the code; return its value."""
            self._removable(name)
            if name not in self.copy():
                if default:
                    return default[0]
                raise KeyError(name)
            value = self[name]
            del self._own()[name]
            return value

    def _removable(self, name: Any) -> None:
        if hasattr(self._frame, "scope"):  # walked
            scope = self._frame.scope
            known = (scope.bound - scope.globals) | scope.free
        else:
            code = self._frame.f_code
            known = {*code.co_varnames, *code.co_cellvars, *code.co_freevars}
        if name in known:
            raise ValueError("cannot remove local variables from FrameLocalsProxy")

    def __reduce_ex__(self, protocol: object) -> Any:
        raise TypeError("cannot pickle 'FrameLocalsProxy' object")

    def __eq__(self, other: object) -> Any:
        if isinstance(other, Variables):
            return self._frame is other._frame
        return self.copy() == other if isinstance(other, dict) else NotImplemented

    def __ior__(self, other: Any) -> Any:
        if not isinstance(other, dict | Variables):
            return NotImplemented
        self.update(other)
        return self

    def update(self, other: Any, /) -> None:
        if not isinstance(other, dict | Variables):
            raise TypeError("update() argument must be dict or another FrameLocalsProxy")
        for name, value in dict(other).items():
            self[name] = value

    def setdefault(self, name: Any, default: object = None, /) -> object:
        if name not in self.copy():
            self[name] = default
        return self[name]


def _as_dict(name: str) -> Any:
    """A method that calls the dict's method on copies, and returns a list where the dict's method returns a view."""

    def method(self: Variables, *args: object) -> Any:
        if name in ("__contains__", "get") and args:
            hash(args[0])  # CPython's error for an unhashable name
        found: Any = self.copy()
        if name in ("__iter__", "__reversed__"):
            return getattr(list(found), name)()
        found = getattr(found, name)(*[each.copy() if isinstance(each, Variables) else each for each in args])
        return list(found) if name in ("keys", "values", "items") else found

    method.__name__ = name
    return method


for _name in (
    *("__contains__", "__iter__", "__len__", "__repr__", "__reversed__", "__or__", "__ror__"),
    *("get", "items", "keys", "values"),
):
    setattr(Variables, _name, _as_dict(_name))
Variables.__name__ = Variables.__qualname__ = "FrameLocalsProxy"
Variables.__module__ = "builtins"
Mapping.register(Variables)

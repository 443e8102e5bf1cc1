"""The objects that running code can reach: whether it could wake a task that waits for an object.

From frames, callbacks and threads the references are followed as the garbage collector follows them, with two limits: of a
function, only the globals that its code names; of an object of the program, only the attributes that some code on the path
names, also in a string if the code uses `getattr` or the like.  A task on the path ends it: the task itself is examined separately.
"""

import ast
import asyncio
import gc
import operator
import os
import re
import sys
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import (
    BuiltinFunctionType,
    CellType,
    CodeType,
    CoroutineType,
    FrameType,
    FunctionType,
    MethodType,
    ModuleType,
)
from typing import Any

from minicoro.api import Exit, Machine, Suspendable, is_suspendable, targets, variables, view
from minicoro.observe.closure import closure
from minicoro.observe.places import is_library
from minicoro.observe.values import attributes, bases, dictionary, is_exit, is_one, module, slots, type_name
from minicoro.observe.waiting import is_task

MOST = 20_000
"""The number of objects that one search examines, so that it takes less than a tenth of a second."""

_ASYNCIO = str(Path(asyncio.__file__).parent) + os.sep
_PARTS = (CellType, CodeType, FrameType, str)
"""The types of parts of a coroutine that are not on its stack."""

_BY_TEXT = {
    "attrgetter",
    "eval",
    "exec",
    "getattr",
    "globals",
    "import_module",
    "methodcaller",
    "modules",
    "vars",
    "__dict__",
}
"""Names with which code gets at a variable or an attribute whose name is in a string."""
_LONGEST_NAME = 50

_PLAIN = (type(None), bool, int, float, complex, str, bytes, BuiltinFunctionType)


At = Callable[[Any], tuple[Machine, int] | None]


def unknown(link: Any) -> None:
    """Finds no machine and no state: the coroutine may use all names of its code."""


@dataclass
class Reach:
    """objects: the ids of the reached objects.  names: those that the code on the path uses.  complete: nothing was left out.

    arguments: the ids of the objects in the variables of asyncio's functions that call `cancel`, and of the tasks of groups.  budget: the number of objects that
    may still be examined, shared by the searches of one question.  at: finds the machine and the state of a suspended coroutine of
    CPython; None: they are unknown, and it may use all names of its code.
    """

    objects: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    arguments: set[int] = field(default_factory=set)
    complete: bool = True
    budget: list[int] = field(default_factory=lambda: [MOST])
    at: At = unknown
    _kept: list[Any] = field(default_factory=list)
    _by_name: list[Any] = field(default_factory=list)
    _texts: set[str] = field(default_factory=set)
    _todo: list[Any] = field(default_factory=list)

    def could(self, thing: Any, names: Iterable[str]) -> bool:
        """Whether the code could call one of these methods of ``thing``; without names, whether it could use ``thing``."""
        names = tuple(names)
        return not self.complete or (id(thing) in self.objects and not (names and self.names.isdisjoint(names)))

    def cancels(self, task: Any) -> bool:
        """Whether the code could cancel a task."""
        return id(task) in self.arguments or (id(task) in self.objects and "cancel" in self.names)

    def follow(self, roots: Iterable[Any]) -> "Reach":
        """Follow the references from ``roots``."""
        self._todo += roots
        while self._todo or self._attributes():
            value = self._todo.pop()
            if issubclass(type(value), BuiltinFunctionType) and type(value.__self__) is not ModuleType:
                self.names.add(value.__name__)  # it will be called
                value = value.__self__
            if type(value) is str and len(value) < _LONGEST_NAME:
                self._texts.add(value)
            if id(value) in self.objects or isinstance(value, _PLAIN):
                continue
            self.budget[0] -= 1
            if self.budget[0] < 0:
                self.complete = False
                return self
            self.objects.add(id(value))
            self._kept.append(value)
            self._look(value)
        return self

    def _look(self, value: Any) -> None:
        kind = type(value)
        if is_task(value):
            return
        self._todo += [] if issubclass(kind, type) else _called_at_end(value)
        if is_suspendable(value):
            self._suspended(value)
        elif kind is FunctionType:
            self.names.add(value.__name__)  # it will be called
            self._code(value.__code__, value.__globals__)
            self._todo += [
                *(value.__closure__ or ()),
                *(value.__defaults__ or ()),
                *(value.__kwdefaults__ or {}).values(),
            ]
        elif kind is FrameType:
            self._frame(value)
        elif kind is CoroutineType:
            self._coroutine(value)
            self._todo.append(value.cr_await)
        elif kind is MethodType:
            if type(value.__func__) is FunctionType:
                self.names.add(value.__func__.__name__)  # it will be called
            self._todo += [value.__self__, value.__func__]
        elif issubclass(kind, asyncio.BaseProtocol) and not module(kind).startswith("asyncio"):
            self._protocol(value, kind)
        elif _is_group(kind):
            self.arguments.update([id(task) for task in getattr(value, "_tasks", ())])  # an error cancels them
            self._todo += [each for each in gc.get_referents(value) if not isinstance(each, type)]
        elif kind is ModuleType:
            if _is_of_program(value):
                self._by_name.append(value)
        elif is_one(kind, (operator.attrgetter, operator.methodcaller)):
            self.names.update(_words(str(value.__reduce__())))
        elif is_one(kind, (weakref.ref, weakref.KeyedRef)):
            self._todo.append(value())
        elif issubclass(kind, asyncio.AbstractEventLoop) and not _is_program(kind):
            own = dictionary(value)
            self._todo += [own[name] for name in own if name != "_asyncgens"]  # it does not go on with these
        elif is_one(kind, (CellType, list, tuple, set, frozenset, dict)):
            self._todo += gc.get_referents(value)
        elif issubclass(kind, type):
            if _is_program(value):
                self._by_name.append(value)
        elif _is_program(kind):
            self._by_name.append(value)
        else:
            self._todo += [each for each in gc.get_referents(value) if not isinstance(each, type)]

    def _protocol(self, value: Any, kind: type) -> None:
        """A protocol: its transport calls its methods, of which no code on the path has the names."""
        for function in [
            each for base in bases(kind) for each in attributes(base).values() if type(each) is FunctionType
        ]:
            if not function.__module__.startswith("asyncio"):
                self.names.update(function.__code__.co_names)
                self._todo.append(function)
        if _is_program(kind):
            self._by_name.append(value)
        else:
            self._todo += [each for each in gc.get_referents(value) if not isinstance(each, type)]

    def _suspended(self, o: Suspendable) -> None:
        """An object of the program: the names in the rest of its code, from the state in which it is suspended."""
        names = names_left(o.machine, o.state)
        module_names = getattr(o.run, "__globals__", {})
        self.names |= names
        self._todo += [value for name, value in variables(o).items() if name in names]
        self._todo += _global(names, module_names)
        self._todo += [*view(o).kept.values(), o.awaited()]

    def _coroutine(self, coroutine: Any) -> None:
        """A coroutine of CPython: as `_suspended`, if its state is known."""
        at, frame = self.at(coroutine), coroutine.cr_frame
        if at is None or frame is None:
            self._frame(frame)
            return
        names, values = names_left(*at), dict(frame.f_locals)
        known = {id(value) for value in values.values()}
        kept = [each for each in gc.get_referents(coroutine) if id(each) not in known and type(each) not in _PARTS]
        if any([is_exit(each) for each in kept]):
            self.names |= {"release", "__aexit__"}  # it is inside of a `with`
        self.names |= names
        self._todo += [value for name, value in values.items() if name in names]
        self._todo += _global(names, frame.f_globals)
        self._todo += [each for each in kept if type(each) is not FunctionType or each.__code__ is not frame.f_code]

    def _frame(self, frame: FrameType | None) -> None:
        """A host frame.  A library's frame may leave any `async with`, and may use its arguments in any way; asyncio cancels
        only what its own variables refer to, such as the timer of a `sleep`.
        """
        if frame is None:
            return
        values, names = list(frame.f_locals.values()), frame.f_code.co_names
        self._todo += [*values, frame.f_back]
        if frame.f_code.co_filename.startswith(_ASYNCIO) and "cancel" in names:
            self.arguments.update([id(value) for value in values])
            names = tuple([name for name in names if name != "cancel"])
        if is_library(frame.f_code.co_filename):
            self.names.update(names, ("release", "__aexit__"))
        else:
            self._code(frame.f_code, frame.f_globals)

    def _code(self, code: CodeType, names: dict[str, Any]) -> None:
        if is_library(code.co_filename):
            return
        self.names.update(code.co_names)
        self._todo += _global(code.co_names, names)
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                self._code(constant, names)
            elif type(constant) is str:
                self._texts.update(_words(constant))

    def _attributes(self) -> bool:
        """Follow the attributes of the program's objects whose names have occurred; False if there are none."""
        if self._texts and not self.names.isdisjoint(_BY_TEXT):
            self.names |= self._texts
            self._texts = set()
            known = [each for each in list(sys.modules.values()) if type(each) is ModuleType and _is_of_program(each)]
            self._by_name += [each for each in known if not any([each is one for one in self._by_name])]
        found: list[Any] = []
        for value in self._by_name:
            for table in _tables(value):
                found += [table[name] for name in table if name in self.names or _is_called_implicitly(name)]
            if isinstance(value, dict | list | tuple | set):
                found += gc.get_referents(value)
        self._todo += [each for each in found if id(each) not in self.objects and not isinstance(each, _PLAIN)]
        return bool(self._todo)


def names_left(machine: Machine, current: int) -> set[str]:
    """The variables and attributes in the states that an object may still enter.  current: its state."""
    states = machine.states

    def following(number: int) -> list[int]:
        region = states[number].region
        return targets(states[number].exit) + ([] if region is None else [region.handler])

    names: set[str] = set()
    texts: set[str] = set()
    for number in closure([current] if current >= 0 else [], following):
        state = states[number]
        parts = [*state.steps] if number != current else []  # its steps are done: it is suspended at its exit
        for node in [each for part in [*parts, *_parts(state.exit, number == current)] for each in ast.walk(part)]:
            if isinstance(node, ast.Name | ast.Attribute):
                names.add(node.id if isinstance(node, ast.Name) else node.attr)
            elif isinstance(node, ast.Constant) and type(node.value) is str:
                texts.update(_words(node.value))
    return names if names.isdisjoint(_BY_TEXT) else names | texts


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _parts(exit: Exit, done: bool) -> list[ast.AST]:
    """The syntax of an exit.  done: its operand was evaluated already."""
    found = [getattr(exit, name, None) for name in ("test", "item", "pattern", "value", "source", "statement")]
    return [] if done else [part for part in found if isinstance(part, ast.AST)]


def _is_group(kind: type) -> bool:
    return type_name(kind) == "TaskGroup" and module(kind).startswith(("asyncio", "anyio"))


def _global(names: Iterable[str], table: dict[str, Any]) -> list[Any]:
    """The global variables, and the modules that a function imports, of these names."""
    return [found for name in names if (found := table.get(name, sys.modules.get(name))) is not None]


def _called_at_end(value: Any) -> list[Any]:
    """What the program has asked `weakref` to call when an object is freed."""
    found = []
    for called in [reference.__callback__ for reference in weakref.getweakrefs(value)]:
        if type(called) is weakref.finalize:
            found.append(weakref.finalize._registry.get(called))  # type: ignore[attr-defined]
        elif type(called) is not FunctionType or not is_library(called.__code__.co_filename):
            found.append(called)
    return found


def _is_called_implicitly(name: object) -> bool:
    """Whether a method is called without its name, as ``__call__``."""
    return type(name) is str and name.startswith("__") and name not in ("__dict__", "__weakref__", "__builtins__")


def _is_of_program(module: ModuleType) -> bool:
    """Whether a module belongs to the program."""
    file = vars(module).get("__file__")
    if type(file) is not str:
        return vars(module).get("__name__") not in sys.builtin_module_names
    return not is_library(file)


def _is_program(kind: type) -> bool:
    """Whether a class belongs to the program: its methods are plain functions of the program's files."""
    for value in list(attributes(kind).values()):
        value = getattr(value, "__func__", value) if is_one(type(value), (staticmethod, classmethod)) else value
        if type(value) is FunctionType:
            return not is_library(value.__code__.co_filename)
    return module(kind) == "__main__"


def _tables(value: Any) -> list[Any]:
    """The dictionaries with the attributes of a program's object, or of its class."""
    if isinstance(value, type):
        return [attributes(each) for each in bases(value)]
    if type(value) is ModuleType:
        return [vars(value)]
    return [*[attributes(kind) for kind in bases(type(value))], dictionary(value), slots(value)]

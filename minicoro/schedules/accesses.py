"""The reads and writes of a step, from which the search knows which steps cannot be exchanged.

The name of an object consists of its creator and a count, not of its first user, so that it is the same in all runs.  Objects
whose creation was not recorded share one name for each type, which can only make more steps dependent.
"""

import asyncio
import sys
from dataclasses import dataclass, field
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType, ModuleType
from typing import Any

from minicoro.api import NATIVE_COROUTINE, is_suspendable
from minicoro.observe.waiting import is_future, is_task
from minicoro.schedules import layout
from minicoro.schedules.doubts import Doubts, is_stateless

Name = tuple[object, ...]
WHOLE = "*"
"""The attribute that means the whole object: its items, and all that C code may read."""

READ, WRITE = "reads", "writes"

_CONTAINERS = (list, dict, set, bytearray)
_ATOMS = (
    int,
    float,
    complex,
    str,
    bytes,
    bool,
    type(None),
    tuple,
    frozenset,
    range,
    slice,
    FunctionType,
    BuiltinFunctionType,
)
_READERS = frozenset(
    [
        "len",
        "sum",
        "min",
        "max",
        "sorted",
        "list",
        "tuple",
        "set",
        "dict",
        "frozenset",
        "any",
        "all",
        "enumerate",
        "zip",
        "map",
        "filter",
        "reversed",
        "iter",
        "repr",
        "str",
        "isinstance",
        "issubclass",
        "hasattr",
        "range",
        "id",
        "hash",
        "bool",
        "int",
        "float",
        "abs",
        "round",
        "format",
        "type",
        "callable",
        "divmod",
    ]
)
_READING_METHODS = frozenset(
    [
        "get",
        "keys",
        "values",
        "items",
        "copy",
        "count",
        "index",
        "union",
        "intersection",
        "difference",
        "issubset",
        "issuperset",
        "isdisjoint",
        "join",
        "locked",
        "empty",
        "full",
        "qsize",
        "is_set",
        "done",
        "result",
        "exception",
        "cancelled",
        "cancelling",
        "get_name",
        "get_coro",
        "when",
        "expired",
    ]
)


@dataclass(frozen=True, slots=True)
class Access:
    """how: `READ` or `WRITE`.  what: the type of the object and the attribute, for reports.  file, line: the place."""

    how: str
    what: str
    file: str
    line: int


@dataclass
class Footprint:
    """The accesses of one step: for each attribute of each object, the strongest access."""

    touched: dict[Name, dict[str, Access]] = field(default_factory=dict)

    def add(self, name: Name, attribute: str, access: Access) -> None:
        known = self.touched.setdefault(name, {})
        if attribute not in known or (access.how == WRITE and known[attribute].how == READ):
            known[attribute] = access

    def include(self, other: "Footprint") -> None:
        """Add the accesses of another footprint."""
        for name, accesses in other.touched.items():
            for attribute, access in accesses.items():
                self.add(name, attribute, access)

    def conflict(self, other: "Footprint") -> tuple[Access, Access] | None:
        """Two accesses of the same thing, one of them a write; None: the steps can be exchanged."""
        if len(self.touched) > len(other.touched):
            found = other.conflict(self)
            return None if found is None else (found[1], found[0])
        for name, mine in self.touched.items():
            theirs = other.touched.get(name)
            if theirs is None:
                continue
            for attribute, access in mine.items():
                against = theirs.values() if attribute == WHOLE else _matching(theirs, attribute)
                for one in against:
                    if WRITE in (access.how, one.how):
                        return access, one
        return None


def _matching(theirs: dict[str, Access], attribute: str) -> list[Access]:
    return [theirs[name] for name in (attribute, WHOLE) if name in theirs]


class Recorder:
    """Names objects and records the footprint of the current step.

    process: the running process.  footprint: None while nothing is recorded.  place: file and line for accesses of the library
    before or after the program's own code runs; None: the program's own code runs.
    """

    def __init__(self, output: bool) -> None:
        self.process = "program"
        self.place: tuple[str, int] | None = None
        self.footprint: Footprint | None = None
        self.output = output
        self.doubts = Doubts()
        self.tasks: dict[int, str] = {}
        self.watching: list[Footprint] = []  # accesses of others while a thread's function runs
        self.readable: set[type] = set()  # classes that can be compared completely
        self._looking = False  # accesses of code that runs meanwhile, such as a `__getattribute__`, are not recorded
        self._names: dict[int, Name] = {}
        self._kept: list[object] = []
        self._counts: dict[str, int] = {}

    @property
    def files(self) -> set[str]:
        """The interpreted files."""
        return self.doubts.files

    def created(self, value: Any) -> Any:
        """The running process has just created the value; returns the value."""
        if not issubclass(type(value), _ATOMS) and id(value) not in self._names and not is_suspendable(value):
            count = self._counts[self.process] = self._counts.get(self.process, 0) + 1
            self._names[id(value)] = (self.process, count)
            self._kept.append(value)
        return value

    def forget(self) -> None:
        """The run has ended: delete the references to its objects."""
        for each in (self._names, self._kept, self.watching):
            each.clear()
        self.doubts.forget()

    def name_of(self, value: Any) -> Name | None:
        """The name of an object; None for an immutable object."""
        if issubclass(type(value), type):
            return ("type", value.__module__, value.__qualname__)
        if issubclass(type(value), ModuleType):
            return ("module", value.__name__)
        if issubclass(type(value), (*_ATOMS, asyncio.AbstractEventLoop, NATIVE_COROUTINE)) or is_suspendable(value):
            return None
        if is_task(value):
            return ("task", self.tasks.get(id(value), "?"))
        return self._names.get(id(value)) or ("unnamed", type(value).__qualname__)

    def touch(self, value: Any, attribute: str, how: str) -> None:
        """The running step reads or writes an attribute, or `WHOLE`, of a value."""
        if self.footprint is not None and not self._looking:
            self._looking = True
            name = self.name_of(value)
            self._looking = False
            if name is not None:
                self._add(name, attribute, how, type(value).__name__)

    def touch_name(self, variable: str, how: str) -> None:
        """The running step reads or writes a global or captured variable."""
        if self.footprint is not None:
            self._add(("variable", variable), variable, how, "")

    def _add(self, name: Name, attribute: str, how: str, kind: str) -> None:
        assert self.footprint is not None
        file, line = self._line_of(sys._getframe()) if self.place is None else self.place
        what = kind if attribute == WHOLE else f"{kind}.{attribute}" if kind else attribute
        access = Access(how, what, file, line)
        for each in (self.footprint, *self.watching):
            each.add(name, attribute, access)

    def _line_of(self, frame: Any) -> tuple[str, int]:
        """File and line of the innermost frame of the program."""
        while frame is not None and frame.f_code.co_filename not in self.files:
            frame = frame.f_back
        return ("", 0) if frame is None else (frame.f_code.co_filename, frame.f_lineno)

    def touch_opaque(self, value: Any) -> None:
        """Code that is not interpreted gets the value, and may change it."""
        if self.footprint is None or issubclass(type(value), type | ModuleType):
            return
        self.touch(value, WHOLE, WRITE)

    # Functions that instrumented code calls.

    def read(self, value: Any, attribute: str) -> Any:
        self.touch(value, attribute, READ)
        return value

    def write(self, value: Any, attribute: str) -> Any:
        self.doubts.write(value, attribute)
        self.touch(value, attribute, WRITE)
        return value

    def alter(self, value: Any, attribute: str) -> Any:
        """An operator such as ``+=`` changes an attribute or an item, in place if possible."""
        inside = layout.dictionary(value, type(value)).get(attribute)
        found = [inside] if attribute != WHOLE else value.values() if type(value) is dict else value
        if attribute != WHOLE or type(value) in (dict, list):
            for each in [each for each in found if isinstance(each, set)]:
                self.doubts.altered(each, layout.OPERATOR, ())
        return self.write(value, attribute)

    def after(self, result: Any, value: Any, attribute: str, how: str) -> Any:
        """The access comes after a suspension in the same expression."""
        self.touch(value, attribute, how)
        return result

    def look(self, value: Any) -> Any:
        """The items of a container, or its emptiness, are read."""
        if not issubclass(type(value), _ATOMS):
            self.touch(value, WHOLE, READ)
        return value

    def change(self, value: Any) -> Any:
        """A container may be changed in place."""
        if issubclass(type(value), _CONTAINERS):
            self.touch(value, WHOLE, WRITE)
            if isinstance(value, set):
                self.doubts.altered(value, layout.OPERATOR, ())
        return value

    def name(self, variable: str, value: Any) -> Any:
        self.touch_name(variable, READ)
        return value

    def store(self, value: Any, variable: str) -> Any:
        self.touch_name(variable, WRITE)
        return value

    def opaque(self, value: Any) -> Any:
        """A context manager is entered or left, or an object is awaited."""
        if not self._is_interpreted(type(value)):
            self.touch_opaque(value)
        return value

    def identity(self, value: Any) -> Any:
        """``is`` is evaluated for the value."""
        self.doubts.identity(value)
        return value

    def over(self, value: Any) -> Any:
        """The elements of a container are iterated over."""
        self.doubts.goes_over(value)
        return self.look(value)

    def each(self, iterable: Any) -> Any:
        """The iterable of a loop that suspends: each access to it is recorded."""
        self.doubts.goes_over(iterable)
        return Each(self, iterable) if issubclass(type(iterable), _CONTAINERS) else self.look(iterable)

    def call(self, function: Any, /, *args: Any, **named: Any) -> Any:
        """Call a function; a function that is not interpreted may change its receiver and its arguments."""
        inner = function.__func__ if type(function) is MethodType else function
        if self._looking or (type(inner) is FunctionType and inner.__code__.co_filename in self.files):
            return function(*args, **named)
        if not (isinstance(function, type) and self._is_interpreted(function)):
            self._looking = True
            self.doubts.call(function, args)
            self._looking = False
            if self.footprint is not None:
                self._before(function, args, named)
        return self._made(function, function(*args, **named))

    def _before(self, function: Any, args: tuple[Any, ...], named: dict[str, Any]) -> None:
        title = getattr(function, "__name__", "")
        if function in (getattr, setattr, delattr) and len(args) > 1 and isinstance(args[1], str):
            if function is not getattr:
                self.doubts.write(args[0], args[1])
            self.touch(args[0], args[1], READ if function is getattr else WRITE)
            return
        receiver = getattr(function, "__self__", None)
        if isinstance(receiver, ModuleType):
            receiver = None
        if title == "print" and self.output:
            self._add(("output",), "output", WRITE, "")
        how = READ if (receiver is None and title in {*_READERS, "print"}) else WRITE
        if receiver is not None:
            reads = title in _READING_METHODS and isinstance(function, BuiltinMethodType | MethodType)
            self.touch(receiver, WHOLE, READ if reads else WRITE)
            if isinstance(receiver, _CONTAINERS):
                return
        elif isinstance(function, FunctionType) and not is_stateless(function.__module__):
            self._add(("library", function.__module__), function.__module__, WRITE, "")
        for value in (*args, *named.values()):
            if how == WRITE:
                self.touch_opaque(value)
            elif not issubclass(type(value), type):
                self.touch(value, WHOLE, READ)

    def _made(self, function: Any, result: Any) -> Any:
        if isinstance(function, type) or function is sorted or is_future(result):
            self.created(result)
            if isinstance(function, type) and self._is_interpreted(function):
                self.doubts.made(result)
        return result

    def _is_interpreted(self, kind: type) -> bool:
        module = sys.modules.get(kind.__module__)
        return getattr(module, "__file__", None) in self.files

    def helpers(self) -> dict[str, Any]:
        """The names by which instrumented code calls the recorder."""
        names = "read write alter after look over identity change name store opaque each call created".split()  # noqa: SIM905
        return {f"@{name}": getattr(self, name) for name in names}


class Each:
    """An iterator over a container that records each access."""

    def __init__(self, recorder: Recorder, container: Any) -> None:
        self.recorder, self.container, self.iterator = recorder, container, iter(container)

    def __iter__(self) -> "Each":
        return self

    def __next__(self) -> Any:
        self.recorder.touch(self.container, WHOLE, READ)
        return next(self.iterator)

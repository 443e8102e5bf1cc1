"""A text of all that can be reached from an object: equal texts mean that no program can distinguish the objects.

Objects are numbered in the order of the walk, so that addresses do not matter.  No code of the program runs meanwhile.  Unknown
kinds of objects are refused.
"""

import _thread
import collections
import contextvars
import enum
import functools
import hashlib
import random
import sys
import types
from collections.abc import Iterable
from typing import Any

from minicoro.api import is_suspendable
from minicoro.observe.values import attributes, bases, module, type_name
from minicoro.schedules import layout
from minicoro.schedules.accesses import Recorder


class CannotCompareError(Exception):
    """The text says which state of the program cannot be read."""


ATOMS = (type(None), bool, int, float, complex, str, bytes, range, type(...), type(NotImplemented))
_NAMED = (
    types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType,
    types.ClassMethodDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType,
)  # fmt: skip
ITERATORS: tuple[type, ...] = (
    type(iter([])), type(iter(())), type(iter("")), type(iter("é")), type(iter(b"")), type(iter(bytearray())),
    type(iter({})), type(iter({}.values())), type(iter({}.items())), type(iter(set())), type(iter(range(0))),
    type(iter(range(1 << 70))), type(reversed([])), type(reversed(())), enumerate, zip, map, filter,
)  # fmt: skip
_GIVEN = frozenset(["__name__", "__doc__", "__package__", "__loader__", "__spec__", "__file__", "__cached__", "__builtins__",
                    "__annotations__", "__annotate__", "__conditional_annotations__", "__warningregistry__"])  # fmt: skip
"""Names that the import system, annotations and warnings put into a module's namespace."""
_OF_A_CLASS = frozenset(
    "__dict__ __weakref__ __doc__ __module__ __qualname__ __firstlineno__ __static_attributes__ __annotations__ "  # noqa: SIM905
    "__annotations_cache__ __annotate__ __annotate_func__ __parameters__ __orig_bases__ __type_params__ "
    "__dataclass_fields__ __dataclass_params__ _abc_impl".split()
)
"""Attributes of a class that describe its source."""
_ADDRESS = " at 0x"
_UNBOUND = ...


class Walk:
    """parts: the text so far.  numbers: those of the visited objects, by identity."""

    def __init__(self, recorder: Recorder, files: set[str]) -> None:
        self.recorder, self.files = recorder, files
        self.parts: list[str] = []
        self.numbers: dict[int, int] = {}
        self.kept: list[Any] = []

    def digest(self) -> str:
        return hashlib.blake2b("\0".join(self.parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def put(self, *words: object) -> None:
        self.parts += [repr(each) for each in words]

    def refuse(self, kind: type) -> None:
        title = f"{module(kind)}.{type_name(kind)}" if module(kind) != "builtins" else type_name(kind)
        raise CannotCompareError(f"an object of type {title} cannot be compared")

    def text(self, value: str) -> None:
        """A text of the program; an address in it differs between runs."""
        self.parts.append(repr(value))
        if _ADDRESS in value:
            raise CannotCompareError("the text of an object's address differs from run to run")

    def value(self, value: Any) -> None:
        """Any value that the program can reach."""
        kind = type(value)
        if kind is str:
            self.text(value)
            return
        if kind in ATOMS:
            self.parts.append(repr(value))
            return
        known = self.numbers.get(id(value))
        if known is not None:
            self.put("#", known)
            return
        self.numbers[id(value)] = len(self.numbers)
        self.kept.append(value)
        if self._is_interpreted(kind):
            self.value(kind)
        else:
            self.put(type_name(kind))
        self._inside(value, kind)

    def _is_interpreted(self, kind: type) -> bool:
        return getattr(sys.modules.get(module(kind)), "__file__", None) in self.files

    def values(self, values: Iterable[Any]) -> None:
        for each in values:
            self.value(each)
        self.put("]")

    def mapping(self, found: Any) -> None:
        for name, value in list(dict.items(found) if isinstance(found, dict) else found.items()):
            self.value(name)
            self.value(value)
        self.put("}")

    def namespace(self, found: dict[str, Any]) -> None:
        """A module's globals."""
        self.mapping({name: value for name, value in found.items() if name not in _GIVEN})

    def _inside(self, value: Any, kind: type) -> None:
        if kind in (list, tuple):
            self.values(value)
        elif kind in (set, frozenset):
            self._set(value)
        elif isinstance(value, type):
            self._class(value)
        elif isinstance(value, BaseException):
            self._exception(value, kind)
        elif is_suspendable(value):
            self.suspendable(value)
        elif not (self._callable(value, kind) or self.runtime(value, kind) or self._library(value, kind)):
            self._object(value, kind)

    def suspendable(self, value: Any) -> None:
        """A coroutine or generator of the program's."""
        self.refuse(type(value))

    def runtime(self, value: Any, kind: type) -> bool:
        """The data of an event loop; False for any other object."""
        return False

    # Functions, classes and modules.

    def code(self, code: types.CodeType) -> None:
        """The position of a function's text: two functions in one line with the same name have different positions."""
        self.put(code.co_filename, code.co_qualname, code.co_firstlineno, layout.position(code))

    def _callable(self, value: Any, kind: type) -> bool:
        if kind is types.FunctionType:
            self._function(value)
        elif kind is types.MethodType and module(type(value.__self__)).startswith("minicoro.schedules"):
            self.put(value.__name__)  # a helper of instrumented code, or a replacement for a function of `time`
        elif kind is types.MethodType:
            self.value(value.__func__)
            self.value(value.__self__)
        elif kind is types.BuiltinMethodType and not isinstance(value.__self__, types.ModuleType | None):
            self.put(value.__name__)
            self.value(value.__self__)
        elif kind is types.CodeType:
            self.code(value)
        elif isinstance(value, _NAMED):
            self.put(getattr(value, "__qualname__", "") or getattr(value, "__name__", ""))
        elif kind in (staticmethod, classmethod):
            self.value(value.__func__)
        elif kind is property:
            self.values((value.fget, value.fset, value.fdel))
        elif kind is functools.partial:
            self.values((value.func, value.args, value.keywords, vars(value)))
        elif isinstance(value, types.ModuleType):
            self.put(value.__name__)
            if sys.modules.get(value.__name__) is not value:
                self.namespace(vars(value))
        else:
            return False
        return True

    def _function(self, found: Any) -> None:
        self.code(found.__code__)
        for each in (*(found.__closure__ or ()), *(found.__defaults__ or ())):
            self.value(each)
        self.mapping(found.__kwdefaults__ or {})
        if found.__code__.co_filename in self.files:
            self.mapping(vars(found))
        space = found.__globals__
        owner = sys.modules.get(space.get("__name__", ""))
        if (owner is None or vars(owner) is not space) and id(space) not in self.numbers:
            self.numbers[id(space)] = len(self.numbers)
            self.namespace(space)

    def _class(self, found: type) -> None:
        self.put(module(found), type_name(found))
        if not self._is_interpreted(found):
            return
        self.values(found.__bases__)
        if type(found) is not type:
            self.value(type(found))
        for name, value in list(attributes(found).items()):
            if name not in _OF_A_CLASS:
                self.put(name)
                self.value(value)

    # Data.

    def _set(self, found: Any) -> None:
        elements = list(set.__iter__(found) if isinstance(found, set) else frozenset.__iter__(found))
        history = self.recorder.doubts.history(found)
        if not all([layout.is_repeatable(each) for each in elements]):
            elements.sort(key=self._order)  # the recorder notes it if the program iterates over it
            history = []
        elif layout.is_determined(found, elements, history):
            elements.sort(key=hash)
            history = []
        self.values(elements)
        for title, args in history:
            if title == layout.OPERATOR:
                raise CannotCompareError(
                    "the order of a set that an operator such as -= has changed cannot be compared"
                )
            self.put(title)
            self.values(args)

    def _order(self, each: Any) -> str:
        return repr(each) if type(each) in ATOMS else type_name(type(each)) + repr(self.recorder.name_of(each))

    def _exception(self, value: BaseException, kind: type) -> None:
        self.values((value.args, value.__cause__, value.__context__, value.__suppress_context__))
        entry = value.__traceback__
        while entry is not None:
            if entry.tb_frame.f_code.co_filename in self.files:
                self.put(entry.tb_frame.f_code.co_qualname, entry.tb_lineno)
            entry = entry.tb_next
        for each in bases(kind):
            for name, member in attributes(each).items():
                if type(member) is types.MemberDescriptorType and name != "__suppress_context__":
                    self.value(_slot(member, value))
        self.mapping(layout.dictionary(value, kind))

    def _library(self, value: Any, kind: type) -> bool:
        """Objects written in C that can be read completely; False for any other object."""
        if kind in ITERATORS:
            self.value(_rest(value))
        elif kind is types.CellType:
            self.value(_content(value))
        elif kind is random.Random:
            self.put(hash(value.getstate()))
        elif kind is contextvars.ContextVar:
            self.put(value.name)
        elif kind is contextvars.Context:
            self.context(value)
        elif kind in (_thread.LockType, _thread.RLock):
            self.put(repr(value).rpartition(" at ")[0])
        elif kind is bytearray:
            self.put(bytes(value))
        elif kind is types.GenericAlias:
            self.values((value.__origin__, value.__args__))
        elif kind is types.UnionType or layout.is_for_annotations(kind):
            self.put(getattr(value, "__name__", ""))
        elif layout.is_plain(kind):
            self.value(_rest(value))
        else:
            return False
        return True

    def context(self, context: contextvars.Context | None) -> None:
        for variable, value in sorted((context or {}).items(), key=lambda pair: pair[0].name):
            self.value(variable)
            self.value(value)
        self.put("}")

    def _object(self, value: Any, kind: type) -> None:
        """Any other object: its base class, its slots, its dictionary; refused if it has more."""
        for each in bases(kind):
            if each in layout.BASES:
                self._base(value, each)
            elif each not in self.recorder.readable:
                if layout.is_more(each):
                    self.refuse(kind)
                self.recorder.readable.add(each)
        for each in bases(kind):
            for name, member in attributes(each).items():
                if type(member) is types.MemberDescriptorType and each not in layout.BASES:
                    self.put(name)
                    self.value(_slot(member, value))
        if isinstance(value, enum.Enum):
            self.put(value._name_)
        found = layout.dictionary(value, kind)
        self.mapping({name: each for name, each in found.items() if name != "__objclass__"})

    def _base(self, value: Any, base: Any) -> None:
        if issubclass(base, dict):
            if base is collections.defaultdict:
                self.value(value.default_factory)
            elif base is dict:
                self.mapping(value)
        elif base is collections.deque:
            self.put(value.maxlen)
            self.values(collections.deque.__iter__(value))
        elif base in (set, frozenset):
            self._set(value)
        elif base in (list, tuple):
            self.values(base.__iter__(value))
        elif base is not object:
            self.put(base.__repr__(value))


def _slot(member: Any, value: Any) -> Any:
    try:
        return member.__get__(value)
    except AttributeError:
        return _UNBOUND


def _rest(value: Any) -> Any:
    """What makes an object of a library again, such as the items that an iterator has left."""
    try:
        return value.__reduce__()[1:]
    except RuntimeError as error:  # an iterator of a dict or set that has changed since
        raise CannotCompareError(f"a {type_name(type(value))} cannot be compared: {error}") from None


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return _UNBOUND

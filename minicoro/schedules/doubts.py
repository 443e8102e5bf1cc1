"""Why a run cannot be a part of a proof: calls whose results may differ between runs, and state that is not compared.

`states` compares all objects that a program can reach.  It does not reach the internal state of a library's module.  So a call
into a module that is not known to be stateless is a doubt.  The program continues, but the search never says "proved".
"""

import asyncio
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, ModuleType
from typing import Any

from minicoro.observe.values import attributes, bases, module, type_name
from minicoro.observe.waiting import is_future
from minicoro.schedules import layout
from minicoro.schedules.standard_input import StandardInput

_STATELESS = frozenset(
    "array ast asyncio base64 binascii bisect builtins collections concurrent contextlib contextvars copy dataclasses "  # noqa: SIM905
    "datetime enum fractions functools graphlib hashlib heapq html inspect io itertools json math minicoro numbers "
    "operator pprint queue random re statistics string struct textwrap time traceback types typing unicodedata uuid "
    "zlib".split()
)
"""Modules whose functions keep no visible state between calls (``time`` is virtual; `random` is compared)."""
_OTHERWISE = frozenset(
    [("decimal", "Decimal"), *[("sys", each) for each in ("exc_info", "exception", "exit", "getsizeof", "intern")]]
)
"""Such functions of other modules."""

_UNREPEATABLE = frozenset(
    "now utcnow today urandom uuid1 uuid4 token_bytes token_hex token_urlsafe time_ns monotonic_ns perf_counter_ns "  # noqa: SIM905
    "process_time process_time_ns thread_time thread_time_ns localtime gmtime ctime asctime strftime "
    "SystemRandom".split()
)
"""Functions whose results differ between runs, by their names."""
_WITHOUT_ORDER = frozenset(
    "bool callable frozenset hasattr hash id isinstance issubclass len set type".split()  # noqa: SIM905
)
_SORTING = frozenset(["max", "min", "sorted"])
_TEXTS = frozenset(["ascii", "format", "print", "repr", "str"])
_ADDRESSES = "addresses differ from run to run"

History = list[tuple[str, tuple[Any, ...]]]


class Doubts:
    """note: called with each doubt.  files: the interpreted files.  active: the run has made its first choice."""

    def __init__(self) -> None:
        self.note: Callable[[str], object] = lambda why: None
        self.on_clock: Callable[[], object] = lambda: None
        self.files: set[str] = set()
        self.active = False
        self.early: list[str] = []  # calls before the first choice: they are the same in all runs, if there is a choice
        self._histories: dict[int, tuple[Any, History]] = {}

    def call(self, function: Any, args: tuple[Any, ...]) -> None:
        """A function that is not interpreted is going to be called."""
        title, home = getattr(function, "__name__", ""), _home(function)
        top = home.partition(".")[0].lstrip("_")
        receiver = getattr(function, "__self__", None)
        if isinstance(receiver, set):
            self.altered(receiver, title, args)
        if top == "builtins":
            self._builtin(title, args)
        elif title in _UNREPEATABLE or (title == "Random" and not args):
            self.note(f"what {title} gives differs from run to run")
        elif isinstance(receiver, StandardInput) and title in ("read", "readline"):
            pass  # each run reads the same
        elif title == "open" or (top == "io" and title.startswith("read") and type_name(type(receiver))[-2:] != "IO"):
            self.note("I/O outside: files")
        elif title == "when":
            self.on_clock()
        elif not is_stateless(home) and (top, title) not in _OTHERWISE:
            doubt = f"a call of {home}.{title}: what {home} keeps for itself cannot be compared"
            if self.active:
                self.note(doubt)
            else:
                self.early.append(doubt)

    def _builtin(self, title: str, args: tuple[Any, ...]) -> None:
        hashes = title == "hash" and not all([layout.is_repeatable(each) for each in args])
        shows = title in _TEXTS and any([_has_plain_picture(type(each)) for each in args])
        if title == "id" or hashes or shows:
            self.note(_ADDRESSES)
        elif title not in _WITHOUT_ORDER:
            for each in args:
                self.goes_over(each, title in _SORTING)

    def goes_over(self, value: Any, sorts: bool = False) -> None:
        """The elements of a container are iterated over.  sorts: by a function that compares them.

        In the search the hashes of tasks and of texts are the same in each run; in CPython they are not.
        """
        if isinstance(value, set | frozenset):
            elements = list(set.__iter__(value) if isinstance(value, set) else frozenset.__iter__(value))
            if len(elements) < 2:
                return
            if not all([layout.is_repeatable(each) and not is_future(each) for each in elements]):
                self.note("the order of a set of objects depends on their addresses, which differ from run to run")
            elif not sorts and any([layout.is_seeded(each) for each in elements]):
                self.note("the order of a set of texts depends on the hash seed, which differs from run to run")

    def made(self, value: Any) -> None:
        """An object of a class of the program was made."""
        if any(["__del__" in attributes(each) for each in bases(type(value))]):
            self.note(f"when the __del__ of {type_name(type(value))} runs cannot be compared")

    def write(self, value: Any, attribute: str) -> None:
        """An attribute or an item is set or deleted."""
        if not self.active:
            return
        if isinstance(value, FunctionType) and value.__code__.co_filename in self.files:
            return
        if issubclass(type(value), asyncio.Future):
            self.note(f"an attribute of a task or future, {attribute}, cannot be compared")
        owner = value if isinstance(value, type | ModuleType) else type(value)
        home = owner.__name__ if isinstance(owner, ModuleType) else module(owner)
        if isinstance(value, type | ModuleType) or not is_stateless(home):
            self._changed(home, attribute)

    def _changed(self, home: str, attribute: str) -> None:
        if getattr(sys.modules.get(home), "__file__", None) not in self.files:
            self.note(f"a change of {home}{'' if attribute == '*' else '.' + attribute}: it cannot be compared")

    def identity(self, value: Any) -> None:
        """``is`` is evaluated: for immutable values, equal values may be one object or two, which `states` does not see."""
        if type(value) in (int, float, complex, str, bytes, tuple, frozenset):
            self.note("whether equal texts, numbers or tuples are one object (`is`) cannot be compared")

    # The order of sets.

    def altered(self, value: Any, title: str, args: tuple[Any, ...]) -> None:
        """A method of a set, or `layout.OPERATOR`, is about to change the set."""
        if title == "pop":
            self.goes_over(value)
        if title == "clear":
            self._histories.pop(id(value), None)
        elif title in layout.ADDERS or title in layout.REMOVERS or title == layout.OPERATOR:
            self._histories.setdefault(id(value), (value, []))[1].append((title, args))

    def forget(self) -> None:
        """The run has ended."""
        self._histories.clear()

    def history(self, value: Any) -> History:
        """The operations on a set since it was made, or since it was cleared."""
        return self._histories[id(value)][1] if id(value) in self._histories else []


def is_stateless(home: str) -> bool:
    """Whether the functions of a module keep no state between calls that a program could see."""
    return home.partition(".")[0].lstrip("_") in _STATELESS


def _home(function: Any) -> str:
    """The name of the module of a callable."""
    if isinstance(function, FunctionType):
        return str(function.__globals__.get("__name__", ""))
    if isinstance(function, MethodType):
        return _home(function.__func__)
    if isinstance(function, type):
        return module(function) or "builtins"
    if isinstance(function, MethodDescriptorType):
        return module(function.__objclass__)
    if isinstance(function, BuiltinFunctionType):
        owner = function.__self__
        if owner is None or isinstance(owner, ModuleType):
            return str(function.__module__ or "builtins")
        kind = owner if isinstance(owner, type) else type(owner)
        return module([*[each for each in bases(kind) if function.__name__ in attributes(each)], kind][0])
    return module(type(function))


def _has_plain_picture(kind: type) -> bool:
    """Whether ``repr`` of an object shows its address."""
    found = [each for each in bases(kind) if "__repr__" in attributes(each) or "__str__" in attributes(each)]
    return bool(found) and found[0] is object

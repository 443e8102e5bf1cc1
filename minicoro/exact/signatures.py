"""Messages for wrong arguments: CPython's methods are written in C and check their arguments first.

``__next__``, and ``send`` of generators and coroutines, are not checked here: that would slow each resumption down.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.async_generators import Asend, AsyncGenerator, Athrow
from ..core.engine import strip
from ..core.generators import Coroutine, CoroutineWrapper, Generator
from . import warned

NONE, ONE = "no arguments", "exactly one argument"
METHODS: dict[Any, dict[str, str]] = {
    Generator: {"throw": "", "close": NONE},
    Coroutine: {"throw": "", "close": NONE},
    CoroutineWrapper: {"send": ONE, "throw": "", "close": NONE},
    AsyncGenerator: {"asend": ONE, "athrow": "", "aclose": NONE},
    Asend: {"send": ONE, "throw": "", "close": NONE},
    Athrow: {"send": ONE, "throw": "", "close": NONE},
}
"""The methods of each class and their number of arguments; "": one to three, which the method checks itself."""


def checked(name: str, wanted: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """``method`` with CPython's messages for wrong arguments.  Rule: throw/signature"""
    count = {NONE: 0, ONE: 1}.get(wanted)

    def call(self: Any, /, *args: Any, **keywords: Any) -> Any:
        try:
            if keywords:
                owner = "" if name == "athrow" else f"{type(self).__name__}."
                raise TypeError(f"{owner}{name}() takes no keyword arguments")
            if count is not None and len(args) != count:
                raise TypeError(f"{type(self).__name__}.{name}() takes {wanted} ({len(args)} given)")
            return method(self, *args)
        except BaseException as error:
            strip(error)
            raise
        finally:
            del self, args  # lifetimes: see `core.engine`

    call.__code__ = warned.hidden(call.__code__).replace(co_name=name)  # for profile functions
    if not method.__code__.co_filename.startswith(warned.FOLDER):  # from now on only `call` reaches it
        method.__code__ = warned.hidden(method.__code__)
    return call


def install() -> None:
    """Check the arguments of all methods but the most frequent ones."""
    for owner, methods in METHODS.items():
        for name, wanted in methods.items():
            setattr(owner, name, checked(name, wanted, getattr(owner, name)))

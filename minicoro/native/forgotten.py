"""Coroutines that were never awaited, and exceptions of tasks and futures that were never retrieved."""

import gc
import logging
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any

from minicoro.observe.places import place_of_frame

_NEVER_RETRIEVED = "exception was never retrieved"


class Forgotten:
    """Collects them until `stop`.  The program's own warnings and log entries about them are not changed."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._no_longer = tell_of_never_awaited(self._never_awaited)
        self._no_methods = tell_of_methods(self._method_never_awaited)
        logging.getLogger("asyncio").addFilter(self._logged)

    def take(self) -> list[str]:
        """One text for each since the last call.  Objects in cycles are collected first."""
        gc.collect()
        found, self._found = self._found, []
        return found

    def stop(self) -> None:
        """Restore the previous hooks."""
        logging.getLogger("asyncio").removeFilter(self._logged)
        self._no_longer()
        self._no_methods()

    def _never_awaited(self, coroutine: Any) -> None:
        origin = coroutine.cr_origin
        where = f", made at {origin[0][0]}:{origin[0][1]}" if origin else f", {coroutine.cr_code.co_filename}"
        self._found.append(f"coroutine {coroutine.__qualname__!r} was never awaited{where}")

    def _method_never_awaited(self, name: str) -> None:
        at = place_of_frame(sys._getframe(1)).partition(":  ")[0]
        self._found.append(f"coroutine {name} was never awaited{f', dropped at {at}' if at else ''}")

    def _logged(self, entry: logging.LogRecord) -> bool:
        """asyncio logs an exception that was never retrieved; a program's own exception handler may do something else."""
        text = entry.getMessage().partition("\nsource_traceback:")[0]  # in the debug mode of asyncio
        if _NEVER_RETRIEVED in text:
            error = entry.exc_info[1] if entry.exc_info else None
            self._found.append(f"{text} ({type(error).__name__}: {error})" if error is not None else text)
        return True


def tell_of_methods(tell: Callable[[str], object]) -> Callable[[], None]:
    """Call ``tell`` with the name of each method of an asynchronous generator, as "rows.aclose()", whose result was never awaited;
    returns a function that ends this.  CPython 3.13 and newer say this in a warning, and nowhere else: a filter for warnings hides it.
    """
    holder: Any = warnings
    original = holder._showwarnmsg

    def show(message: Any) -> None:
        error = message.message
        found = _METHOD.match(str(error)) if type(error) is RuntimeWarning else None
        if found is not None:
            tell(f"{found[2]}.{found[1]}()")
        original(message)

    def undo() -> None:
        if holder._showwarnmsg is show:
            holder._showwarnmsg = original

    holder._showwarnmsg = show
    return undo


_METHOD = re.compile(r"coroutine method '(\w+)' of '(.*)' was never awaited$")


def tell_of_never_awaited(tell: Callable[[Any], None]) -> Callable[[], None]:
    """Call ``tell`` with each coroutine that is dropped and was never awaited, before CPython warns; returns a function that
    ends this.
    """
    holder: Any = warnings
    original = holder._warn_unawaited_coroutine

    def warn(coroutine: Any) -> None:
        tell(coroutine)
        original(coroutine)

    def undo() -> None:
        if holder._warn_unawaited_coroutine is warn:
            holder._warn_unawaited_coroutine = original

    # The warning has the line where the coroutine was dropped. `warnings` skips only frames of the import system to find it.
    warn.__code__ = warn.__code__.replace(co_filename=f"{__file__}: as importlib._bootstrap")
    holder._warn_unawaited_coroutine = warn
    return undo

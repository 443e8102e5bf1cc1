"""The host's ``compile``, as the old engine asks it at a warm start, which loads nothing of ``minicoro.syntax``."""

from __future__ import annotations

import builtins
import sys
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _from_nowhere() -> Any:
    """The host's ``compile``, called from where CPython finds itself when no program runs yet.

    Warnings that come up while it folds constants (``~True``) are attributed there, and not to a file of ours.
    """
    name, line = ("<sys>", 0) if sys.version_info >= (3, 13) else ("sys", 1)
    code = eval("lambda *arguments, **keywords: compile(*arguments, **keywords)").__code__
    code = code.replace(co_filename=name, co_firstlineno=line)
    return FunctionType(code, {"__name__": "sys", "__builtins__": builtins, "compile": compile})


_compile = _from_nowhere()


def host_compile(*arguments: Any, **keywords: Any) -> Any:
    """The host's ``compile``: for what it raises, and what it warns of."""
    try:
        return _compile(*arguments, **keywords)
    except BaseException as error:
        raise error.with_traceback(None)

"""The hint of an ImportError or AttributeError that a file of the program hides another module (3.13).

The host looks for such files in the first folder of ``sys.path`` with which it was started, and that is not the program's.
"""

import os
import sys
from types import ModuleType
from typing import Any

from ..core.versions import HOST

_folders: list[str] = []
"""The folder that CPython puts in front of ``sys.path`` for the program."""


def hide_in(folder: str) -> None:
    """Name the folder of the program."""
    _folders[:] = [folder]


def reword(error: ImportError | AttributeError) -> None:
    """Give the error that ends the program CPython's hint.  (``_PyModule_IsPossiblyShadowing``)"""
    given: Any = error.args[0] if len(error.args) == 1 else None
    if not HOST.names_hiding_files or type(given) is not str:
        return
    if type(error) is ImportError:
        name, origin = error.name, error.path
        failed = f"cannot import name {error.name_from!r} from {name!r}"  # type: ignore[attr-defined]
        plain = f"{failed} ({origin})"
    elif type(error) is AttributeError and type(error.obj) is ModuleType:
        name, origin = getattr(error.obj, "__name__", None), getattr(error.obj, "__file__", None)
        plain = failed = f"module {name!r} has no attribute {error.name!r}"
    else:
        return
    if type(origin) is not str or os.path.dirname(origin.removesuffix(os.sep + "__init__.py")) not in _folders:
        return
    is_circular = "(most likely due to a circular import)" in given
    if name in sys.stdlib_module_names and (is_circular or given == plain):
        why = f"since it has the same name as the standard library module named {name!r} and prevents importing"
        why += " that standard library module"
    elif is_circular:
        why = "if it has the same name as a library you intended to import"
    else:
        return
    error.args = (f"{failed} (consider renaming {origin!r} {why})",)
    if type(error) is ImportError:
        error.msg = error.args[0]

"""The folder in which minicoro stores files between runs."""

from __future__ import annotations

import os
import sys
from functools import cache


@cache
def folder() -> str | None:
    """The path of the folder; None if there is no home folder."""
    if sys.pycache_prefix:
        return os.path.join(sys.pycache_prefix, "minicoro")
    given, home = os.environ.get("XDG_CACHE_HOME", ""), os.path.expanduser("~")
    if os.path.isabs(given):
        return os.path.join(given, "minicoro")
    return os.path.join(home, ".cache", "minicoro") if os.path.isdir(home) else None

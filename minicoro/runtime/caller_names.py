"""The names of builtins that look at their caller; what acts for them is in `minicoro.runtime.callers`."""

from __future__ import annotations

CALLER_SENSITIVE = frozenset({"locals", "globals", "vars", "dir", "super", "eval", "exec", "compile"})

ALIASED = frozenset({"locals", "vars", "dir", "eval", "exec"})
"""Those that may be had as values; the others do without (``super``, a class) or see what they should (``globals``)."""

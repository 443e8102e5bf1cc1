"""The syntax that the running Python has. Each feature is tried once, when this module is imported, not looked up by version.

Syntax that the grammar accepts and the host does not is rejected by its method in ``build``, so that the host's own SyntaxError
is raised.
"""

from __future__ import annotations

import ast


def _accepts(text: str | bytes, flags: int = ast.PyCF_ONLY_AST) -> bool:
    try:
        compile(text, "<feature>", "exec", flags, dont_inherit=True)
    except SyntaxError:
        return False
    return True


SPLIT_FSTRINGS = _accepts("f'{\"'\"}'")
"""PEP 701 (3.12): an f-string is many tokens, not one."""
READS_COMMENTS = not _accepts(b"#\xe9\n")
"""3.14: bytes that are not UTF-8 are refused in comments, too."""
GENERICS = _accepts("type a[b] = c")
"""PEP 695 (3.12): type parameters and the ``type`` statement."""
DEFAULTS = _accepts("type a[b = c] = d")
"""PEP 696 (3.13): defaults of type parameters."""
TEMPLATES = _accepts("t''")
"""PEP 750 (3.14): template strings."""
ANNOTATION_SCOPES = not _accepts("a: (b := c)", 0)
"""PEP 649 (3.14): every annotation has a scope of its own."""
BARE_EXCEPTIONS = _accepts("try: pass\nexcept a, b: pass")
"""PEP 758 (3.14): several exceptions after ``except`` without parentheses."""
LAZY_IMPORTS = _accepts("lazy import a")
"""PEP 810 (3.15): ``lazy import`` and ``lazy from``; each import's node says whether it is lazy."""
UNPACKING = _accepts("[*a for a in b]")
"""PEP 798 (3.15): ``*`` and ``**`` before the element of a comprehension."""
PLUS_IN_PATTERNS = _accepts("match a:\n case +1: pass")
"""3.15: a number in a pattern may have a plus sign."""
DIAMOND_IMPORT = _accepts("from __future__ import barry_as_FLUFL\n1 <> 2")
"""PEP 401 (a bugfix release of 3.13): the import turns ``!=`` into ``<>`` for the rest of the text; before, a flag alone does."""

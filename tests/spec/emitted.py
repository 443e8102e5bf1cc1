"""The code that the compiled engine makes of a source, as text: an example in the book shows it."""

import ast
import re

from minicoro.compiled.functions import Unit, _Replacing
from minicoro.compiled.positions import MARK
from minicoro.lower.forms import prepared
from minicoro.lower.names import analyse


def emitted(source: str) -> str:
    """The text of the tree that the host's compiler gets.  A linked object is shown by its name, a machine as MACHINE."""
    tree = prepared(ast.parse(source), 0)
    scope = analyse(tree)
    made = _Replacing(Unit("shown.py", 0, -1, watched=False, force=False)).visit(tree)
    text = ast.unparse(made)
    scope.release()
    mark = re.escape(repr(MARK)[1:-1])
    return re.sub(f"'{mark}([^']*)'", lambda found: "MACHINE" if found[1].isdecimal() else found[1], text)

"""Trees kept between runs, as CPython keeps bytecode.

A tree is kept under the digest of its text, with the version of Python and the state of our parser: two files with
the same text share it, and a change of the grammar or of the parser makes every kept tree foreign.  Only trees of
texts that have passed all rules are kept.

The form that is kept is ``marshal`` of nested tuples: the number of the node's class, its fields, its position.  For
2,600 lines it is read back in 17 ms on 3.11; a pickle of the tree takes 11 (21 on 3.13) and the import of
``pickle`` 3 more, a code object that builds the tree 9 but is three times as large and takes ten times as long to
make, the parser 45 and its own import 20.
"""

# pathlib takes longer to import than all that is done here.
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import _ast as ast  # the classes of nodes alone: the helpers in `ast` take longer to import than a tree to load
import marshal
import os
import sys

from minicoro import __version__
from minicoro.oldsyntax import storage
from minicoro.oldsyntax.pause import Pause

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Form = tuple[Any, ...]

FORMAT = 1
_known_state: list[tuple[str, int, int]] = []
FILES_AT_MOST = 1000
NAME_KEYS = (1, 2)
_SYNTAX = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "syntax")


def load(source: bytes) -> ast.Module | None:
    """The tree of ``source`` as the parser would make it, if it is kept; else None."""
    path = _path(source)
    body = storage.read(path) if path else None
    if body is None:
        return None
    try:
        stamp, classes, form = marshal.loads(body)
        if stamp != _stamp(source):
            return None
        return _rebuild(classes, form)
    except (ValueError, TypeError, EOFError, AttributeError, LookupError, RecursionError):
        return None


def keep(source: bytes, tree: ast.Module) -> None:
    """Keep the tree of ``source`` for the next run; where no bytecode is written, nothing is."""
    path = None if sys.dont_write_bytecode else _path(source)
    if path is None:
        return
    try:
        numbers: dict[type[ast.AST], int] = {}
        form: Any = _form(tree, numbers)
        stamp: Any = _stamp(source)
        body = marshal.dumps((stamp, [kind.__name__ for kind in numbers], form))
    except (ValueError, RecursionError):  # too deep for the host's marshal, or for its stack
        return
    storage.write(path, body)
    storage.prune(os.path.dirname(path), FILES_AT_MOST)


def _path(source: bytes) -> str | None:
    folder = storage.directory()
    if folder is None:
        return None
    name = b"".join([storage.digest(key, source) for key in NAME_KEYS]).hex()
    return os.path.join(folder, f"trees-{sys.implementation.cache_tag}", name)


def _stamp(source: bytes) -> tuple[object, ...]:
    """What has to be the same for a kept tree to be good."""
    return (FORMAT, __version__, sys.hexversion, len(source), _state_of_parser())


def _state_of_parser() -> list[tuple[str, int, int]]:
    """Name, size and time of each of the files that say how a text is parsed and what is refused; looked up once."""
    if _known_state:
        return _known_state
    package = os.path.dirname(_SYNTAX)
    folders = [_SYNTAX, os.path.join(_SYNTAX, "build"), os.path.join(package, "_grammar")]
    folders.append(os.path.join(os.path.dirname(package), "grammar"))
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.endswith((".py", ".lark")):
                        status = entry.stat()
                        _known_state.append((entry.name, status.st_size, status.st_mtime_ns))
        except OSError:
            continue
    _known_state.sort()
    return _known_state


def _form(node: ast.AST, numbers: dict[type[ast.AST], int]) -> Form:
    kind = type(node)
    number = numbers.setdefault(kind, len(numbers))
    values = [_value_form(getattr(node, name, None), numbers) for name in kind._fields]
    if kind._attributes:
        values += [getattr(node, name) for name in kind._attributes]
    return (number, *values)


def _value_form(value: object, numbers: dict[type[ast.AST], int]) -> object:
    if isinstance(value, ast.AST):
        return _form(value, numbers)
    if isinstance(value, list):
        return [_value_form(item, numbers) for item in value]
    if isinstance(value, tuple):
        raise ValueError("a tuple stands for a node")
    return value


def _rebuild(names: list[str], form: Form) -> ast.Module:
    """The tree of a form."""
    with Pause():
        tree = _Rebuilding(names).build(form)
    if not isinstance(tree, ast.Module):
        raise ValueError("no module")
    return tree


class _Rebuilding:
    """What makes nodes of forms.  (Functions inside of each other that call each other would be a cycle.)"""

    __slots__ = ("attributes", "classes", "shared")

    def __init__(self, names: list[str]) -> None:
        self.classes: list[Any] = [getattr(ast, name) for name in names]
        self.attributes = [kind._attributes for kind in self.classes]
        self.shared = [None if kind._fields or kind._attributes else kind() for kind in self.classes]

    def build(self, form: Form) -> object:
        """The node of a form."""
        number = form[0]
        if self.shared[number] is not None:
            return self.shared[number]
        build, items = self.build, self.items
        values = [
            build(value) if type(value) is tuple else items(value) if type(value) is list else value for value in form
        ]
        kind = self.classes[number]
        if not self.attributes[number]:
            return kind(*values[1:])
        line, column, end_line, end_column = values[-4:]
        return kind(*values[1:-4], lineno=line, col_offset=column, end_lineno=end_line, end_col_offset=end_column)

    def items(self, forms: list[Any]) -> list[Any]:
        """The nodes of a list of forms, in which there may be other values."""
        build = self.build
        return [build(form) if type(form) is tuple else form for form in forms]

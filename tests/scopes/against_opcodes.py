"""Compares what ``resolve`` says of each name in a text with the instruction that the host compiles it to."""

import ast
import dis
import types
import warnings

from minicoro.syntax.scope_order import CodeOrder
from minicoro.syntax.scope_symbols import has_future_annotations
from minicoro.syntax.scopes import Scope, Where, analyse

Position = tuple[int, int, int, int]

PLACES = {
    "NAME": {Where.NAME},
    "GLOBAL": {Where.GLOBAL, Where.GLOBAL_IMPLICIT},
    "GLOBALS": {Where.GLOBAL, Where.GLOBAL_IMPLICIT},
    "DEREF": {Where.CELL, Where.FREE},
    "CLASSDEREF": {Where.FREE},
    "FAST": {Where.LOCAL},
    "CHECK": {Where.LOCAL},
}


class Names(CodeOrder):
    """Notes where each name is kept."""

    def __init__(self, module: Scope, *, text_annotations: bool) -> None:
        super().__init__(module, text_annotations=text_annotations)
        self.places: dict[Position, tuple[str, Where]] = {}

    def visit_Name(self, node: ast.Name) -> None:  # noqa: N802
        assert node.end_lineno is not None and node.end_col_offset is not None
        position = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
        self.places[position] = (self.scope.mangle(node.id), self.scope.resolve(node.id))


def kind(opname: str) -> str | None:
    """The last part of a variable instruction's name; None for other instructions and for joined ones."""
    if not opname.startswith(("LOAD_", "STORE_", "DELETE_")) or opname.count("_FAST") > 1:
        return None
    last = opname.rpartition("_")[2]
    return last if last in PLACES else None


def instructions(code: types.CodeType, found: dict[Position, tuple[str, str]]) -> None:
    for instruction in dis.get_instructions(code):
        position = instruction.positions
        if position is not None and kind(instruction.opname) is not None:
            line, end_line, column, end_column = [number or 0 for number in position]
            found[line, column, end_line, end_column] = (instruction.opname, str(instruction.argval))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            instructions(constant, found)


def compare_places(text: str) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
        code = compile(text, "<string>", "exec", dont_inherit=True)
    names = Names(analyse(tree), text_annotations=has_future_annotations(tree))
    names.run()
    theirs: dict[Position, tuple[str, str]] = {}
    instructions(code, theirs)
    found = []
    for position, (name, where) in names.places.items():
        opname, argument = theirs.get(position, ("", ""))
        # Where a joined instruction has been left out, another one may stand for the same place in the text.
        if argument == name and where not in PLACES[kind(opname) or ""]:
            found.append(f"{position}: {name}: {where}, {opname}")
    return found

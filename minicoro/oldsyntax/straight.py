"""Straight text: a program so simple that it can reach nothing of the interpreter but what computes expressions.

It has no definitions, no imports, no statements but expressions and assignments to names, and uses none but the
builtins listed here, by which no other code and no state of the process can be got at.  Such a program runs without
what others need: functions, machines, the hooks in ``sys``… (see `minicoro.late`).
"""

from __future__ import annotations

from minicoro.oldsyntax import nodes as ast

BUILTINS = frozenset(
    [
        *("abs", "all", "any", "ascii", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod", "enumerate"),
        *("float", "format", "frozenset", "hash", "hex", "int", "isinstance", "len", "list", "max", "min", "oct"),
        *("ord", "pow", "print", "range", "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple"),
        "zip",
    ]
)
"""Builtins that run no code of anybody else's on values such a program can make, and tell nothing of the process."""

_NODES = frozenset(
    [
        *(ast.Module, ast.Expr, ast.Assign, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Call, ast.keyword),
        *(ast.BinOp, ast.UnaryOp, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.FormattedValue),
        *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.USub, ast.UAdd, ast.Not),
    ]
)

AT_MOST = 500
"""Nodes.  Whether a text is straight is asked at each start: of a longer one it saves nothing worth the question."""


def is_straight(tree: ast.AST) -> bool:
    """Whether all of the text is of these nodes, and calls nothing but these builtins."""
    if type(tree) is not ast.Module:
        return False
    bound: set[str] = set()
    used: set[str] = set()
    waiting: list[ast.AST] = [tree]
    count = 0
    while waiting:
        node = waiting.pop()
        count += 1
        if type(node) not in _NODES or count > AT_MOST:
            return False
        if isinstance(node, ast.Name):
            (used if type(node.ctx) is ast.Load else bound).add(node.id)
        elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
            return False
        waiting += ast.iter_child_nodes(node)
    return used <= BUILTINS | bound and not [name for name in bound if name.startswith("_")]

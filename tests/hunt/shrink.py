"""Make a program smaller as long as it still fails: ``python -m tests.hunt.shrink FILE`` or ``--seed N``.

Works on the tree: statements go or give way to their bodies, expressions give way to their operands.
"""

import argparse
import ast
import copy
import itertools
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hunt.compare import accepted, difference

Fails = Callable[[str], bool]
_HELPERS = ("step", "drain", "t", "r", "k", "w", "again", "Bare", "state", "finish", "out", "show", "name_of", "deco")
_BODIES = ("body", "orelse", "finalbody", "handlers", "cases")


def shrink(text: str, fails: Fails, seconds: float = 60) -> str:
    """The smallest text found in the time that still fails."""
    end = time.time() + seconds
    tree = ast.parse(text)
    size = -1
    while size != len(ast.unparse(tree)) and time.time() < end:
        size = len(ast.unparse(tree))
        tree = _pass(tree, fails, end)
    return ast.unparse(tree) + "\n"


def kind_of(found: str) -> tuple[str, ...]:
    """What kind of a difference it is: the first words of both, without numbers; a smaller program shows the same."""
    told = [line.partition(":")[2] for line in found.splitlines()[-2:]]  # behind "CPython:" and "minicoro:"
    return tuple([re.sub(r"[\d@:]+.*", "", line)[:60] for line in told])


def _pass(tree: ast.Module, fails: Fails, end: float) -> ast.Module:
    """Try each smaller variant once, keeping those that fail."""
    index, size = 0, len(ast.unparse(tree))
    while time.time() < end:
        variant = copy.deepcopy(tree)
        change = next(itertools.islice(_changes(variant), index, None), None)
        if change is None:
            return tree
        change()
        if _still(variant, size, fails):
            tree, size = variant, len(ast.unparse(variant))
        else:
            index += 1
    return tree


def _still(variant: ast.Module, size: int, fails: Fails) -> bool:
    try:
        text = ast.unparse(ast.fix_missing_locations(variant))
    except (ValueError, AttributeError, KeyError, TypeError):
        return False
    return len(text) < size and accepted(text) and fails(text)


def _changes(tree: ast.AST) -> Iterator[Callable[[], None]]:
    """Changes that each make the tree smaller; the bigger ones first."""
    for node in ast.walk(tree):
        for name in _BODIES:
            items = getattr(node, name, None)
            if isinstance(items, list):
                yield from _of_list(items, keep=name == "body")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _HELPERS:
            continue  # its arguments are as it wants them
        for name, value in list(ast.iter_fields(node)):
            if not isinstance(node, ast.While) or name != "test":  # or it might not end
                yield from _of_field(node, name, value)


def _of_list(items: list[ast.AST], keep: bool) -> Iterator[Callable[[], None]]:
    for count in (16, 8, 4, 2, 1):
        for at in range(0, len(items), count):
            if count < len(items) or not keep:
                yield lambda at=at, count=count: items.__delitem__(slice(at, at + count))  # type: ignore[misc]
    for at, item in enumerate(items):
        for name in _BODIES[:3]:
            inner = getattr(item, name, None)
            if isinstance(inner, list) and inner and isinstance(item, ast.stmt):
                yield lambda at=at, inner=inner: items.__setitem__(slice(at, at + 1), inner)  # type: ignore[misc]


def _of_field(node: ast.AST, name: str, value: object) -> Iterator[Callable[[], None]]:
    if isinstance(value, list) and name not in _BODIES:
        for at, item in enumerate(value):
            yield lambda at=at: value.__delitem__(at)  # type: ignore[misc]
            if isinstance(item, ast.expr):
                for smaller in _smaller(item):
                    yield lambda at=at, smaller=smaller: value.__setitem__(at, smaller)  # type: ignore[misc]
    elif isinstance(value, ast.expr):
        for smaller in _smaller(value):
            yield lambda smaller=smaller: setattr(node, name, smaller)  # type: ignore[misc]
    if value is not None and name in ("returns", "annotation", "msg", "cause", "guard", "name", "optional_vars"):
        yield lambda: setattr(node, name, None)


def _smaller(node: ast.expr) -> Iterator[ast.expr]:
    if not isinstance(node, ast.Constant | ast.Name):
        yield ast.Constant(value=None)
    for part in ast.walk(node):
        if part is not node and isinstance(part, ast.expr) and not isinstance(part, ast.Starred | ast.Slice):
            yield part


def main() -> None:
    from tests.hunt.campaign import text_of

    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seconds", type=float, default=60)
    for flag in ("--force", "--native", "--deaths", "--walk"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    if options.seed is not None:
        text, how = text_of(options.seed)
        how["walk"] |= options.walk
    else:
        text = Path(options.file).read_text()
        how = {"force": options.force, "native": options.native, "deaths": options.deaths, "walk": options.walk}
    kind = kind_of(difference(text, **how))
    small = shrink(text, lambda candidate: kind_of(difference(candidate, **how)) == kind, options.seconds)
    print(small)
    print(difference(small, **how))


if __name__ == "__main__":
    main()

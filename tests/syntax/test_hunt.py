"""Random text, driven by Hypothesis: our parser and the host's give the same tree, or refuse with the same error."""

import ast
import functools
import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .agreement import disagreement
from .mutate import STRANGERS, mutations
from .whole_library import library_files

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))

LONGEST = 60_000  # characters of a file to take pieces of: a longer one takes the host too long to split

pieces = st.sampled_from([*STRANGERS, "a", "b.c", "(x)", "[y]", "1", "'s'", "\n", "\n", "\n    ", " ", " ", " ", ":"])
anything = st.text(max_size=3)


def same(source: str) -> None:
    found = disagreement(source)
    assert found is None, f"{source!r}\n{found}"


@quick
@given(parts=st.lists(st.one_of(pieces, pieces, pieces, pieces, anything), max_size=30))
def test_random_text(parts: list[str]) -> None:
    same("".join(parts))


@quick
@given(
    parts=st.lists(pieces, max_size=12), kind=st.sampled_from(("def f():", "async def f():", "class C:", "while a:"))
)
def test_random_text_in_a_block(parts: list[str], kind: str) -> None:
    """More of this is accepted: spaces between, and a block around."""
    body = " ".join(parts).replace("\n", "\n    ")
    same(f"{kind}\n    {body}\n    pass\n")


@functools.cache
def files() -> list[Path]:
    return [path for path in library_files() if 0 < path.stat().st_size < LONGEST]


def statements(path: Path) -> list[str]:
    """The statements of a file of the library, with those inside of functions and classes, each by itself."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return [text]
    lines = text.splitlines(keepends=True)
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and node.col_offset == 0]
    return ["".join(lines[node.lineno - 1 : node.end_lineno]) for node in found] or [text]


@quick
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_mutated_files(seed: int) -> None:
    """A statement of a file of the library, with some tokens deleted, doubled, swapped or replaced."""
    chance = random.Random(seed)
    choices = statements(chance.choice(files()))
    text = chance.choice(choices)
    same(text)
    for mutated in mutations(text, seed, 4):
        same(mutated)

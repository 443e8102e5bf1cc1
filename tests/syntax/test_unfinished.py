"""``is_unfinished``: which texts a prompt asks a further line for."""

import pytest

from minicoro.syntax import is_unfinished
from minicoro.syntax.features import LAZY_IMPORTS, SPLIT_FSTRINGS

UNFINISHED = [
    "(",
    "f(a,",
    "if a:",
    "if a:\n    b\nelse:",
    "try:\n    a",
    "@a",
    "x = '''a",
    "x = \\\n",
    "match a:\n    case 1:",
    "async def f():",
    "[a for a in",
]
WHOLE = ["", "a", "if a:\n    b\n", "x = '''a'''", "f(a)\n", "lambda: a"]
WRONG = ["a b", ")", "if a:\nb", "x = 'a", "(]", "1 +\n", "f(a b"]


@pytest.mark.parametrize("text", UNFINISHED)
def test_unfinished(text: str) -> None:
    assert is_unfinished(text)


@pytest.mark.parametrize("text", WHOLE + WRONG)
def test_whole_or_wrong(text: str) -> None:
    assert not is_unfinished(text)


def test_new_syntax() -> None:
    assert is_unfinished("f'''{a}") or not SPLIT_FSTRINGS
    assert is_unfinished("t'''{a}")
    assert is_unfinished("lazy from a import (") or not LAZY_IMPORTS
    assert not is_unfinished("lazy import a")

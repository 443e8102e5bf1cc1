"""Our parser and the host's do the same with each snippet: the same tree, or the same error."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from minicoro.syntax import parse
from minicoro.syntax.host import ask_host

from .agreement import Mode, disagreement
from .blocks import BLOCKS
from .fstring_snippets import FSTRINGS
from .mutate import mutations
from .new_syntax import NEW_SYNTAX
from .text_snippets import ENCODED, SHORT, WARNED
from .whole_library import compare, library_files

LINES = (Path(__file__).parent / "snippets.txt").read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("source", LINES)
def test_line(source: str) -> None:
    assert disagreement(source) is None
    assert disagreement(f"if 1:\n    {source}\n    x") is None


@pytest.mark.parametrize("source", [*BLOCKS, *NEW_SYNTAX])
def test_block(source: str) -> None:
    assert disagreement(source) is None


@pytest.mark.parametrize("source", FSTRINGS)
def test_fstring(source: str) -> None:
    assert disagreement(source) is None
    assert disagreement(f"é = (a,\n  {source})") is None


@pytest.mark.parametrize("source", ENCODED)
def test_encoded(source: str | bytes) -> None:
    assert disagreement(source) is None


@pytest.mark.parametrize("mode", get_args(Mode))
def test_short_text_in_every_mode(mode: Mode) -> None:
    for source in SHORT:
        assert (source, disagreement(source, mode)) == (source, None)
        assert (source, disagreement(source.encode(), mode)) == (source, None)


@pytest.mark.parametrize("action", ["always", "error"])
@pytest.mark.parametrize("source", WARNED)
def test_warnings_are_the_hosts_once(source: str, action: str) -> None:
    def theirs() -> None:
        ask_host(source, "<text>", "exec", 0)

    def ours() -> None:
        parse(source, "<text>")

    assert _warnings(ours, action) == _warnings(theirs, action)


def _warnings(parser: Callable[[], None], action: str) -> list[tuple[object, ...]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter(action)  # type: ignore[arg-type]
        facts: list[tuple[object, ...]] = []
        try:
            parser()
        except SyntaxError as error:
            facts.append((type(error), error.args))
    return facts + [(entry.category, str(entry.message), entry.filename, entry.lineno) for entry in caught]


@pytest.mark.parametrize("seed", range(20))
def test_mutations(seed: int) -> None:
    pool = [*LINES, *BLOCKS, *FSTRINGS]
    for number, source in enumerate(pool[seed::20]):
        for text in mutations(source, seed * 1000 + number, 2):
            assert (text, disagreement(text)) == (text, None)


@pytest.mark.parametrize("count", [8, pytest.param(30, marks=pytest.mark.medium)], ids=["some", "more"])
def test_a_sample_of_the_library(count: int) -> None:
    files = library_files()
    for path in files[:: len(files) // count]:
        result = compare(path)
        assert (result.path, result.difference) == (result.path, None)

"""Sessions at a pseudo-terminal, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repl.sessions import Begin, Terminal


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begins sessions, which end with the test."""
    begun: list[Terminal] = []

    def start(*options: str, **keywords: str) -> Terminal:
        begun.append(Terminal(tmp_path, *options, **keywords))  # type: ignore[arg-type]
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.child.close(force=True)


@pytest.fixture(params=["editor", "plain"])
def session(request: pytest.FixtureRequest, begin: Begin) -> Terminal:
    """A session of each kind."""
    if request.param == "plain":
        return begin(term="dumb")
    pytest.importorskip("prompt_toolkit", reason="needs the extra: pip install 'minicoro[repl]'")
    return begin()


@pytest.fixture
def editor(begin: Begin) -> Terminal:
    pytest.importorskip("prompt_toolkit", reason="needs the extra: pip install 'minicoro[repl]'")
    return begin()

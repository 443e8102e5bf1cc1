"""``--hypothesis-profile=deep`` tries many more examples than an ordinary run, wherever pytest is started from."""

import re
import sys

import pytest

from tests.running import ROOT, run


@pytest.mark.parametrize(("option", "examples"), [((), 8), (("--hypothesis-profile=deep",), 20_000)])
def test_profile(option: tuple[str, ...], examples: int) -> None:
    """Asked of the collected suite, which loads every conftest that there is."""
    words = ("-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *option, "tests/hunt/test_profiles.py::test_ask")
    ended = run((sys.executable,), *words, cwd=ROOT, timeout=120)
    assert re.search(rf"examples: {examples}\b", ended.out), ended.out + ended.err


def test_ask() -> None:
    """What `test_profile` runs in a process of its own: the examples that a test would try there."""
    from hypothesis import settings

    count = settings().max_examples
    print("examples:", count)
    assert count in (8, 25, 20_000)

"""A program that nobody watches runs as fast as if nobody could."""

import pytest

from tests.observe.untraced import ratio, without_tests


def test_the_tests_are_taken_out() -> None:
    source = (
        "def f(o):\n    watcher = shared.watcher\n    if watcher is not None:\n        watcher.told(o)\n    return o\n"
    )
    assert without_tests(source) == "def f(o):\n\n    pass\n\n    return o\n"


@pytest.mark.slow
def test_untraced_speed() -> None:
    """The best of several turns, in one run; what is allowed is what such a measurement is off by on a busy machine."""
    assert ratio(5)[2] < 1.1

"""Wrong arguments of the public functions are told before anything runs."""

from collections.abc import Callable

import pytest

import minicoro


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: minicoro.parse(3), "source must be str or bytes, not int"),  # type: ignore[arg-type]
        (lambda: minicoro.run_source("1", "abc"), "argv must be a sequence of texts, not 'abc'"),
        (lambda: minicoro.run_source("1", interpret="json"), "interpret must be a sequence of texts, not 'json'"),
        (lambda: minicoro.run_path(3), "expected str, bytes or os.PathLike object, not int"),  # type: ignore[arg-type]
    ],
)
def test_wrong_arguments(call: Callable[[], object], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        call()

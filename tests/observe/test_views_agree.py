"""The viewer and the second account agree: see `agreeing`."""

import json
from pathlib import Path

import pytest

from tests.observe.agreeing import BATCH, cases, disagreements, examples
from tests.observe.browser import CHROMIUM

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)"),
]

CASES = list(cases().items())
BATCHES = [dict(CASES[at : at + BATCH]) for at in range(0, len(CASES), BATCH)]


def check(programs: dict[str, Path], folder: Path) -> int:
    """Compare the two accounts of some programs; at how many moments they were compared."""
    told = list(disagreements(programs, folder))
    wrong = {name: found[:3] for name, _, found in told if found}
    assert not wrong, json.dumps(wrong, indent=1)
    return sum([count for _, count, _ in told])


def test_examples(tmp_path: Path) -> None:
    assert check(examples(), tmp_path) > 3000


@pytest.mark.parametrize("number", range(len(BATCHES)))
def test_cases(number: int, tmp_path: Path) -> None:
    assert check(BATCHES[number], tmp_path)

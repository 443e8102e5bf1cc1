"""What hunts have found stays mended: each program does under minicoro what it does under CPython, now."""

from pathlib import Path

import pytest

from tests.hunt.compare import accepted, difference

FOUND = sorted((Path(__file__).parent / "found").glob("*.py"))

# The programs run in this process and with its recursion limit.
pytestmark = pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")


@pytest.mark.sample(28, 4)
@pytest.mark.parametrize("how", ["", "force", "walk"])
@pytest.mark.parametrize("native", [False, True], ids=["", "native"])
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.stem)
def test_found(path: Path, how: str, native: bool) -> None:
    text = path.read_text()
    assert accepted(text)
    assert difference(text, force=how == "force", walk=how == "walk", native=native) == ""


def test_each_says_what_it_shows() -> None:
    assert FOUND
    for path in FOUND:
        assert path.read_text().startswith("# "), path

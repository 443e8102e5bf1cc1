"""`minicoro explore` never says "proved" where it has not seen everything."""

from pathlib import Path

import pytest

from tests.schedules.hard import HEAD, HIDDEN, OUTSIDE
from tests.schedules.test_classics import explored


def program(path: Path, source: str) -> Path:
    file = path / "hard_program.py"
    file.write_text(HEAD + source.replace("FOLDER", str(path)))
    return file


@pytest.mark.parametrize("where", HIDDEN)
@pytest.mark.sample(80, 20)
def test_equal_states_have_equal_futures(where: str, tmp_path: Path) -> None:
    file = program(tmp_path, HIDDEN[where])
    states = explored(file, "main")
    every = explored(file, "main", mode="every")
    if states["proved"]:
        assert states["counts"] == every["counts"], f"states that differ in {where} are taken for equal"
    else:
        assert states["reasons"], "no proof, and nobody says why"


@pytest.mark.parametrize("what", OUTSIDE)
@pytest.mark.sample(16, 8)
def test_what_cannot_be_compared_is_no_proof(what: str, tmp_path: Path) -> None:
    found = explored(program(tmp_path, OUTSIDE[what]), "main")
    assert not found["proved"], f"proved, although {what} takes part"
    assert found["reasons"], "no proof, and nobody says why"

"""The interpreter makes no reference cycles of its own: what an example leaves, it leaves to no collector."""

from pathlib import Path

import pytest

from benchmarks import memory
from tests.running import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.sample(10, 1)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_of_ours_is_left_in_a_cycle(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert memory.cycles(example) == 0, capsys.readouterr().out


def test_a_cycle_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "cycle.py"
    program.write_text(
        "from minicoro.core.engine import Foreign\nloop = Foreign(None)\nloop.iterator = loop\ndel loop\n"
    )
    assert memory.cycles(program) == 1
    assert "1 Foreign" in capsys.readouterr().out

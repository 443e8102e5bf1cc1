"""Texts that are no Python, or nearly, are taken and refused at every entry point as under CPython, with the same warnings."""

import json

import pytest

from tests.errors import entry_points
from tests.running import MINICORO, run


@pytest.mark.parametrize("step", [30, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def test_the_tables(step: int) -> None:
    assert entry_points.differences(entry_points.table()[::step]) == []


def test_enough_is_refused() -> None:
    """The tables are about errors: most of their programs are some."""
    refused = 0
    for text in entry_points.table():
        try:
            compile(text.encode("utf-8", "surrogateescape"), "<text>", "exec", 0x400)
        except (SyntaxError, ValueError):
            refused += 1
    assert refused >= 1500


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 80), pytest.param(2, 5000, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_mutations(seed: int, count: int) -> None:
    texts = entry_points.mutated(seed, count)
    assert len(texts) == count
    assert entry_points.differences(texts) == []


def test_the_comparison_sees_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    real = entry_points._answers

    def mistaken(command, texts, directory):
        found = real(command, texts, directory)
        if command == MINICORO:
            found[1]["by_compile"] = ["accepted", []]
        return found

    monkeypatch.setattr(entry_points, "_answers", mistaken)
    (said,) = entry_points.differences(["x = 1\n", "x y\n"])
    assert said.startswith("'x y\\n' by_compile\n")


def test_every_door_is_tried(tmp_path) -> None:
    (tmp_path / "texts").write_text(json.dumps(["x y\n"]))
    ended = run(MINICORO, str(entry_points.PROGRAM), "texts", "answers", cwd=tmp_path)
    assert ended.code == 0, ended
    (answer,) = [json.loads(line) for line in (tmp_path / "answers").read_text().splitlines()]
    assert len(answer) == 7
    assert all([came[0] == "SyntaxError" and "invalid syntax" in came[2] for came, _ in answer.values()])

"""Which other test files of CPython are run, and what is told of them."""

import json
import sys
from pathlib import Path

import pytest

from tests.cpython.files import FILES, LIBRARY
from tests.cpython.others import REASONS, compare_others, other_files
from tests.cpython.runner import cpython_command

NEEDS_TESTS = pytest.mark.skipif(not FILES[0].exists(), reason="this Python comes without its tests")


@NEEDS_TESTS
def test_files_of_other_commands_and_files_about_bytecode_are_left_out() -> None:
    names = {file.name for file in other_files([])}
    assert {"test_bool", "test_weakref"} <= names
    assert not names & {file.name for file in (*FILES, *LIBRARY)}
    assert not names & set(REASONS)


@NEEDS_TESTS
def test_a_folder_and_a_file_that_is_otherwise_left_out_can_be_named() -> None:
    assert {file.name for file in other_files(["test_json"])} > {"test_json/test_decode", "test_json/test_dump"}
    assert [file.name for file in other_files(["test_dis"])] == ["test_dis"]


@NEEDS_TESTS
@pytest.mark.slow
def test_what_differs_is_told_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    limits = {"timeout": 20.0, "whole": 60.0}
    assert compare_others(["test_bool"], cpython_command(), out, jobs=1, **limits) == 0  # type: ignore[arg-type]
    broken = [sys.executable, "-c", "raise SystemExit(3)"]
    assert compare_others(["test_bool", "test_raise"], broken, out, jobs=1, **limits) == 1  # type: ignore[arg-type]
    assert "exit code 3" in capsys.readouterr().out
    files = [json.loads(line)["file"] for line in out.read_text().splitlines()]
    assert files == ["test_bool", "test_raise"]

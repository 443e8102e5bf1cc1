"""The table of .ci/run, which says what runs on which Python, is one: its suites are there, and its cells are words."""

import re
import subprocess

import pytest

from tests.running import ROOT

CI = (ROOT / ".ci" / "run").read_text()
ROWS = [row.split() for row in CI.partition("table='\n")[2].partition("\n'\n")[0].splitlines()]
VERSIONS = re.search(r'^versions="([^"]*)"', CI, re.M)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_rows(row: list[str]) -> None:
    suite, *cells = row
    assert f"\nsuite_{suite}() {{" in CI
    assert len(cells) == 3
    assert set(cells) <= {"all", "some", "-"}


def test_every_suite_has_a_row() -> None:
    assert sorted(re.findall(r"^suite_(\w+)\(\)", CI, re.M)) == sorted(row[0] for row in ROWS)


def test_every_declared_version_is_tested() -> None:
    assert VERSIONS is not None
    declared = re.findall(r"Programming Language :: Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text())
    assert set(declared) <= set(VERSIONS[1].split())


def test_the_shell_takes_it() -> None:
    for path in (".ci/run", "tests/project/pythons.sh", "tests/kit/other_pythons.sh"):
        assert subprocess.run(["bash", "-n", path], cwd=ROOT).returncode == 0

"""Which Pythons of a machine are tested, and how those that it lacks are brought."""

import sys
from pathlib import Path

import pytest

from tests.project.pythons import others
from tests.running import ROOT, run

BRING = str(ROOT / "tests" / "project" / "pythons.sh")


@pytest.fixture
def fake(tmp_path: Path):
    """A function that makes executables which answer as Pythons of these names and releases do."""

    def make(**answers: str) -> list[Path]:
        for name, does in answers.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
            (tmp_path / name).chmod(0o755)
        return [tmp_path / name for name in answers]

    return make


def test_the_newest_of_each_version(fake, tmp_path: Path) -> None:
    """The running version is left out, and what is no CPython does no harm."""
    paths = fake(
        new="echo CPython 3.99.0 3 99",
        same="echo CPython 3.99.0 3 99",
        older="echo CPython 3.9.1 3 9",
        pypy="echo PyPy 3.11.9 3 11",
        broken="exit 1",
        preview="echo CPython 3.100.0rc1 3 100",
    )
    found = others([*paths, tmp_path / "absent", Path(sys.executable)])
    assert [one.path for one in found] == [tmp_path / "new", tmp_path / "preview"]


@pytest.mark.skipif(sys.version_info[:2] == (3, 13), reason="the running version is left out")
def test_the_oldest_3_13_too(fake) -> None:
    releases = {"c": "3.13.18", "a": "3.13.0", "b": "3.13.2", "d": "3.98.3", "e": "3.98.0"}
    paths = fake(**{name: f"echo CPython {r} {' '.join(r.split('.')[:2])}" for name, r in releases.items()})
    assert [one.release for one in others(paths)] == ["3.13.0", "3.13.18", "3.98.3"]


def test_bringing_needs_a_folder_and_a_version(tmp_path: Path) -> None:
    ended = run((BRING,), str(tmp_path))
    assert (ended.code, ended.err) == (2, "pythons.sh: usage: pythons.sh FOLDER VERSION ...\n")


def test_what_is_there_is_not_brought_again(fake, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    fake(**{"bin/python3.99": f'exec {sys.executable} "$@"'})
    assert run((BRING,), str(tmp_path), "3.99").code == 0


def test_without_apt_it_says_so(fake, tmp_path: Path) -> None:
    """Not on Debian: one line that says why, and a code that is not 0."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("mkdir", "bash"):
        (tools / name).symlink_to(f"/bin/{name}")
    ended = run(("/bin/bash", BRING), str(tmp_path / "pythons"), "3.99", env={"PATH": str(tools)})
    assert (ended.code, ended.err) == (1, "pythons.sh: there is no apt-get: this is for Debian\n")


@pytest.mark.parametrize("word", ["http:", "https:", "/home/"])
def test_no_machine_and_no_host_in_it(word: str) -> None:
    assert word not in Path(BRING).read_text()

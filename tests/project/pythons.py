"""The other CPythons of this machine to test: `python -m tests.project.pythons` prints the release and the path of each.

They are looked for among `pyenv versions` and as `python3.x` on PATH. Of each version (3.12, 3.13, ...) the newest release
is tested; of those in ALSO_OLDEST the oldest one at hand too, since a later bugfix release of them behaves differently.
The running version, and those older than minicoro can run on, are left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
ALSO_OLDEST = {(3, 13)}
# Some distributions split their Python, and leave out what is needed to install anything into an environment of it.
ASK = "import ensurepip, venv, platform as p, sys; print(p.python_implementation(), p.python_version(), *sys.version_info[:2])"


class Python(NamedTuple):
    """A CPython at hand: its release, such as "3.12.1", and its executable."""

    release: str
    path: Path

    @property
    def numbers(self) -> list[int]:
        return [int("".join(filter(str.isdigit, part)) or 0) for part in self.release.split(".")]

    @property
    def version(self) -> tuple[int, ...]:
        return tuple(self.numbers[:2])


def candidates() -> Iterator[Path]:
    """Everything that may be a Python."""
    if shutil.which("pyenv"):
        versions = Path(_output("pyenv", "root")) / "versions"
        for name in _output("pyenv", "versions", "--bare").split():
            yield versions / name / "bin" / "python"
    for directory in os.get_exec_path():
        yield from sorted(Path(directory).glob("python3.[0-9]*"))


def others(paths: Iterable[Path]) -> list[Python]:
    """Of `paths`, the CPythons to test besides the running one, oldest first."""
    found = sorted(filter(None, map(_python, paths)), key=lambda one: one.numbers)
    chosen: list[Python] = []
    for version in dict.fromkeys([one.version for one in found]):
        releases = [one for one in found if one.version == version]
        newest = next(one for one in releases if one.numbers == releases[-1].numbers)  # the first of several copies
        if version in ALSO_OLDEST and releases[0].numbers != newest.numbers:
            chosen.append(releases[0])
        chosen.append(newest)
    return [one for one in chosen if one.version != sys.version_info[:2]]


def _python(path: Path) -> Python | None:
    """The Python at `path`, if it is a CPython that minicoro can be installed into and run on."""
    answer = _output(str(path), "-c", ASK).split()
    if len(answer) != 4 or answer[0] != "CPython" or (int(answer[2]), int(answer[3])) < OLDEST:
        return None
    return Python(answer[1], path)


def _output(*command: str) -> str:
    """What a command prints; nothing if it fails or does not exist."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


if __name__ == "__main__":
    for python in others(candidates()):
        print(python.release, python.path)

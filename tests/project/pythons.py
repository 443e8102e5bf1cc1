"""The other CPythons of this machine: `python -m tests.project.pythons` prints their executables, one a line.

They are looked for among `pyenv versions` and as `python3.x` on PATH. For each version (3.12, 3.13) the newest release
is printed; the running version and those older than minicoro can run on are left out.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OLDEST = (3, 11)
# Some distributions split their Python, and leave out what is needed to install anything into an environment of it.
ASK = "import ensurepip, venv, platform as p, sys; print(p.python_implementation(), p.python_version(), *sys.version_info[:2])"


def candidates() -> Iterator[Path]:
    """Everything that may be a Python."""
    if shutil.which("pyenv"):
        versions = Path(_output("pyenv", "root")) / "versions"
        for name in _output("pyenv", "versions", "--bare").split():
            yield versions / name / "bin" / "python"
    for directory in os.get_exec_path():
        yield from sorted(Path(directory).glob("python3.[0-9]*"))


def others(paths: Iterable[Path]) -> list[Path]:
    """Of `paths`, the newest release of each version of CPython that is not the running one."""
    newest: dict[tuple[int, ...], tuple[list[int], Path]] = {}
    for path in paths:
        release = _release(path)
        if release:
            numbers = _numbers(release)
            known = newest.get(tuple(numbers[:2]))
            if known is None or known[0] < numbers:
                newest[tuple(numbers[:2])] = (numbers, path)
    newest.pop(sys.version_info[:2], None)
    return [newest[version][1] for version in sorted(newest)]


def _release(path: Path) -> str | None:
    """The release ("3.12.1") if this is a CPython that minicoro can be installed into and run on."""
    answer = _output(str(path), "-c", ASK).split()
    if len(answer) != 4 or answer[0] != "CPython" or (int(answer[2]), int(answer[3])) < OLDEST:
        return None
    return answer[1]


def _numbers(release: str) -> list[int]:
    return [int("".join(filter(str.isdigit, part)) or 0) for part in release.split(".")]


def _output(*command: str) -> str:
    """What a command prints; nothing if it fails or does not exist."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


if __name__ == "__main__":
    for executable in others(candidates()):
        print(executable)

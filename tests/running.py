"""Running the same program under CPython and under minicoro, in processes of their own, and comparing the two."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CPYTHON = (sys.executable,)
MINICORO = (sys.executable, "-m", "minicoro", "run")


RELEASE = ".".join(map(str, sys.version_info[:3]))
"""Of the Python that runs the tests: "3.13.18"."""


def names_release(version: str, release: str = RELEASE) -> bool:
    """Whether a list's word for some releases is about this one: "3.13" (all), "3.13.0" (one), "3.13.1+" (from it on)."""
    have, wanted = [[int(part) for part in each.split(".")] for each in (release, version.removesuffix("+"))]
    return have[:2] == wanted[:2] and (have >= wanted if version.endswith("+") else have[: len(wanted)] == wanted)


@dataclass(frozen=True)
class Ended:
    """What a finished process leaves behind."""

    code: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a program under test: this checkout importable, no options inherited from the test run."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "COLUMNS"
    }
    return inherited | {"PYTHONPATH": str(ROOT)} | dict(extra or {})


def run(
    command: Sequence[str],
    *words: str,
    stdin: str | bytes = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Ended:
    """Run `command` with `words`, and wait for its end."""
    ended = subprocess.run(
        [*command, *words],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        cwd=cwd,
        env=environment(env),
        timeout=timeout,
    )
    return Ended(ended.returncode, _text(ended.stdout), _text(ended.stderr))


def same_as_cpython(
    *words: str,
    stdin: str | bytes = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Ended:
    """Assert that `minicoro run` and `python` end alike on `words`: code, stdout and stderr. Return that end."""
    expected = run(CPYTHON, *words, stdin=stdin, cwd=cwd, env=env, timeout=timeout)
    actual = run(MINICORO, *words, stdin=stdin, cwd=cwd, env=env, timeout=timeout)
    assert actual == expected
    return actual


def _text(data: bytes) -> str:
    return data.decode(errors="backslashreplace")

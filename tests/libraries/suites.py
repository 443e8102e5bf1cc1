"""Fetches a library's source distribution, runs its tests under CPython and under minicoro, compares test by test."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tarfile
import tomllib
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from tests.running import ROOT

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "minicoro-libraries"
LIMIT = 1500
"""Seconds for one suite under one Python."""


class CannotRunError(Exception):
    """A suite that this machine can't run, and why."""


@dataclass(frozen=True)
class Library:
    """An entry of the manifest."""

    name: str
    version: str
    tests: list[str]
    needs: list[str]
    interpret: list[str]
    args: list[str] = field(default_factory=list)
    path: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    quick: bool = False


@dataclass
class Run:
    """One run of a suite.  outcomes: by test, "passed", "failed", "error" or "skipped".  said: the end of its output.

    seconds: the time on the processor, of pytest and of the processes that it waited for.
    """

    outcomes: dict[str, str]
    seconds: float
    said: str


@dataclass
class Verdict:
    """A suite under both.  differing: by test, the two outcomes, the same ones in a second run."""

    library: str
    host: Run
    ours: Run
    differing: dict[str, tuple[str, str]]


def manifest() -> list[Library]:
    """The libraries, in the manifest's order."""
    found = tomllib.loads((HERE / "manifest.toml").read_text())
    return [Library(name=name, **entry) for name, entry in found.items()]


def listed() -> dict[str, dict[str, str]]:
    """By library, the tests that are known to differ, each with its cause."""
    return tomllib.loads((HERE / "listed.toml").read_text())


def prepared(library: Library) -> tuple[Path, Path]:
    """The folder with the library's sources, and the Python of an environment that has what its tests need."""
    release = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = CACHE / release / f"{library.name}-{library.version}"
    python, done = folder / "venv" / "bin" / "python", folder / "done"
    made_for = "\n".join([library.version, *library.needs])
    if not done.exists() or done.read_text() != made_for:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _do([sys.executable, "-m", "venv", str(folder / "venv")])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _do([*pip, "pytest", "pytest-timeout", "lark>=1.2,<2", f"{library.name}=={library.version}", *library.needs])
        fetch = [str(python), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        _do([*fetch, "--no-binary", ":all:", "-d", str(folder), f"{library.name}=={library.version}"])
        for archive in folder.glob("*.tar.gz"):
            with tarfile.open(archive) as opened:
                opened.extractall(folder, filter="data")
        done.write_text(made_for)
    (source,) = [path for path in folder.iterdir() if path.is_dir() and path.name not in ("venv", "compiled")]
    return source, python


def _do(words: list[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise CannotRunError(f"{' '.join(words[:4])}… failed: {done.stderr.strip().splitlines()[-1:]}")


def compared(library: Library) -> Verdict:
    """Run the suite under both; what differs runs once more, under both.

    The tests are collected before, so that both find the modules compiled in the second run.
    """
    source, python = prepared(library)
    for interpreted in (False, True):
        run(library, source, python, interpreted, ["--collect-only", *library.tests])
    host, ours = run(library, source, python, False), run(library, source, python, True)
    if not any([outcome == "passed" for outcome in host.outcomes.values()]):
        raise CannotRunError(f"no test passes under CPython:\n{host.said}")
    if not ours.outcomes:
        raise CannotRunError(f"no report under minicoro:\n{ours.said}")
    differing = _differing(host, ours)
    if differing and len(differing) <= 60:
        again = [test.partition("[")[0] for test in differing]
        second = _differing(run(library, source, python, False, again), run(library, source, python, True, again))
        differing = {test: pair for test, pair in differing.items() if second.get(test) == pair}
    return Verdict(library.name, host, ours, differing)


def _differing(host: Run, ours: Run) -> dict[str, tuple[str, str]]:
    tests = host.outcomes.keys() | ours.outcomes.keys()
    pairs = {test: (host.outcomes.get(test, "missing"), ours.outcomes.get(test, "missing")) for test in sorted(tests)}
    return {test: pair for test, pair in pairs.items() if pair[0] != pair[1]}


def run(library: Library, source: Path, python: Path, interpreted: bool, tests: list[str] | None = None) -> Run:
    """Run the suite, or some tests of it, under CPython or interpreted."""
    report = source.parent / f"report-{'minicoro' if interpreted else 'cpython'}.xml"
    report.unlink(missing_ok=True)
    command = [str(python)]
    if interpreted:
        names = [word for name in library.interpret for word in ("--interpret", name)]
        command += ["-m", "minicoro", "run", *names]
    command += ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "120", f"--junitxml={report}"]
    command += [*library.args, *(tests or library.tests)]
    path = os.pathsep.join([*([str(source / library.path)] if library.path else []), str(ROOT)])
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPATH": path,
        **library.environment,
        "PYTHONPYCACHEPREFIX": str(source.parent / "compiled"),
        "PY_COLORS": "0",
    }
    began = _spent()
    try:
        done = subprocess.run(
            command, cwd=source, env=environment, capture_output=True, text=True, errors="replace", timeout=LIMIT
        )
        said = done.stdout[-3000:] + done.stderr[-2000:]
    except subprocess.TimeoutExpired:
        said = f"not done after {LIMIT} s"
    return Run(_outcomes(report), _spent() - began, said)


def _spent() -> float:
    """Seconds on the processor of the processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _outcomes(report: Path) -> dict[str, str]:
    if not report.exists():
        return {}
    found: dict[str, str] = {}
    for case in ET.parse(report).iter("testcase"):
        outcome = next((child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed")
        path = case.get("classname", "").replace(".", "/")
        found[_node(path, case.get("name", ""))] = {"failure": "failed"}.get(outcome, outcome)
    return found


def _node(path: str, name: str) -> str:
    """The test as pytest takes it: the class of a method stands behind the file."""
    parts = path.split("/")
    classes = []
    while parts and parts[-1][:1].isupper():
        classes.insert(0, parts.pop())
    return "::".join([f"{'/'.join(parts)}.py", *classes, name])


def kept(verdict: Verdict) -> str:
    """A verdict as one line of JSON, for the table."""
    counts = {}
    for who, one in (("cpython", verdict.host), ("minicoro", verdict.ours)):
        counts[who] = sum(outcome == "passed" for outcome in one.outcomes.values())
    ratio = verdict.ours.seconds / verdict.host.seconds
    return json.dumps(
        {"library": verdict.library, **counts, "differing": len(verdict.differing), "ratio": round(ratio, 2)}
    )

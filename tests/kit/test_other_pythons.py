"""The score that the kit gives to other Pythons is true: to an older CPython, and to one with a single fault."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from minicoro.conformance import runner
from tests.project.pythons import candidates
from tests.running import ROOT, run

KIT = ROOT / "tests" / "conformance"


def cpython(version: str) -> Path:
    """A CPython of this machine that is older than those on which minicoro runs."""
    ask = "import platform as p; print(p.python_implementation(), p.python_version())"
    for path in candidates():
        if version in str(path) and path.exists() and "config" not in path.name:
            answer = subprocess.run([path, "-c", ask], capture_output=True, text=True, timeout=60).stdout
            if answer.startswith(f"CPython {version}."):
                return path
    pytest.skip(f"there is no CPython {version} on this machine")


def score(python: str | Path, chapters: tuple[str, ...]) -> runner.Score:
    """As ``runner.py --python PATH`` finds it: measured by the records of the kit."""
    target = runner.probe(runner.python(str(python)))
    reference = runner.reference_for(target, [], KIT)
    return runner.score(runner.load(KIT, chapters), target, reference, 2, 60, lambda name, count: None)


def is_true_for_3_10(chapters: tuple[str, ...]) -> None:
    """Every case that is about 3.10 is run and passed; skipped are those that say that they need a later Python."""
    found = score(cpython("3.10"), chapters)
    assert found.reference == "CPython 3.11.7, recorded"
    assert {one.case: one.detail for one in found.verdicts if one.status == "failed"} == {}
    cases = {case.name: case for case in runner.load(KIT, chapters)}
    assert found.count("passed") > 0.8 * len(cases)
    for one in found.verdicts:
        low = cases[one.case].head.min_python
        needs = low is not None and low > (3, 10)
        assert (one.status == "skipped") is needs, one
        assert one.detail.startswith("needs Python 3.1") is needs, one


@pytest.mark.medium
def test_cpython_3_10_in_short() -> None:
    is_true_for_3_10(("versions", "await"))


@pytest.mark.slow
def test_cpython_3_10() -> None:
    is_true_for_3_10(())


def test_the_runner_on_an_older_python_skips_later_syntax(tmp_path: Path) -> None:
    """What a 3.9 does not compile is skipped, whether its head says so or not; the runner itself runs there."""
    (tmp_path / "chapter").mkdir()
    head = "# ---\n# description: d.\n# rule: a/b\n# ---\n"
    (tmp_path / "chapter" / "later.py").write_text(f"{head}match 1:\n    case 1:\n        print('later')\n")
    (tmp_path / "chapter" / "sooner.py").write_text(f"{head}print('sooner')\n")
    runs = ROOT / "minicoro" / "conformance" / "runner.py"
    ended = run(
        (str(cpython("3.9")), str(runs)),
        "--kit",
        str(tmp_path),
        "--reference",
        sys.executable,
        "--json",
        f"{tmp_path}/o",
    )
    assert (ended.code, ended.err) == (0, "")
    (told,) = json.loads((tmp_path / "o").read_text())["interpreters"]
    later, sooner = told["cases"]
    assert (later["status"], sooner["status"]) == ("skipped", "passed")
    assert later["detail"].startswith("is in the syntax of a later Python (")


FAULTY = """\
import asyncio, runpy, sys, types  # asyncio uses it, and works
types.coroutine = lambda function: function  # the fault: a decorated generator cannot be awaited
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.medium
def test_a_fault_costs_the_cases_that_are_about_it(tmp_path: Path) -> None:
    """A CPython without ``types.coroutine`` fails where that is used, and nowhere else."""
    (tmp_path / "faulty.py").write_text(FAULTY)
    out = tmp_path / "out.json"
    command = f"{sys.executable} {tmp_path / 'faulty.py'} {{file}}"
    words = ("conform", "--command", command, "--reference", "recorded", "--json", str(out))
    chapters = ("--chapter", "await", "--chapter", "re-entrancy")
    ended = run((sys.executable, "-m", "minicoro"), *words, *chapters, timeout=300)
    assert ended.code == 1, ended.err
    (told,) = json.loads(out.read_text())["interpreters"]
    features = {case.name: case.head.features for case in runner.load(KIT)}
    failed = [one["case"] for one in told["cases"] if one["status"] == "failed"]
    assert failed
    assert [name for name in failed if "types-coroutine" not in features[name]] == []

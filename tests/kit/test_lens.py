"""The lens: with ``--as VERSION`` the cases whose output differs between versions give that version's output.

The expectations are the records of the CPythons.  `lens.txt` lists the cases that the lens leaves, with their causes.
"""

import json
import sys
from pathlib import Path

import pytest

from minicoro.conformance import runner
from minicoro.core import versions
from tests.running import ROOT, run
from tests.spec.book import rules

KIT = ROOT / "tests" / "conformance"
RECORDS = {path.stem: path for path in sorted((KIT / "expected").glob("3.*.json"))}
LEFT = runner.expected_failures(str(ROOT / "tests" / "kit" / "lens.txt"))
HOST = ".".join([str(part) for part in sys.version_info[:2]])
NAMED = {rule.id for rule in rules()}
WARNING = "SyntaxWarning: '"


def recorded(version: str) -> dict[str, runner.Ended]:
    return dict(runner.read_record(RECORDS[version]).record)


def without_warnings(ended: runner.Ended) -> runner.Ended:
    """Without what the host's compiler warns of: ``return`` in ``finally`` (PEP 765)."""
    lines = ended.err.splitlines()
    warned = [number for number, line in enumerate(lines) if WARNING in line]
    left = [line for number, line in enumerate(lines) if number not in warned and number - 1 not in warned]
    return ended._replace(err="\n".join(left))


def differing(version: str) -> list[runner.Case]:
    """The cases that do one thing on the running Python and another on ``version``."""
    mine = [each for each in RECORDS if each.startswith(f"{HOST}.")]
    here, there = recorded(mine[-1]), recorded(version)
    cases = [case for case in runner.load(KIT) if case.name in here and case.name in there]
    return [case for case in cases if without_warnings(here[case.name]) != without_warnings(there[case.name])]


def behaves_as(version: str, cases: list[runner.Case]) -> None:
    expected, target = recorded(version), runner.minicoro("", ["--as", version])
    found = runner.run_all(cases, target, 2, 60, lambda name, count: None)
    wrong = {}
    for case in cases:
        difference = runner.judge(case, without_warnings(expected[case.name]), without_warnings(found[case.name][0]))
        if difference and case.name not in LEFT:
            wrong[case.name] = difference
    assert wrong == {}, f"as {version} on {HOST}: a switch of core/versions.py is missing, or belongs into lens.txt"


@pytest.mark.slow
@pytest.mark.parametrize("version", RECORDS)
def test_a_version(version: str) -> None:
    cases = differing(version)
    if version[:4] != HOST:
        assert len([case for case in cases if case.name not in LEFT]) > 1
    behaves_as(version, cases)


def test_a_version_in_short() -> None:
    version = "3.12.1" if HOST != "3.12" else "3.13.0"
    chapters = ("stop-iteration", "throw-and-close", "async-generators")
    behaves_as(version, [case for case in differing(version) if case.chapter in chapters][:12])


def test_what_is_left_is_in_the_kit() -> None:
    assert set(LEFT) <= {case.name for case in runner.load(KIT)}


def test_trials_find_what_the_releases_have() -> None:
    """On a released Python each trial finds what its table says; a difference is news of a bugfix release."""
    here = versions.running()
    table = {name: switch.of(here) for name, switch in versions.SWITCHES.items()}
    assert table == vars(versions.HOST)


@pytest.mark.parametrize("name", versions.SWITCHES)
def test_a_switch_says_what_it_is(name: str) -> None:
    switch = versions.SWITCHES[name]
    assert switch.about
    assert switch.trial or not switch.changeable, "a switch that --as can change is tried"
    assert switch.rule in NAMED or not switch.changeable, "a switch that --as can change has a rule of the book"
    assert switch.since or switch.until


@pytest.mark.medium
def test_the_kit_measures_the_lens_by_the_records(tmp_path: Path) -> None:
    version = "3.12" if HOST != "3.12" else "3.13"
    words = ("conform", "--as", version, "--case", "throw-and-close/close-return-value", "--json", f"{tmp_path}/o")
    ended = run((sys.executable, "-m", "minicoro"), *words, timeout=120)
    assert ended.code == 0, ended.out + ended.err
    (told,) = json.loads((tmp_path / "o").read_text())["interpreters"]
    assert told["reference"].startswith(f"CPython {version}.")
    assert told["counts"]["failed"] == 0

"""`minicoro conform` as a user calls it: its table, reports, progress bar, and CPython's own tests."""

import json
import os
import pty
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from minicoro.conformance import runner
from minicoro.conformance.runner import Score, Target, Verdict
from tests.running import Ended, environment, run

CONFORM = (sys.executable, "-m", "minicoro", "conform")


def conform(*words: str) -> Ended:
    return run(CONFORM, *words, timeout=300)


def test_reports_and_table_tell_the_same(tmp_path: Path) -> None:
    """What was passed, failed and skipped, with the reasons, in the table, in JSON and in JUnit."""
    wrong = tmp_path / "wrong"
    wrong.write_text('#!/bin/sh\ncase "$1" in *probe.py) echo Other 3.11.0; exit;; esac\necho nonsense\n')
    wrong.chmod(0o755)
    words = ("--case", "await/reuse", "--case", "scheduling/eager", "--json", f"{tmp_path}/o.json")
    ended = conform(*words, "--junit", f"{tmp_path}/o.xml", "--command", f"{wrong} {{file}}", "--reference", "recorded")
    assert (ended.code, ended.err) == (1, "")
    assert re.search(r"^chapter +wrong \{file\} \(Other 3.11.0\)$", ended.out, re.M), ended.out

    (told,) = json.loads((tmp_path / "o.json").read_text())["interpreters"]
    assert (told["implementation"], told["version"], told["reference"]) == (
        "Other",
        "3.11.0",
        "CPython 3.11.7, recorded",
    )
    by_case = {one["case"]: one for one in told["cases"]}
    assert by_case["await/reuse"]["status"] == "failed"
    assert "got 'nonsense'" in by_case["await/reuse"]["detail"]
    assert by_case["scheduling/eager-tasks"]["status"] == "skipped"
    assert by_case["scheduling/eager-tasks"]["detail"] == "needs Python 3.12"
    counts = told["counts"]
    assert sum(counts.values()) == len(by_case)
    assert re.search(rf"^all +{counts['passed']}/{counts['failed']}/{counts['skipped']}$", ended.out, re.M)

    (suite,) = ElementTree.parse(tmp_path / "o.xml").getroot()
    assert int(suite.attrib["tests"]) == len(by_case)
    assert int(suite.attrib["failures"]) == counts["failed"]
    assert int(suite.attrib["skipped"]) == counts["skipped"]
    for case in suite:
        verdict = by_case[f"{case.attrib['classname']}/{case.attrib['name']}"]
        assert [part.tag for part in case] == {"failed": ["failure"], "skipped": ["skipped"]}.get(verdict["status"], [])


def test_what_xml_cannot_hold(tmp_path: Path) -> None:
    """Markup, quotes and control characters of a failure come through, or are shown."""
    verdict = Verdict("await/some", "failed", 'expected "<a&b>\x1b\x00é", got \ud800')
    runner.write_junit(tmp_path / "o.xml", [Score(Target('a"b', ()), "none", [verdict])])
    (suite,) = ElementTree.parse(tmp_path / "o.xml").getroot()
    assert suite.attrib["name"] == 'a"b'
    assert suite[0][0].text == 'expected "<a&b>\\x1b\\x00é", got \\ud800'


def on_a_terminal(*words: str) -> str:
    """What a command writes to a terminal."""
    pid, descriptor = pty.fork()
    if pid == 0:
        os.execve(sys.executable, [*CONFORM, *words], environment({"TERM": "xterm", "COLUMNS": "100"}))
    found = b""
    while True:
        try:
            data = os.read(descriptor, 4096)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        found += data
    os.close(descriptor)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, found
    return found.decode()


@pytest.mark.medium
def test_the_progress_bar_is_shown_on_a_terminal() -> None:
    shown = on_a_terminal("--case", "await/re")
    assert re.search(r"100%|\[#{30}\]", shown), shown
    assert "passed/failed/skipped" in shown


@pytest.mark.medium
def test_no_progress_bar_elsewhere() -> None:
    assert conform("--case", "await/reuse").err == ""


def test_the_plain_progress_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Rich: how many of how many, on one line that is taken away at the end."""
    now = [1.0]
    clock: Callable[[], float] = lambda: now[0]  # noqa: E731
    monkeypatch.setattr(time, "monotonic", clock)
    bar = runner.Plain(4)
    for seconds in (0, 0.05, 0.2, 0.05):
        now[0] += seconds
        bar.step("some/python", 1)
    bar.close()
    lines = capsys.readouterr().err.split("\r")
    assert [line.split("]")[1].split()[0] for line in lines if "]" in line] == [
        "1/4",
        "3/4",
        "4/4",
    ]  # at most ten a second, and the last
    assert lines[-2].strip() == lines[-1] == ""


def test_cpythons_tests_by_file() -> None:
    """One row a file: how many pass under CPython, and how many of them under minicoro."""
    ended = conform("--cpython-tests", "--case", "test_yield_from", "--jobs", "2")
    if "comes without its tests" in ended.err:
        pytest.skip(f"the tests of CPython are not installed: {ended.err}")
    row = re.search(r"^\| test_yield_from +\| +(\d+) \| +(\d+) \| +0 \| +0 \|", ended.out, re.M)
    assert row is not None, ended.out + ended.err
    assert int(row[1]) == int(row[2]) > 30
    assert ended.code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--case", "test_nothing"), "no such file: test_nothing"),
        (("--json", "out"), "minicoro: --json has no meaning for --cpython-tests"),
    ],
)
def test_cpythons_tests_refuse(words: tuple[str, ...], said: str) -> None:
    ended = conform("--cpython-tests", *words)
    assert ended.code == 2
    assert said in ended.err


def test_a_list_that_cannot_be_read_is_told_before_anything_runs(tmp_path: Path) -> None:
    ended = conform("--expected", str(tmp_path / "none.txt"))
    assert (ended.code, ended.out) == (2, "")
    assert "argument --expected: can't read" in ended.err

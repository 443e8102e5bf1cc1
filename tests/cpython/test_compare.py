"""Comparing outcomes, the list of known differences, and what is printed."""

from pathlib import Path

import pytest

from tests.cpython import listed, report
from tests.cpython.compare import Comparison, belonging
from tests.cpython.files import FILES, LIBRARY, TestFile, chosen
from tests.cpython.listed import Listed
from tests.cpython.runner import Outcome, Run

FILE = TestFile("test_sample")


def compared(theirs: dict[str, str], ours: dict[str, str], *known: str, partly: bool = False) -> Comparison:
    entries = {name: Listed(name, "c-api", "for a good reason", ()) for name in known}
    return Comparison(FILE, _run(theirs), _run(ours), entries, partly)


def _run(statuses: dict[str, str]) -> Run:
    return Run({name: Outcome(status, f"detail of {name}") for name, status in statuses.items()}, 1.0)


def test_all_well() -> None:
    both = {"a": "passed", "b": "expected failure"}
    comparison = compared({**both, "c": "skipped", "d": "failed"}, {**both, "c": "failed", "d": "passed"})
    assert comparison.good
    assert (comparison.expected, comparison.passed) == (["a", "b"], ["a", "b"])


@pytest.mark.parametrize("status", ["failed", "error", "skipped", "unexpected success", "started"])
def test_a_test_that_passes_only_under_cpython(status: str) -> None:
    comparison = compared({"a": "passed"}, {"a": status})
    assert comparison.unexpected == ["a"]
    assert not comparison.good
    assert f"{status}: detail of a" in report.failures([comparison])


def test_a_test_that_was_not_run() -> None:
    comparison = compared({"a": "passed"}, {})
    assert comparison.unexpected == ["a"]
    assert "absent: not run" in report.failures([comparison])


def test_a_listed_failure_is_no_surprise() -> None:
    comparison = compared({"a": "passed"}, {"a": "failed"}, "a")
    assert comparison.good
    assert comparison.known == ["a"]
    assert report.failures([comparison]) == ""


def test_a_listed_test_that_passes_is_an_error() -> None:
    comparison = compared({"a": "passed"}, {"a": "passed"}, "a")
    assert not comparison.good
    assert "a: passes; take it off the list" in report.failures([comparison])


def test_a_listed_test_that_cpython_does_not_pass_is_an_error() -> None:
    comparison = compared({"b": "passed"}, {"b": "passed"}, "a")
    assert not comparison.good
    assert "a: CPython does not pass it here" in report.failures([comparison])
    assert compared({"b": "passed"}, {"b": "passed"}, "a", partly=True).good


def test_a_failure_outside_the_tests() -> None:
    comparison = compared({"a": "passed"}, {"a": "passed", "setUpClass (C)": "error"})
    assert not comparison.good
    assert "setUpClass (C)" in report.failures([comparison])


def test_tests_that_ran_uninterpreted_prove_nothing() -> None:
    ours = Run({"a": Outcome("passed")}, 1.0, "_frozen_importlib_external")
    comparison = Comparison(FILE, _run({"a": "passed"}), ours, {})
    assert not comparison.good
    assert "not interpreted: loaded by _frozen_importlib_external" in report.failures([comparison])


def test_no_tests_at_all_is_no_success() -> None:
    assert not compared({}, {}).good


def test_table() -> None:
    first = compared({"a": "passed", "b": "passed", "c": "passed"}, {"a": "passed", "b": "failed", "c": "error"}, "b")
    assert report.table([first, first]).splitlines() == [
        "| File        | CPython passed | minicoro passed | Listed | Unexpected |   Seconds |",
        "| ----------- | -------------: | --------------: | -----: | ---------: | --------: |",
        "| test_sample |              3 |               1 |      1 |          1 | 1.0 / 1.0 |",
        "| test_sample |              3 |               1 |      1 |          1 | 1.0 / 1.0 |",
        "| all         |              6 |               2 |      2 |          2 | 2.0 / 2.0 |",
    ]


def test_the_page_keeps_other_versions(tmp_path: Path) -> None:
    page = tmp_path / "report.md"
    page.write_text("# Old\n\n## CPython 3.9\n\nkept\n\n## CPython 3.99\n\nkept too\n")
    comparison = compared({"a": "passed"}, {"a": "passed"})
    report.update_page([comparison], page)
    once = page.read_text()
    report.update_page([comparison], page)
    assert page.read_text() == once
    assert once.startswith(report.INTRODUCTION)
    assert once.index("## CPython 3.9\n\nkept") < once.index("test_sample") < once.index("## CPython 3.99\n\nkept too")


class TestList:
    def test_ours_keeps_its_rules(self) -> None:
        tests = {entry.test for entry in listed.load()}
        assert all(any(belonging(file, {test: None}) for file in (*FILES, *LIBRARY)) for test in tests), (
            "a test of no file we run"
        )

    def test_versions(self, tmp_path: Path) -> None:
        found = self.load(
            tmp_path,
            'tests = ["a", "b"]\ncause = "refcount"\nreason = "it counts its references"\nversions = ["3.11"]',
            'tests = ["c"]\ncause = "c-api"\nreason = "it calls a C function"',
            'tests = ["d"]\ncause = "c-api"\nreason = "it calls a C function"\nversions = ["3.13.1+"]',
        )
        assert set(listed.listed_for("3.11.7", found)) == {"a", "b", "c"}
        assert set(listed.listed_for("3.12.1", found)) == {"c"}
        assert set(listed.listed_for("3.13.0", found)) == {"c"}
        assert set(listed.listed_for("3.13.18", found)) == {"c", "d"}
        assert set(listed.listed_for("3.14.0", found)) == {"c"}

    @pytest.mark.parametrize(
        ("entry", "says"),
        [
            ('tests = ["a"]\ncause = "mood"\nreason = "it does not like us"', "cause 'mood'"),
            ('tests = ["a"]\ncause = "c-api"\nreason = "because"', "needs a reason"),
            ('tests = []\ncause = "c-api"\nreason = "it calls a C function"', "not empty"),
            ('tests = ["a", "a"]\ncause = "c-api"\nreason = "it calls a C function"', "listed twice"),
            ('tests = ["a"]\ncause = "c-api"\nreason = "it calls a C function"\nnote = 1', "unknown keys"),
        ],
    )
    def test_rules(self, tmp_path: Path, entry: str, says: str) -> None:
        with pytest.raises(ValueError, match=says):
            self.load(tmp_path, entry)

    @staticmethod
    def load(directory: Path, *entries: str) -> list[Listed]:
        path = directory / "listed.toml"
        path.write_text("".join(f"[[listed]]\n{entry}\n" for entry in entries))
        return listed.load(path)


def test_choosing_files() -> None:
    assert [file.name for file in chosen(["test_tasks", "test_with.py"])] == ["test_asyncio/test_tasks", "test_with"]
    assert chosen([]) == list(FILES)
    with pytest.raises(KeyError):
        chosen(["test_nosuch"])

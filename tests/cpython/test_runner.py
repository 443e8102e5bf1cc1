"""The runner tells what becomes of every test, also when a test takes the process with it."""

import sys
from pathlib import Path

import pytest

from tests.cpython.runner import Run, run_file

MODULE = '''\
"""
>>> 1 + 1
2
"""
import doctest, faulthandler, os, signal, sys, time, unittest

def doubled():
    """
    >>> doubled()
    3
    """
    return 2

class T(unittest.TestCase):
    def test_passes(self): pass
    def test_fails(self): self.assertEqual(1, 2)
    def test_errs(self): {}["key"]
    def test_skips(self): self.skipTest("not today")
    @unittest.expectedFailure
    def test_known(self): self.fail()
    @unittest.expectedFailure
    def test_surprise(self): pass
    def test_subtests(self):
        for i in range(4):
            with self.subTest(i=i): self.assertNotIn(i, (1, 2))
    def test_died_a(self): os.kill(os.getpid(), signal.SIGSEGV)
    def test_died_b(self): os._exit(3)
    def test_died_c(self): raise KeyboardInterrupt
    def test_hangs(self):
        while True: time.sleep(1)
    def test_z_passes_after_all_that(self): print("noise"); print("noise", file=sys.stderr)

class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise OSError("no class")
    def test_never(self): pass

def load_tests(loader, tests, pattern):
    tests.addTest(doctest.DocTestSuite(sys.modules[__name__]))
    return tests
'''

EXPECTED = {
    "T.test_passes": ("passed", ""),
    "T.test_fails": ("failed", "AssertionError: 1 != 2"),
    "T.test_errs": ("error", "KeyError: 'key'"),
    "T.test_skips": ("skipped", "not today"),
    "T.test_known": ("expected failure", "AssertionError: None"),
    "T.test_surprise": ("unexpected success", ""),
    "T.test_subtests": ("failed", "(i=1): AssertionError: 1 unexpectedly found in (1, 2)"),
    "T.test_died_a": ("error", "the process ended with signal SIGSEGV"),
    "T.test_died_b": ("error", "the process ended with exit code 3"),
    "T.test_died_c": ("error", "the process ended with signal SIGINT"),
    "T.test_hangs": ("error", "no end within 2 s"),
    "T.test_z_passes_after_all_that": ("passed", ""),
    "doubled": ("failed", None),
}


def run(directory: Path, source: str, match: str = "") -> Run:
    """Run a module of our own in place of one of CPython's."""
    (directory / "sample.py").write_text(source)
    start = directory / "start.py"
    start.write_text(
        f"import runpy, sys\nsys.path.append({str(directory)!r})\nsys.argv.pop(0)\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n"
    )
    command = [sys.executable, "-X", "faulthandler", str(start)]
    return run_file(command, "sample", timeout=2, match=match)


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Run:
    return run(tmp_path_factory.mktemp("sample"), MODULE)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_kind_of_end(sample: Run, name: str) -> None:
    status, detail = EXPECTED[name]
    outcome = sample.outcomes[f"sample.{name}"]
    assert outcome.status == status
    if detail is not None:
        assert outcome.detail == detail


def test_nothing_is_lost_and_nothing_invented(sample: Run) -> None:
    names = {f"sample.{name}" for name in EXPECTED} | {"sample", "setUpClass (sample.Broken)"}
    assert set(sample.outcomes) == names


def test_traces_say_where(sample: Run) -> None:
    assert "in test_fails" in sample.outcomes["sample.T.test_fails"].trace
    assert "test_died_a" in sample.outcomes["sample.T.test_died_a"].trace
    assert "test_hangs" in sample.outcomes["sample.T.test_hangs"].trace
    assert "Got:" in sample.outcomes["sample.doubled"].detail


def test_match(tmp_path: Path) -> None:
    assert set(run(tmp_path, MODULE, match="passes").outcomes) == {
        "sample.T.test_passes",
        "sample.T.test_z_passes_after_all_that",
    }


def test_a_module_that_cannot_be_loaded(tmp_path: Path) -> None:
    [(name, outcome)] = run(tmp_path, "import nosuchmodule").outcomes.items()
    assert (name, outcome.status) == ("sample", "error")
    assert "nosuchmodule" in outcome.detail


def test_a_module_that_kills_the_process(tmp_path: Path) -> None:
    [(name, outcome)] = run(tmp_path, "import os; os._exit(9)").outcomes.items()
    assert (name, outcome.status, outcome.detail) == ("the test file", "error", "the process ended with exit code 9")


def test_load_tests_that_fails_costs_no_other_test(tmp_path: Path) -> None:
    source = "import unittest\nclass T(unittest.TestCase):\n    def test(self): pass\ndef load_tests(*a): 1 / 0\n"
    outcomes = run(tmp_path, source).outcomes
    assert outcomes["sample.T.test"].good
    assert outcomes["sample.load_tests"].detail == "ZeroDivisionError: division by zero"

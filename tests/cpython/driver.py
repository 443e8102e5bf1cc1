"""Runs one of CPython's test modules and writes one line of JSON for each test: `driver.py MODULE RESULTS [MATCH]`.

This file is itself the program under test: it runs under CPython, and under `minicoro run`. RESULTS may hold lines of
an earlier run that ended in the middle; the tests in it are left out. So the parent (runner.py) can start again
after a crash, behind the test that crashed.
"""

import importlib
import json
import sys
import traceback
import unittest

del sys.path[0]  # this directory; the tests find nothing in it

LONGEST_TRACE = 8000


class Recorder(unittest.TestResult):
    """Writes what becomes of each test as soon as it is known."""

    def __init__(self, results):
        super().__init__()
        self.results = results
        self.name = None  # of the running test
        self.seen = {}

    def write(self, **fields):
        self.results.write(json.dumps(fields) + "\n")
        self.results.flush()

    def startTest(self, test):  # noqa: N802
        super().startTest(test)
        self.name = unique(test.id(), self.seen)
        self.outcome = None
        self.failed_subtest = None
        self.write(id=self.name, status="started")

    def stopTest(self, test):  # noqa: N802
        super().stopTest(test)
        # No outcome at all: an exception such as KeyboardInterrupt is on its way out, and the test stays "started".
        status, detail, trace = self.failed_subtest or self.outcome or ("started", "", "")
        self.write(id=self.name, status=status, detail=detail, trace=trace)
        self.name = None

    def note(self, test, status, detail="", trace=""):
        if self.name is None:  # a failure outside a test, such as in setUpClass
            self.write(id=test.id(), status=status, detail=detail, trace=trace)
        elif self.outcome is None or self.outcome[0] == "passed":
            self.outcome = (status, detail, trace)

    def addSuccess(self, test):  # noqa: N802
        self.note(test, "passed")

    def addFailure(self, test, err):  # noqa: N802
        self.note(test, "failed", *described(err))

    def addError(self, test, err):  # noqa: N802
        self.note(test, "error", *described(err))

    def addSkip(self, test, reason):  # noqa: N802
        self.note(test, "skipped", reason)

    def addExpectedFailure(self, test, err):  # noqa: N802
        self.note(test, "expected failure", *described(err))

    def addUnexpectedSuccess(self, test):  # noqa: N802
        self.note(test, "unexpected success")

    def addSubTest(self, test, subtest, err):  # noqa: N802
        if err is not None and self.failed_subtest is None:
            status = "failed" if issubclass(err[0], test.failureException) else "error"
            detail, trace = described(err)
            self.failed_subtest = (status, f"{subtest._subDescription()}: {detail}", trace)


def described(err):
    """An exception as one line and as text."""
    kind, value, _ = err
    trace = "".join(traceback.format_exception(*err))
    if kind is AssertionError or kind.__module__ == "doctest":
        lines = doctest_lines(str(value))
    else:
        lines = str(value).splitlines()
    return f"{kind.__name__}: {lines[0] if lines else ''}", trace[-LONGEST_TRACE:]


def doctest_lines(text):
    """The message; of a doctest's long report, the example that failed and what came instead."""
    if "Failed example:" not in text:
        return text.splitlines()
    report = text[text.index("Failed example:") :].splitlines()
    return [" ".join(line.strip() for line in report[:8])]


def unique(name, seen):
    """`name`, or with a number if there was one of that name before."""
    seen[name] = count = seen.get(name, 0) + 1
    return name if count == 1 else f"{name} #{count}"


def finished_before(path):
    """The names in a results file that exists already."""
    try:
        with open(path) as file:  # noqa: PTH123 - no more imports than needed in the program under test
            return {json.loads(line)["id"] for line in file}
    except FileNotFoundError:
        return set()


def tests_in(suite):
    """All tests of a suite, as a list."""
    if not isinstance(suite, unittest.TestSuite):
        return [suite]
    found = []
    for part in suite:
        found += tests_in(part)
    return found


def load(module, recorder):
    """The module's tests; if its own `load_tests` fails, that is noted and the rest is run."""
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromModule(module)
    if loader.errors:
        recorder.write(id=f"{module.__name__}.load_tests", status="error", detail=last_line(loader.errors[0]))
        del module.load_tests
        suite = unittest.TestLoader().loadTestsFromModule(module)
    return tests_in(suite)


def last_line(text):
    return text.strip().splitlines()[-1]


def wanted(tests, done, match):
    """The tests that are still to be run."""
    seen, chosen = {}, []
    for test in tests:
        name = unique(test.id(), seen)
        if name not in done and match in name:
            chosen.append(test)
    return chosen


def main(module_name, path, match=""):
    done = finished_before(path)
    with open(path, "a") as results:  # noqa: PTH123
        recorder = Recorder(results)
        try:
            from test import support

            support.verbose = 0
            module = importlib.import_module(module_name)
        except BaseException as error:
            recorder.write(
                id=module_name, status="error", detail=f"not loaded: {error!r}", trace=traceback.format_exc()
            )
        else:
            guest, loader = sys.modules.get("minicoro.host.modules"), module.__spec__.loader
            is_guest = guest is not None and isinstance(loader, guest.GuestLoader)
            recorder.write(id="", status="loaded", loader="minicoro" if is_guest else type(loader).__module__)
            unittest.TestSuite(wanted(load(module, recorder), done, match)).run(recorder)
        recorder.write(id="", status="end")


main(*sys.argv[1:])

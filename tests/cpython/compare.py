"""CPython's outcomes against minicoro's, with the list of known differences."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.cpython.files import TestFile
from tests.cpython.listed import Listed
from tests.cpython.runner import Outcome, Run

ABSENT = Outcome("absent", "not run")


@dataclass(frozen=True)
class Comparison:
    """One test file under both interpreters."""

    file: TestFile
    cpython: Run
    ours: Run
    listed: Mapping[str, Listed]  # the tests of this file that are on the list
    partly: bool = False  # only some of the file's tests were run
    interpreted: bool = True  # the second run is to be minicoro's, and not that of a stand-in

    @property
    def expected(self) -> list[str]:
        """The tests that pass under CPython."""
        return [name for name, outcome in self.cpython.outcomes.items() if outcome.good]

    @property
    def passed(self) -> list[str]:
        """Those of them that pass under minicoro."""
        return [name for name in self.expected if self.outcome(name).good]

    @property
    def known(self) -> list[str]:
        """Those of them that do not, and are listed."""
        return [name for name in self.expected if not self.outcome(name).good and name in self.listed]

    @property
    def unexpected(self) -> list[str]:
        """Those of them that do not, and are not listed."""
        return [name for name in self.expected if not self.outcome(name).good and name not in self.listed]

    @property
    def complaints(self) -> list[str]:
        """What is wrong with the list: tests that have no place on it."""
        now_good = [f"{name}: passes; take it off the list" for name in self.passed if name in self.listed]
        if self.partly:
            return now_good
        gone = set(self.listed) - set(self.expected)
        return now_good + [f"{name}: CPython does not pass it here; take it off the list" for name in sorted(gone)]

    @property
    def troubles(self) -> list[tuple[str, Outcome]]:
        """Failures of minicoro outside the tests: of the file itself, of `load_tests` or of a fixture."""
        mine, theirs = self.ours.outcomes, self.cpython.outcomes
        found = [(name, outcome) for name, outcome in mine.items() if outcome.status == "error" and name not in theirs]
        if self.interpreted and self.ours.loader.partition(".")[0] not in ("minicoro", ""):
            found.append(("the test file", Outcome("not interpreted", f"loaded by {self.ours.loader}")))
        return found

    @property
    def good(self) -> bool:
        """Is there nothing to be done?"""
        return bool(self.expected) and not self.unexpected and not self.complaints and not self.troubles

    def outcome(self, name: str) -> Outcome:
        """What became of a test under minicoro."""
        return self.ours.outcomes.get(name, ABSENT)


def belonging(file: TestFile, listed: Mapping[str, Listed]) -> dict[str, Listed]:
    """The part of the list that is about `file`."""
    return {name: entry for name, entry in listed.items() if name.startswith(file.module + ".")}

"""Which of CPython's test files are run."""

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True)
class TestFile:
    """One file of CPython's Lib/test."""

    __test__ = False  # not one of pytest's

    name: str  # as under Lib/test, without .py
    quick: bool = False  # part of an ordinary test run

    @property
    def module(self) -> str:
        """The name under which the running Python imports it."""
        return "test." + self.name.replace("/", ".")

    def exists(self) -> bool:
        """Does the running Python have it? Some distributions leave the tests out."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False


FILES = (
    TestFile("test_coroutines", quick=True),
    TestFile("test_generators"),
    TestFile("test_asyncgen", quick=True),
    TestFile("test_yield_from", quick=True),
    TestFile("test_with"),
    TestFile("test_scope"),
    TestFile("test_grammar"),
    TestFile("test_patma"),
    TestFile("test_asyncio/test_tasks"),
    TestFile("test_asyncio/test_taskgroups"),
    TestFile("test_asyncio/test_timeouts"),
    TestFile("test_asyncio/test_locks"),
    TestFile("test_asyncio/test_queues"),
)


def chosen(names: list[str]) -> list[TestFile]:
    """The files of these names (`test_asyncio/test_tasks` also as `test_tasks`); all for none. KeyError if unknown."""
    by_name = {file.name: file for file in FILES} | {file.name.rpartition("/")[2]: file for file in FILES}
    return [by_name[name.removesuffix(".py")] for name in names] or list(FILES)

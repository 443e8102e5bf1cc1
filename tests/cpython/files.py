"""Which of CPython's test files are run."""

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True)
class TestFile:
    """One file of CPython's Lib/test."""

    __test__ = False  # not one of pytest's

    name: str  # as under Lib/test, without .py
    quick: bool = False  # part of an ordinary test run
    interpret: str = ""  # the part of the library that it tests, to be interpreted too

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
    TestFile("test_coroutines"),
    TestFile("test_generators"),
    TestFile("test_asyncgen"),
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


LIBRARY = tuple(
    [
        TestFile(f"test_{name}")
        for name in (
            "augassign",
            "builtin",
            "class",
            "contextlib",
            "contextlib_async",
            "decorators",
            "dictcomps",
            "dynamic",
            "except_star",
            "extcall",
            "fstring",
            "generator_stop",
            "genexps",
            "global",
            "iter",
            "keywordonlyarg",
            "listcomps",
            "metaclass",
            "named_expressions",
            "setcomps",
            "subclassinit",
            "super",
            "syntax",
            "type_params",
            "unpack",
            "unpack_ex",
        )
    ]
    + [
        TestFile(test, interpret=package)
        for test, package in (
            ("test_argparse", "argparse"),
            ("test_asyncio/test_runners", "asyncio"),
            ("test_asyncio/test_streams", "asyncio"),
            ("test_calendar", "calendar"),
            ("test_collections", "collections"),
            ("test_configparser", "configparser"),
            ("test_contextlib", "contextlib"),
            ("test_copy", "copy"),
            ("test_csv", "csv"),
            ("test_dataclasses", "dataclasses"),
            ("test_difflib", "difflib"),
            ("test_email/test_headerregistry", "email"),
            ("test_enum", "enum"),
            ("test_fractions", "fractions"),
            ("test_functools", "functools"),
            ("test_graphlib", "graphlib"),
            ("test_heapq", "heapq"),
            ("test_htmlparser", "html"),
            ("test_ipaddress", "ipaddress"),
            ("test_json", "json"),
            ("test_optparse", "optparse"),
            ("test_pprint", "pprint"),
            ("test_random", "random"),
            ("test_re", "re"),
            ("test_shlex", "shlex"),
            ("test_string", "string"),
            ("test_textwrap", "textwrap"),
            ("test_types", "types"),
            ("test_typing", "typing"),
            ("test_urlparse", "urllib"),
            ("test_xml_etree", "xml"),
        )
    ]
)
"""Further tests of the language, and tests of the library with what they test interpreted."""


def chosen(names: list[str]) -> list[TestFile]:
    """The files of these names (`test_asyncio/test_tasks` also as `test_tasks`); all for none. KeyError if unknown."""
    by_name = {file.name: file for file in FILES} | {file.name.rpartition("/")[2]: file for file in FILES}
    return [by_name[name.removesuffix(".py")] for name in names] or list(FILES)


def of_library(names: list[str]) -> list[TestFile]:
    """Those of `LIBRARY` that the host has, all or those with these names; KeyError for a name that is not there."""
    by_name = {file.name: file for file in LIBRARY if file.exists()}
    return [by_name[name.removesuffix(".py")] for name in names] or list(by_name.values())

"""Tools that show errors to people: what they show of an interpreted program is what they show under CPython."""

import re
from pathlib import Path

import pytest

from tests.errors.running import clean
from tests.running import CPYTHON, MINICORO, Ended, run

pytestmark = pytest.mark.sample(5, 1)

SECONDS = re.compile(r"\b\d+\.\d+s\b")

HELPER = """\
import asyncio

class Account:
    def __init__(self, balance): self.balance = balance
    def take(self, amount):
        assert amount <= self.balance, f"only {self.balance}"
        self.balance -= amount

def deep(n):
    return 1 // n if n == 0 else deep(n - 1)

async def later(n):
    await asyncio.sleep(0)
    return deep(n)

def lazily(n):
    yield n
    yield deep(n)
"""

UNITTEST = """\
import asyncio
import unittest
from helper import Account, deep, later, lazily

class Plain(unittest.TestCase):
    def test_passes(self): self.assertEqual(deep.__name__, "deep")
    def test_fails(self): self.assertEqual([1, 2, {"a": 3}], [1, 2, {"a": 4}])
    def test_errors(self): deep(2)
    def test_asserts_in_helper(self): Account(5).take(7)
    def test_generator(self): list(lazily(1))
    def test_raises_nothing(self):
        with self.assertRaises(KeyError): pass
    def test_raises_other(self):
        with self.assertRaisesRegex(ZeroDivisionError, "nothing like it"): deep(1)
    def test_parts(self):
        for n in range(3):
            with self.subTest(n=n): self.assertNotEqual(n, 1)
    def test_chained(self):
        try: deep(0)
        except ZeroDivisionError as error: raise ValueError("chained") from error
    def test_warns(self):
        with self.assertWarns(UserWarning): pass
    def test_logs(self):
        with self.assertLogs("some"): pass
    @unittest.skip("why not")
    def test_skipped(self): deep(0)
    @unittest.expectedFailure
    def test_expected(self): deep(0)
    @unittest.expectedFailure
    def test_unexpected(self): pass

class Broken(unittest.TestCase):
    def setUp(self): deep(0)
    def test_never(self): pass

class Later(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.n = 1
        asyncio.get_running_loop().slow_callback_duration = 60
    async def test_errors(self): await later(self.n)
    async def test_fails(self): self.assertIsNone(await asyncio.gather(asyncio.sleep(0, 1)))
    async def test_group(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(later(0))

if __name__ == "__main__":
    unittest.main()
"""

PYTEST = """\
import asyncio
import pytest
from helper import Account, deep, later, lazily

def test_passes(): pass
def test_fails():
    found = [1, 2]
    assert found == [1, 3]
def test_errors(): deep(2)
def test_asserts_in_helper(): Account(5).take(7)
def test_generator(): list(lazily(1))
def test_coroutine(): asyncio.run(later(1))
def test_raises():
    with pytest.raises(KeyError): deep(0)
@pytest.fixture
def broken(): deep(0)
def test_fixture(broken): pass
@pytest.mark.parametrize("n", [0, 1])
def test_parameters(n): assert deep.__name__ == n
"""

LOGGING = """\
import logging, sys
from helper import deep, lazily
logging.basicConfig(format="%(levelname)s %(filename)s:%(lineno)d %(funcName)s %(message)s", stream=sys.stdout)

def f():
    try: deep(1)
    except ZeroDivisionError: logging.exception("failed")

def g():
    logging.warning("here", stack_info=True)
    yield 1
    try: list(lazily(0))
    except ZeroDivisionError as error: logging.error("later", exc_info=error, stacklevel=2)

f()
print(list(g()))
logging.getLogger("other").critical("end", extra={})
logging.raiseExceptions = True
logging.error("%d", "no number")
"""

RICH = """\
import sys
from rich.console import Console
from rich.traceback import Traceback, install
from helper import deep, lazily
console = Console(file=sys.stdout, width=100, color_system=None)

def f(x):
    y = [x] * 2
    return deep(x)

try: f(1)
except ZeroDivisionError: console.print_exception(show_locals=True)

async def g():
    try: f(0)
    except ZeroDivisionError as error: raise KeyError("chained") from error

try: g().send(None)
except KeyError: console.print_exception(extra_lines=1)
install(console=console)
list(lazily(2))
"""

TRACEBACK = """\
import inspect, traceback, sys
from helper import deep, lazily, Account

def f():
    traceback.print_stack(file=sys.stdout)
    print([entry.function for entry in inspect.stack()])
    deep(1)

try: f()
except ZeroDivisionError as error:
    print("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
    print([(entry.function, entry.lineno, entry.code_context) for entry in inspect.trace()])
    for frame, line in traceback.walk_tb(error.__traceback__): print(frame.f_code.co_qualname, line)
    print(inspect.getinnerframes(error.__traceback__)[-1].positions)
    traceback.clear_frames(error.__traceback__)

async def g():
    print([entry.name for entry in traceback.extract_stack()])
    Account(1).take(2)

try: g().send(None)
except AssertionError: traceback.print_exc(limit=-1, file=sys.stdout)
"""

DOCTEST = '''\
"""
>>> from helper import deep, lazily
>>> deep(1)
2
>>> deep(0)
Traceback (most recent call last):
    ...
ZeroDivisionError: integer division or modulo by zero
>>> [n for n in lazily(3)]
[3]
>>> 1 +
1
"""
import doctest
print(doctest.testmod())
'''


def both(directory: Path, *words: str) -> list[Ended]:
    """Run the words under both, in the directory; how both end."""
    ends = []
    for command in (CPYTHON, MINICORO):
        ended = run(command, *words, cwd=directory, env={"PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"})
        ends.append(Ended(ended.code, *[SECONDS.sub("0.0s", clean(text)) for text in (ended.out, ended.err)]))
    return ends


def same(directory: Path, *words: str) -> Ended:
    """As `both`; they end alike."""
    expected, actual = both(directory, *words)
    assert actual == expected
    return actual


@pytest.fixture
def directory(program) -> Path:
    return program(HELPER, "helper.py").parent


@pytest.mark.sample(3)
@pytest.mark.parametrize("options", [(), ("-v",), ("-f",), ("--locals",), ("-b", "-k", "fails")], ids=" ".join)
def test_unittest(options: tuple[str, ...], directory: Path, program) -> None:
    program(UNITTEST, "test_all.py")
    ended = same(directory, "-m", "unittest", *options, "test_all")
    assert ended.code == 1
    assert "minicoro/" not in ended.err


def test_unittest_main(directory: Path, program) -> None:
    program(UNITTEST, "test_all.py")
    assert "FAILED (failures=" in same(directory, "test_all.py").err


def facts(out: str) -> list[str]:
    """The lines of pytest's long style that show where, what and why.

    It also shows the arguments of each frame, which it finds by ``f_code.co_argcount``: the code of a traceback's
    frame says 0 of an interpreted function, for the host would want the arguments to make such a frame.
    """
    return [line for line in out.splitlines() if line[:1] in (">", "E") or re.match(r"[\w/]+\.py:\d+|=|___", line)]


@pytest.mark.medium
@pytest.mark.parametrize("style", ["short", "native", "line"])
def test_pytest_of_an_interpreted_file(style: str, directory: Path, program) -> None:
    """With ``--assert=plain`` the test file is imported like any other, and so interpreted."""
    program(PYTEST, "test_all.py")
    options = ("-p", "no:cacheprovider", "--assert=plain", f"--tb={style}", "-l")
    ended = same(directory, "-m", "pytest", *options, "test_all.py")
    assert ended.code == 1
    assert "8 failed" in ended.out


@pytest.mark.medium
def test_pytest_in_its_long_style(directory: Path, program) -> None:
    program(PYTEST, "test_all.py")
    options = ("-p", "no:cacheprovider", "--assert=plain", "--tb=long", "-l")
    expected, ended = both(directory, "-m", "pytest", *options, "test_all.py")
    assert facts(ended.out) == facts(expected.out)
    assert "minicoro/" not in ended.out
    assert "amount     = 7" in ended.out


def test_pytest_of_a_rewritten_file(directory: Path, program) -> None:
    """pytest compiles the test file itself; what it imports is interpreted."""
    program(PYTEST, "test_all.py")
    expected, ended = both(directory, "-m", "pytest", "-p", "no:cacheprovider", "test_all.py")
    assert facts(ended.out) == facts(expected.out)
    assert len(facts(ended.out)) > 30
    assert "minicoro/" not in ended.out
    assert "assert [1, 2] == [1, 3]" in ended.out
    assert "only 5" in ended.out


@pytest.mark.parametrize(
    "text",
    [LOGGING, pytest.param(RICH, id="rich"), TRACEBACK, DOCTEST],
    ids=["logging", "rich", "traceback", "doctest"],
)
def test_program(text: str, directory: Path, program) -> None:
    ended = same(directory, program(text).name)
    assert "ZeroDivisionError" in ended.out

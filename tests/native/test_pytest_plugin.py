"""``pytest --minicoro`` over tests that fail and hang, with each way to run async tests that is installed."""

import importlib.util
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, Ended, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

_OPTIONS = ("-q", "-p", "no:cacheprovider", "-rA", "-W", "default", "-o", "asyncio_default_fixture_loop_scope=function")
_STUCK = "this task waits for itself"


def pytest_over(folder: Path, select: str, *options: str) -> Ended:
    """pytest's end, of the tests whose name contains ``select``."""
    shutil.copy(Path(__file__).with_name("plugin_tests.py"), folder / "test_them.py")
    return run(CPYTHON, "-m", "pytest", *_PLUGIN, *_OPTIONS, "-k", select, *options, "test_them.py", cwd=folder)


_PLUGIN = (
    "-p",
    "no:minicoro",
    "-p",
    "minicoro.native.pytest_plugin",
)  # this checkout's, whether it is installed or not


def outcomes(ended: Ended) -> dict[str, str]:
    """By test: its outcome in words."""
    found = re.findall(r"^(PASSED|FAILED|ERROR) test_them\.py::(?:TestCase::)?(\w+)", ended.out, re.MULTILINE)
    return {name: outcome for outcome, name in found}


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("way", "package"),
    [("run", ""), ("unittest", ""), ("anyio", "anyio"), ("asyncio", "pytest_asyncio"), ("uvloop", "uvloop")],
)
def test_hanging_and_failing(way: str, package: str, tmp_path: Path) -> None:
    if package and importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    ended = pytest_over(
        tmp_path,
        f"{way}_fails or ({way}_hangs and not catches)",
        "--minicoro",
        "--minicoro-timeout=1",
        "--minicoro-out=out",
    )
    assert outcomes(ended) == {f"test_{way}_hangs": "FAILED", f"test_{way}_fails": "FAILED"}, ended.out + ended.err
    assert ended.out.count(_STUCK) == 1 and "longer than 1 s" in ended.out, ended.out
    written = sorted([path.suffix for path in (tmp_path / "out").iterdir()])
    assert written == [".html", ".html", ".jsonl", ".jsonl"], written
    dump = next(iter((tmp_path / "out").glob("*hangs*.jsonl")))
    assert "lock_twice" in run(CPYTHON, "-m", "minicoro", "open", "--story", str(dump)).out
    assert _STUCK in run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out, "the moment of the time limit"


def test_the_dump_does_not_show_what_the_time_limit_did(tmp_path: Path) -> None:
    """The exception of the time limit cancels the task, which catches the cancellation."""
    (tmp_path / "test_them.py").write_text(
        "import asyncio\n\n\ndef test_it():\n    async def main():\n        try:\n            await asyncio.Event().wait()\n"
        "        except BaseException:\n            pass\n\n    asyncio.run(main())\n"
    )
    options = ("--minicoro-timeout=1", "--minicoro-out=out")
    ended = run(CPYTHON, "-m", "pytest", *_PLUGIN, *_OPTIONS, *options, "test_them.py", cwd=tmp_path)
    (dump,) = (tmp_path / "out").glob("*.jsonl")
    out = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out
    assert out.startswith("explain: deadlock: nothing is ready") and "cancel()" not in out, out + ended.out


@pytest.mark.slow
def test_timeout_that_is_caught(tmp_path: Path) -> None:
    ended = pytest_over(tmp_path, "catches", "--minicoro-timeout=1")
    assert outcomes(ended) == {"test_run_hangs_and_catches": "FAILED"}, ended.out + ended.err
    assert "an event loop is blocked: its thread stands in test_run_hangs_and_catches.<locals>.busy" in ended.out


def test_strict(tmp_path: Path) -> None:
    loose = outcomes(pytest_over(tmp_path, "never or passes", "--minicoro"))
    assert set(loose.values()) == {"PASSED"}, f"without --minicoro-strict nothing changes its outcome: {loose}"
    ended = pytest_over(tmp_path, "never or passes", "--minicoro-strict")
    assert outcomes(ended) == {
        "test_never_awaited": "FAILED",
        "test_never_retrieved": "FAILED",
        "test_passes": "PASSED",
    }, ended.out + ended.err
    assert "coroutine 'fail' was never awaited" in ended.out, ended.out
    assert "exception was never retrieved" in ended.out and "ValueError: bad" in ended.out, ended.out
    place = re.search(r"(\S+):\d+: RuntimeWarning: coroutine 'fail'", ended.out)
    assert place and place[1].endswith("test_them.py"), f"the warning names another place: {place}"


@pytest.mark.slow
def test_xdist(tmp_path: Path) -> None:
    if importlib.util.find_spec("xdist") is None:
        pytest.skip("xdist is not installed")
    ended = pytest_over(
        tmp_path,
        "run and not catches or never",
        "-n2",
        "--minicoro-timeout=2",
        "--minicoro-strict",
        "--minicoro-out=out",
    )
    assert set(outcomes(ended).values()) == {"FAILED"} and len(outcomes(ended)) == 4, ended.out + ended.err
    assert ended.out.count(_STUCK) == 1, ended.out
    assert len(list((tmp_path / "out").glob("*.html"))) == 4, "each of the tests has one page"


@pytest.mark.slow
def test_off_unless_asked_for(tmp_path: Path) -> None:
    ended = pytest_over(tmp_path, "run_fails")
    assert "minicoro:" not in ended.out and outcomes(ended) == {"test_run_fails": "FAILED"}, ended.out + ended.err


@pytest.mark.slow
def test_wrong_timeout(tmp_path: Path) -> None:
    ended = pytest_over(tmp_path, "passes", "--minicoro-timeout=0")
    assert ended.code == 4 and "--minicoro-timeout is a number of seconds above 0, not 0" in ended.err, ended.err


def test_an_exception_never_retrieved_in_debug_mode(tmp_path: Path) -> None:
    """asyncio's debug mode, which IsolatedAsyncioTestCase uses, logs where the task was made, with pytest's own frames."""
    (tmp_path / "test_debug.py").write_text(
        "import asyncio, unittest\n\n\nclass TestCase(unittest.IsolatedAsyncioTestCase):\n    async def test_it(self):\n"
        "        async def fail():\n            raise ValueError('bad')\n\n"
        "        task = asyncio.create_task(fail(), name='failing')\n        await asyncio.sleep(0)\n"
    )
    ended = run(
        CPYTHON, "-m", "pytest", *_PLUGIN, *_OPTIONS, "--minicoro-strict", "--tb=line", "test_debug.py", cwd=tmp_path
    )
    told = ended.out.partition("minicoro: Task exception was never retrieved")[2].partition("\n--")[0]
    assert "(ValueError: bad)" in told and "_pytest" not in told, ended.out + ended.err

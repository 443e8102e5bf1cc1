"""``pytest --minicoro``: the last events of a failing test, and the waiting tasks of a hanging test.

It does nothing unless requested.  It uses a flight recorder, with any runner of tests: pytest-asyncio, anyio's plugin,
unittest's IsolatedAsyncioTestCase, or ``asyncio.run`` in the test itself.
"""

import contextlib
import os
import re
import signal
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from minicoro.native.forgotten import Forgotten
    from minicoro.native.recorder import Recorder

_LAST = 20_000
_LONGEST_NAME = 150


def pytest_addoption(parser: Any) -> None:
    group = parser.getgroup("minicoro", "what coroutines and tasks did")
    group.addoption(
        "--minicoro", action="store_true", help="record each test; tell of those that fail (Python 3.12 and newer)"
    )
    group.addoption(
        "--minicoro-out",
        metavar="DIR",
        help="also write for each failing test a page to step through (.html), and a dump for `minicoro open` (.jsonl)",
    )
    group.addoption(
        "--minicoro-timeout",
        type=float,
        metavar="SECONDS",
        help="a test whose setup, call or teardown takes longer fails, and who waits for what is told",
    )
    group.addoption(
        "--minicoro-strict",
        action="store_true",
        help="a test fails if a coroutine was never awaited, or a task's or future's exception was never retrieved",
    )
    parser.addini("minicoro", "record each test, as --minicoro does", type="bool", default=False)
    parser.addini("minicoro_strict", "as --minicoro-strict does", type="bool", default=False)


def pytest_configure(config: Any) -> None:
    options = {name: config.getoption(f"--minicoro{name}") for name in ("", "-out", "-timeout", "-strict")}
    strict = options["-strict"] or config.getini("minicoro_strict")
    timeout = options["-timeout"]
    if not (any(options.values()) or timeout is not None or strict or config.getini("minicoro")):
        return
    if timeout is not None and timeout <= 0:
        raise pytest.UsageError(f"--minicoro-timeout is a number of seconds above 0, not {timeout:g}")
    from minicoro.native.monitoring import NotAvailableError

    try:
        plugin = Plugin(options["-out"], timeout, strict)
    except NotAvailableError as error:
        raise pytest.UsageError(f"--minicoro: {error}") from None
    config.pluginmanager.register(plugin, "minicoro-recording")
    config.pluginmanager.register(_After(plugin), "minicoro-after")


_Failed: Any = pytest.fail.Exception


class TookTooLong(_Failed, SystemExit):  # type: ignore[misc]
    """A test failed, because its time was up.

    A SystemExit ends any event loop.  uvloop ignores every other exception of a signal handler.
    """

    __module__ = "builtins"  # in reports the name stands alone, as `Failed` does


class Plugin:
    """Records the tests of this process, one after the other.  Raises NotAvailableError if that is impossible."""

    def __init__(self, out: str | None, timeout: float | None, strict: bool) -> None:
        from minicoro.native import recorder

        self._recorder: Recorder = recorder.Recorder(_LAST, directory=".", blocked=None, most_dumps=0)
        self._recorder.start()
        self._forgotten: Forgotten | None = None
        if strict:
            from minicoro.native import forgotten

            self._forgotten = forgotten.Forgotten()
        self._out = out
        self._timeout = timeout
        self._before: Any = None
        self._told = ""
        self._path = ""  # of the files of this phase of a test, without their ending
        self._kept: set[str] = set()  # the paths of dumps that were written at a time limit

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: Any) -> None:
        self._recorder.clear()
        self._kept.clear()
        self._begin(item, "setup")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_call(self, item: Any) -> None:
        self._begin(item, "call")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_teardown(self, item: Any) -> None:
        self._begin(item, "teardown")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self) -> None:
        self._no_alarm()

    def finish(self) -> None:
        """Called when a phase of a test has ended without a failure: fail if the test has left a coroutine or an exception
        unseen.
        """
        self._no_alarm()
        if self._told:  # the program has caught the exception
            self._fail_late()
        found = [] if self._forgotten is None else self._forgotten.take()
        if found:
            pytest.fail("minicoro: " + "\n".join(found), pytrace=False)

    @pytest.hookimpl(tryfirst=True)  # before xdist sends the report
    def pytest_runtest_logreport(self, report: Any) -> None:
        if hasattr(report, "node"):  # it comes from a worker of xdist, which has done this
            return
        if not report.failed:
            return
        text = self._told or self._recorder.explain(only_findings=True)
        if text:
            title = "what is stuck" if text.startswith("explain: ") else "the last events"
            report.sections.append((f"minicoro: {title}", text))
        if self._out and self._recorder.recorded():
            report.sections.append(("minicoro: written", self._write(report)))

    def pytest_unconfigure(self) -> None:
        self._no_alarm()
        self._recorder.stop()
        if self._forgotten is not None:
            self._forgotten.stop()

    def _write(self, report: Any) -> str:
        """Write the last events of a test; return the names of the files, or the reason why there are none."""
        from minicoro.native import dump
        from minicoro.observe.page import Page

        path = self._path_of(report.nodeid, report.when)
        try:
            if path not in self._kept:
                self._dump(path, f"failed: {report.nodeid}")
            page = Page(f"{path}.html")
            for event in dump.read(f"{path}.jsonl"):
                page.take(event)
            page.close()
        except OSError as error:
            return f"nothing: {error}"
        return f"{path}.html\n{path}.jsonl\n"

    def _path_of(self, test: str, when: str) -> str:
        """The path of the files of a phase of a test, without their ending."""
        name = re.sub(r"[^\w.-]+", "_", f"{test}.{when}")[-_LONGEST_NAME:]
        return os.path.join(self._out or "", name)

    def _dump(self, path: str, why: str, frame: FrameType | None = None) -> None:
        Path(self._out or "").mkdir(parents=True, exist_ok=True)
        self._recorder.dump(f"{path}.jsonl", why, frame)

    # The time that a test may take.

    def _begin(self, item: Any, when: str) -> None:
        self._no_alarm()
        self._told = ""
        self._path = self._path_of(item.nodeid, when)
        if self._timeout and threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGALRM, self._too_long)
            signal.setitimer(signal.ITIMER_REAL, self._timeout)

    def _no_alarm(self) -> None:
        if self._before is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            self._before = None

    def _too_long(self, number: int, frame: FrameType | None) -> None:
        __tracebackhide__ = True
        if not self._told:
            self._told = self._recorder.explain(frame) or "nothing was recorded\n"
            self._keep(frame)
        signal.setitimer(signal.ITIMER_REAL, self._timeout or 0)  # the program may catch the exception, and hang again
        self._fail_late()

    def _keep(self, frame: FrameType | None) -> None:
        """Dump this moment: the exception that follows ends what hangs."""
        if self._out and self._recorder.recorded():
            with contextlib.suppress(OSError):  # the report will try again, and tell of the error
                self._dump(self._path, f"took longer than {self._timeout:g} s", frame)
                self._kept.add(self._path)

    def _fail_late(self) -> None:
        __tracebackhide__ = True
        raise TookTooLong(f"the test took longer than {self._timeout:g} s; minicoro's section tells who waits for what")


class _After:
    """Ends the recording that `Plugin` begins."""

    def __init__(self, plugin: Plugin) -> None:
        self._plugin = plugin

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_setup(self) -> None:
        self._plugin.finish()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_call(self) -> None:
        self._plugin.finish()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        self._plugin.finish()

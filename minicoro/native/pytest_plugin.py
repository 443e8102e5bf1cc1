"""``pytest --minicoro``: the last events of a failing test, and of a hanging one who waits for what.

Off unless asked for.  It records with `minicoro.record`, whatever runs the test: pytest-asyncio, anyio's plugin,
unittest's IsolatedAsyncioTestCase, or ``asyncio.run`` in the test itself.
"""

import os
import re
import signal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minicoro.native.recorder import Recorder


def pytest_addoption(parser: Any) -> None:
    group = parser.getgroup("minicoro", "what coroutines and tasks did")
    group.addoption(
        "--minicoro", action="store_true", help="record each test; tell of those that fail (Python 3.12 and newer)"
    )
    group.addoption(
        "--minicoro-out", metavar="DIR", help="also write a dump of each failing test there, for `minicoro open`"
    )
    group.addoption(
        "--minicoro-timeout",
        type=float,
        metavar="SECONDS",
        help="a test that takes longer fails, and who waits for what is told",
    )
    parser.addini("minicoro", "record each test, as --minicoro does", type="bool", default=False)


def pytest_configure(config: Any) -> None:
    wanted = config.getoption("--minicoro") or config.getoption("--minicoro-timeout") or config.getini("minicoro")
    if not wanted:
        return
    from minicoro.native.monitoring import NotAvailableError

    try:
        plugin = Plugin(config.getoption("--minicoro-out"), config.getoption("--minicoro-timeout"))
    except NotAvailableError as error:
        import pytest

        raise pytest.UsageError(f"--minicoro: {error}") from None
    config.pluginmanager.register(plugin, "minicoro-recording")


class Plugin:
    """Records the tests of this process, one after the other."""

    def __init__(self, out: str | None, timeout: float | None) -> None:
        from minicoro.native.recorder import record

        self._recorder: Recorder = record(20_000, on_exception=False)
        self._out = out
        self._timeout = timeout
        self._before: Any = None
        self._told = ""

    def pytest_runtest_setup(self, item: Any) -> None:
        self._told = ""
        self._recorder.clear()
        if self._timeout:
            self._before = signal.signal(signal.SIGALRM, self._too_long)
            signal.setitimer(signal.ITIMER_REAL, self._timeout)

    def pytest_runtest_teardown(self, item: Any) -> None:
        self._no_alarm()

    def pytest_runtest_logreport(self, report: Any) -> None:
        if not report.failed:
            return
        text = self._told or self._explanation()
        if text:
            report.sections.append(("minicoro: what was stuck, or the last that happened", text))
        if self._out and self._recorder.recorded():
            Path(self._out).mkdir(parents=True, exist_ok=True)
            name = re.sub(r"[^\w.-]+", "_", report.nodeid)
            self._recorder.dump(os.path.join(self._out, f"{name}.{report.when}.jsonl"), f"failed: {report.nodeid}")

    pytest_runtest_logreport.tryfirst = True  # type: ignore[attr-defined]  # before xdist sends the report

    def pytest_unconfigure(self) -> None:
        self._no_alarm()
        self._recorder.stop()

    def _no_alarm(self) -> None:
        if self._before is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            self._before = None

    def _too_long(self, number: int, frame: FrameType | None) -> None:
        import pytest

        self._told = self._explanation()
        pytest.fail(
            f"the test took longer than {self._timeout:g} s; minicoro's section tells who waits for what", pytrace=True
        )

    def _explanation(self) -> str:
        if not self._recorder.recorded():
            return ""
        return self._recorder.explain()

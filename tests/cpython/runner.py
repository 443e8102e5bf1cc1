"""Running one test file in processes of its own, whatever its tests do to the process."""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.running import environment

DRIVER = Path(__file__).with_name("driver.py")

# What is interpreted besides the driver: the tests with their helpers, and doctest, so that examples in docstrings
# are compiled and executed by minicoro too.
INTERPRETED = ("test", "doctest")

MOST_RESTARTS = 40
GRACE = 10.0  # seconds to end in, once all tests are done


@dataclass(frozen=True)
class Outcome:
    """What became of one test."""

    status: str  # passed, failed, error, skipped, expected failure, unexpected success; started, if it never ended
    detail: str = ""
    trace: str = ""

    @property
    def good(self) -> bool:
        """Did it do what its authors expect?"""
        return self.status in ("passed", "expected failure")


@dataclass(frozen=True)
class Run:
    """A test file under one interpreter."""

    outcomes: dict[str, Outcome]
    seconds: float
    loader: str = ""  # the module that defines what loaded the tests: minicoro's, if they are interpreted


def cpython_command() -> list[str]:
    """The running CPython. `faulthandler` says where a process was that crashed or had to be stopped."""
    return [sys.executable, "-X", "faulthandler"]


def minicoro_command(interpret: Sequence[str] = (), force_machine: bool = False, walk: bool = False) -> list[str]:
    """minicoro on the running CPython."""
    packages = [f"--interpret={package}" for package in (*INTERPRETED, *interpret)]
    machine = [*["--force-machine"] * force_machine, *["--walk"] * walk]
    return [*cpython_command(), "-m", "minicoro", "run", *packages, *machine]


def run_file(command: Sequence[str], module: str, *, timeout: float, match: str = "", whole: float = math.inf) -> Run:
    """Run the tests of `module` whose names contain `match`; a test that takes longer than `timeout` is stopped.

    After `whole` seconds the file is stopped, too: its other tests stay without result.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="minicoro-cpython-") as directory:
        attempt = _Attempt([*command, str(DRIVER), module], Path(directory), timeout, match, began + whole)
        for _ in range(MOST_RESTARTS):
            if not attempt.go_on():
                break
        return Run(attempt.outcomes(), time.monotonic() - began, attempt.loader())


class _Attempt:
    """The processes that together run one file."""

    def __init__(self, command: list[str], directory: Path, timeout: float, match: str, end: float):
        self.results = directory / "results.jsonl"
        self.output = directory / "output"
        self.work = directory / "work"
        self.work.mkdir()
        self.command = [*command, str(self.results), match]
        self.timeout = timeout
        self.end = end  # of the whole file, on the monotonic clock

    def go_on(self) -> bool:
        """Run what has not been run; true if the process died in a test, so that others may be left."""
        before = len(self.outcomes())
        died = self._one_process()
        if died is None:
            return False
        self._keep(self._lines())
        name = self._unfinished()
        if name is None and len(self.outcomes()) == before:
            self._note("the test file", "error", died)  # not even one test was begun: no use in trying again
            return False
        if name is not None:
            self._note(name, "error", died)
        return time.monotonic() < self.end

    def outcomes(self) -> dict[str, Outcome]:
        """By test, what is known so far."""
        lines = self._lines()
        return {
            line["id"]: Outcome(line["status"], line.get("detail", ""), line.get("trace", ""))
            for line in lines
            if line["id"]
        }

    def loader(self) -> str:
        """What loaded the tests, as the driver saw it."""
        return next((line["loader"] for line in self._lines() if line["status"] == "loaded"), "")

    def _lines(self) -> list[dict[str, str]]:
        if not self.results.exists():
            return []
        # A process that died may have left half a line.
        whole = [line for line in self.results.read_text().splitlines(keepends=True) if line.endswith("\n")]
        return [json.loads(line) for line in whole]

    def _unfinished(self) -> str | None:
        return next((name for name, outcome in self.outcomes().items() if outcome.status == "started"), None)

    def _note(self, name: str, status: str, detail: str) -> None:
        trace = self.output.read_text(errors="replace")[-8000:]
        self._keep([*self._lines(), {"id": name, "status": status, "detail": detail, "trace": trace}])

    def _keep(self, lines: list[dict[str, str]]) -> None:
        self.results.write_text("".join(json.dumps(line) + "\n" for line in lines))

    def _one_process(self) -> str | None:
        """Start a process and wait for it; None if it ran all tests, else how it ended."""
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self.work,
                env=environment(),
                start_new_session=True,  # so that what the tests started can be ended with them
            )
            try:
                died = self._watch(process)
            finally:
                _end_session(process)
        return None if self._ended() else died

    def _watch(self, process: subprocess.Popen[bytes]) -> str:
        """Wait while the process makes progress; stop it when it makes none."""
        size, since = -1, time.monotonic()
        while process.poll() is None:
            time.sleep(0.02)
            now = self.results.stat().st_size if self.results.exists() else 0
            if now != size:
                size, since = now, time.monotonic()
            limit = GRACE if self._ended() else self.timeout
            if time.monotonic() - since > limit or time.monotonic() > self.end:
                return self._stop(process, limit)
        code = process.returncode
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return f"the process ended with {how}"

    def _stop(self, process: subprocess.Popen[bytes], limit: float) -> str:
        process.send_signal(signal.SIGABRT)  # faulthandler writes down where it was
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
        return f"no end within {limit:g} s"

    def _ended(self) -> bool:
        """Did the driver reach its end? Its last line says so."""
        if not self.results.exists():
            return False
        with self.results.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 64))
            return file.read().endswith(b'{"id": "", "status": "end"}\n')


def _end_session(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything that it started and left behind."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()

"""Running one case under CPython and under minicoro, in the same directory one after the other."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.errors.cases import MAIN, Case
from tests.running import CPYTHON, MINICORO, ROOT, environment

ADDRESS = re.compile(r"\b0x[0-9a-f]+\b")
SLOW_STEP = re.compile(r"^Executing <.*> took \d+\.\d+ seconds\n", re.MULTILINE)
SECONDS = 30.0


@dataclass(frozen=True)
class Ended:
    """What a finished program leaves behind; ``code`` is None if it had to be killed."""

    code: int | None
    out: str
    err: str


def clean(text: str) -> str:
    """Output without the parts that differ from run to run: addresses, and what asyncio's debug mode says of slow steps."""
    return SLOW_STEP.sub("", ADDRESS.sub("0x...", text))


def _environment() -> dict[str, str]:
    return environment({"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"})


class Runner:
    """Runs cases in a directory of its own.  ``cold``: each under a process started afresh."""

    def __init__(self, cold: bool = False) -> None:
        self.cold = cold
        self.home = Path(tempfile.mkdtemp(prefix="errors-"))
        self.directory = self.home / "program"
        self._server: Any = None

    def close(self) -> None:
        """End the server and remove the directory."""
        if self._server is not None:
            process, requests, answers = self._server
            requests.close()
            answers.close()
            process.wait(10)
        shutil.rmtree(self.home)

    def compare(self, case: Case) -> tuple[Ended, Ended]:
        """How the case ends under CPython, and under minicoro."""
        expected = self._run(case, [*CPYTHON, *case.options, MAIN])
        fresh = self.cold or bool(case.options)
        actual = self._run(case, [*MINICORO, *case.options, MAIN]) if fresh else self._warm(case)
        return expected, actual

    def _fresh(self, case: Case) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir()
        case.write(self.directory)
        (self.home / "in").write_text(case.stdin)

    def _run(self, case: Case, command: list[str]) -> Ended:
        self._fresh(case)
        code: int | None
        with (self.home / "in").open() as source, self._out("out") as out, self._out("err") as err:
            try:
                code = subprocess.run(
                    command,
                    stdin=source,
                    stdout=out,
                    stderr=err,
                    cwd=self.directory,
                    env=_environment(),
                    timeout=SECONDS,
                ).returncode
            except subprocess.TimeoutExpired:
                code = None
        return self._ended(code)

    def _out(self, name: str) -> Any:
        return (self.home / name).open("wb")

    def _ended(self, code: int | None) -> Ended:
        out, err = [(self.home / name).read_bytes().decode(errors="backslashreplace") for name in ("out", "err")]
        return Ended(code, clean(out), clean(err))

    def _warm(self, case: Case) -> Ended:
        self._fresh(case)
        if self._server is None:
            self._server = _start_server()
        _, requests, answers = self._server
        request = {"directory": str(self.directory), "program": MAIN, "timeout": SECONDS}
        request |= {"stdin": str(self.home / "in"), "stdout": str(self.home / "out"), "stderr": str(self.home / "err")}
        requests.write(json.dumps(request) + "\n")
        requests.flush()
        answer = answers.readline()
        if not answer:
            raise RuntimeError("the server of the tests has died")
        return self._ended(json.loads(answer))


def _start_server() -> tuple[Any, Any, Any]:
    """The server's process, and the streams to talk to it (see `warm_server`)."""
    server = Path(__file__).with_name("warm_server.py")
    here_in, there_out = os.pipe()
    there_in, here_out = os.pipe()
    process = subprocess.Popen(
        [sys.executable, str(server), str(there_in), str(there_out)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env=_environment(),
        pass_fds=(there_in, there_out),
    )
    os.close(there_in)
    os.close(there_out)
    return process, os.fdopen(here_out, "w", encoding="utf-8"), os.fdopen(here_in, encoding="utf-8")

"""Many programs under minicoro, each in a process of its own, forked from a process that has everything loaded.

A program starts, runs and ends as with ``minicoro run``; only the half second that Python and minicoro need to load is saved.
"""

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import IO


def _load() -> None:
    """Import the modules that a run needs, and make the parser's tables."""
    from minicoro.api import compile_source
    from minicoro.cli import dispatch, ending, host, program

    assert dispatch and ending and host and program
    compile_source("x = 1\n", "<warm>", "exec")


def _wait(pid: int, limit: float) -> int | None:
    """The exit code of a child, negative for a signal; None if it was killed after the time limit."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def _report(name: str, code: int | None, files: Sequence[IO[bytes]], seconds: float) -> None:
    texts = []
    for file in files:
        file.seek(0)
        texts.append(file.read().decode("utf-8", "backslashreplace"))
        file.close()
    print(json.dumps({"case": name, "code": code, "out": texts[0], "err": texts[1], "seconds": seconds}), flush=True)


def _become(files: Sequence[IO[bytes]]) -> None:
    """Make this child a process that prints into ``files``."""
    os.setsid()
    for number, file in enumerate(files, 1):
        os.dup2(file.fileno(), number)
        file.close()


def run(options: Sequence[str], path: str) -> int:
    """Run one program to its end, as ``minicoro run`` does."""
    from minicoro.cli.dispatch import enter

    return enter(["run", *options, path])


def _with_lens(options: Sequence[str]) -> list[str]:
    """Apply the lens of ``--as VERSION``, if the options contain it; return the other options."""
    rest = list(options)
    if "--as" in rest:
        from minicoro.lens import behave_as, taken

        at = rest.index("--as")
        behave_as(taken(rest[at + 1]))
        del rest[at : at + 2]
    return rest


def main(run: Callable[[Sequence[str], str], int] = run) -> int:
    """Read ``{"options", "timeout", "cases"}`` from standard input; print a line of JSON for each case as it ends.

    run: called in a process of its own for each case, with the options and the path.
    """
    task = json.load(sys.stdin)
    options = _with_lens(task["options"])
    _load()
    for name, path in task["cases"]:
        files = (tempfile.TemporaryFile(), tempfile.TemporaryFile())  # noqa: SIM115 - closed by _report
        began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            _become(files)
            return run(options, path)
        _report(name, _wait(pid, task["timeout"]), files, time.monotonic() - began)
    return 0


if __name__ == "__main__":
    sys.exit(main())

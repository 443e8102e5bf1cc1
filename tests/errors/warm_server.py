"""Runs programs under minicoro in children forked from a process that has minicoro loaded already.

A fresh start takes a third of a second, a fork a few milliseconds.  The child goes on as the command would: it leaves
this loop and calls `minicoro.__main__.main`, and its end is the end of a process.  ``python -m tests.errors --cold``
compares without this shortcut.

Its arguments are the file descriptors that requests come on and answers go to, a line of JSON each.
"""

import json
import os
import signal
import sys
import time

from minicoro.__main__ import main
from minicoro.cli import program  # noqa: F401
from minicoro.host import run  # noqa: F401
from minicoro.host.compiling import compile_source

REQUESTS, ANSWERS = int(sys.argv[1]), int(sys.argv[2])


def warm_up() -> None:
    """Load what is loaded at first use."""
    compile_source("async def f(x=1, *a: int):\n    with x as y: yield [z async for z in f'{y}']\n", "<warm>", "exec")


def wait(child: int, seconds: float) -> int | None:
    """The exit code as ``subprocess`` gives it; None if the child had to be killed."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def become(request: dict[str, str]) -> None:
    """In the child: take on the directory, the streams and the words of a fresh process."""
    os.chdir(request["directory"])
    for descriptor, name, flags in (
        (0, "stdin", os.O_RDONLY),
        (1, "stdout", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(request[name], flags)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.close(REQUESTS)
    os.close(ANSWERS)
    sys.argv = ["minicoro", "run", request["program"]]
    sys.orig_argv = [sys.executable, *sys.argv]


def serve() -> None:
    """Answer requests until there are no more; returns in each child, and ends the process in the parent."""
    with os.fdopen(os.dup(REQUESTS), encoding="utf-8") as requests:
        for line in iter(requests.readline, ""):
            request = json.loads(line)
            child = os.fork()
            if child == 0:
                become(request)
                return
            answer = json.dumps(wait(child, request["timeout"]))
            os.write(ANSWERS, answer.encode() + b"\n")
    os._exit(0)


warm_up()
serve()
sys.exit(main())

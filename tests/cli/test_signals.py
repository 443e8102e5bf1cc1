"""SIGINT: to a program that sleeps, one that computes, one that awaits."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.running import CPYTHON, MINICORO, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

READY = "print('ready', flush=True)\n"

PROGRAMS = {
    "sleeping": "import time\n" + READY + "time.sleep(60)\n",
    "looping": "n = 0\n" + READY + "while True: n += 1\n",
    "caught": "import time\ntry:\n    " + READY + "    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\n",
    "cleaned up": "import time\ntry:\n    " + READY + "    time.sleep(60)\nfinally:\n    print('finally')\n",
    "at exit": "import atexit, time\natexit.register(print, 'at exit')\n" + READY + "time.sleep(60)\n",
    "in a generator": "def g():\n    yield\n    " + READY + "    while True: pass\n\nfor x in g(): pass\n",
    "awaiting": (
        "import asyncio\n\nasync def main():\n    try:\n        " + READY + "        await asyncio.sleep(60)\n"
        "    finally:\n        print('cancelled')\n\nasyncio.run(main())\n"
    ),
    "a handler of its own": (
        "import signal, sys, time\nsignal.signal(signal.SIGINT, lambda n, f: sys.exit(f'signal {n}'))\n"
        + READY + "time.sleep(60)\n"
    ),
    "the default action": "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\n" + READY + "time.sleep(60)\n",
}  # fmt: skip


def interrupted(command, path) -> tuple[int, str, str]:
    """Start a program, interrupt it as soon as it says that it is ready, and return how it ended."""
    process = subprocess.Popen(
        [*command, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True
    )
    try:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.3)  # from the line that says "ready" to the one that takes long
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    return process.returncode, out, err


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", PROGRAMS)
def test_same_end(name: str, program) -> None:
    path = program(PROGRAMS[name])
    code, out, err = interrupted(MINICORO, path)
    expected_code, expected_out, expected_err = interrupted(CPYTHON, path)
    assert (code, out) == (expected_code, expected_out)
    if name == "awaiting":
        # asyncio turns the signal into a cancellation; where its own frames stood then is a matter of luck.
        assert err.splitlines()[-1:] == expected_err.splitlines()[-1:]
    elif name in ("looping", "in a generator"):
        # Which operation of the endless loop the signal strikes is a matter of luck: the markers vary, the rest does not.
        assert without_markers(err) == without_markers(expected_err)
    else:
        assert err == expected_err


def without_markers(err: str) -> list[str]:
    """The lines of a traceback, less those that only mark a part of the line above."""
    return [line for line in err.splitlines() if line.strip(" ^~")]


def test_uncaught_the_process_dies_of_the_signal(program) -> None:
    """So a shell reports 130, and a script that runs us stops too."""
    code, _, err = interrupted(MINICORO, program(PROGRAMS["sleeping"]))
    assert code == -signal.SIGINT
    assert err.endswith("KeyboardInterrupt\n")


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")
@pytest.mark.parametrize("name", ["sleeping", "awaiting", "a handler of its own"])
def test_a_native_trace_ends_as_the_program_does(name: str, program) -> None:
    path = program(PROGRAMS[name])
    expected_code, _, expected_err = interrupted(CPYTHON, path)
    command = [*MINICORO[:-1], "trace", "--native", "--explain", "--only", "main", "--json", os.devnull]
    code, _, err = interrupted(command, path)
    assert code == expected_code
    assert err.count("Traceback") == expected_err.count("Traceback"), err


@pytest.mark.parametrize("command", ["diff", "versions"])
def test_a_command_that_runs_no_program_itself_says_so(command: str, program, tmp_path) -> None:
    started = tmp_path / "started"
    file = program(f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(60)\n")
    words = [*MINICORO[:-1], command, str(file)]
    with subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment()
    ) as ran:
        for _ in range(300):
            if started.exists():
                break
            time.sleep(0.1)
        ran.send_signal(signal.SIGINT)
        assert ran.communicate(timeout=30)[1] == "minicoro: interrupted\n"
    assert ran.returncode == 130

"""Ctrl-C and Ctrl-D while a program waits for input, from a pipe and on a terminal of its own."""

import os
import pty
import select
import signal
import subprocess
import termios
import time
from pathlib import Path

import pytest

from tests.errors.running import clean
from tests.running import CPYTHON, MINICORO, environment

PROGRAMS = {
    "at the top": "input('ready')\n",
    "in a function": "def ask():\n    return input('ready')\n\nname = ask()\n",
    "caught": "try:\n    input('ready')\nexcept BaseException as error:\n    print(repr(error))\nprint('goes on')\n",
    "cleaned up": "try:\n    input('ready')\nfinally:\n    print('finally')\n",
    "in a coroutine": "import asyncio\n\nasync def main():\n    input('ready')\n\nmain().send(None)\n",
    "in a generator": "def g():\n    yield input('ready')\n\nprint(list(g()))\n",
    "in a comprehension": "print([input(word) for word in ['ready', 'more']])\n",
    "of a line of stdin": "import sys\nprint('ready', end='', flush=True)\nfor line in sys.stdin:\n    print(line)\n",
    "at exit": "import atexit\natexit.register(print, 'at exit')\ninput('ready')\n",
    "with a hook": "import sys\nsys.excepthook = lambda *a: print('hook', a[0].__name__)\ninput('ready')\n",
    "in a thread": (
        "import threading\ndef ask():\n    try: input('ready')\n    except EOFError as e: print(repr(e))\n"
        "t = threading.Thread(target=ask, daemon=True)\nt.start()\nt.join()\n"
    ),
}
SECONDS = 30.0


def on_a_pipe(command: tuple[str, ...], path: Path, how: str) -> tuple[int, str]:
    """Start a program whose input is an open pipe; end the input ("end") or interrupt the program ("interrupt")."""
    process = subprocess.Popen(
        [*command, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
    )
    try:
        assert process.stdout is not None
        shown = process.stdout.read(len("ready"))
        assert shown == b"ready"
        if how == "interrupt":
            time.sleep(0.2)  # from the prompt to the waiting
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)  # with its input still open: what ends it is to be the signal
        out, _ = process.communicate(timeout=SECONDS)
    finally:
        process.kill()
    return process.returncode, clean((shown + out).decode())


def on_a_terminal(command: tuple[str, ...], path: Path, key: bytes) -> tuple[int, str]:
    """Start a program in a terminal of its own, and press a key when it waits."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], [*command, str(path)], environment({"PYTHONDONTWRITEBYTECODE": "1", "TERM": "dumb"}))
    try:
        _no_echo(terminal)
        shown = _until(terminal, b"ready")
        time.sleep(0.2)
        os.write(terminal, key)
        shown += _until(terminal, None)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(status), clean(shown.decode())


def _no_echo(terminal: int) -> None:
    settings = termios.tcgetattr(terminal)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, settings)


def _until(terminal: int, wanted: bytes | None) -> bytes:
    """What the terminal shows until it has shown ``wanted``, or to its end."""
    shown, end = b"", time.monotonic() + SECONDS
    while wanted is None or wanted not in shown:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, shown
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the way in which Linux says that nobody holds the other end any more
            return shown
        if not piece:
            return shown
        shown += piece
    return shown


@pytest.mark.sample(5)
@pytest.mark.parametrize("how", ["interrupt", "end"])
@pytest.mark.parametrize("name", PROGRAMS)
def test_on_a_pipe(name: str, how: str, program) -> None:
    path = program(PROGRAMS[name])
    expected = on_a_pipe(CPYTHON, path, how)
    assert on_a_pipe(MINICORO, path, how) == expected
    if name == "at the top":
        assert ("KeyboardInterrupt" if how == "interrupt" else "EOFError") in expected[1]


@pytest.mark.sample(5)
@pytest.mark.parametrize(("key", "error"), [(b"\x03", "KeyboardInterrupt"), (b"\x04", "EOFError")])
@pytest.mark.parametrize("name", PROGRAMS)
def test_on_a_terminal(name: str, key: bytes, error: str, program) -> None:
    path = program(PROGRAMS[name])
    expected = on_a_terminal(CPYTHON, path, key)
    assert on_a_terminal(MINICORO, path, key) == expected
    if name == "at the top":
        assert error in expected[1]

"""Running sessions for tests: through a pipe, and at a pseudo-terminal."""

import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.running import ROOT, Ended, environment, run

REPL = (sys.executable, "-m", "minicoro", "repl")


def piped(text: str, *options: str, cwd: Path | None = None, timeout: float = 60) -> Ended:
    """A session that reads its inputs from a pipe, without prompts."""
    return run(REPL, "--quiet", *options, stdin=text, cwd=cwd, timeout=timeout)


def same_under_cpython(text: str) -> Ended:
    """Assert that a session comes out alike with minicoro's `compile` and with the host's; the way it ended."""
    expected, actual = piped(text, "--under-cpython"), piped(text)
    assert without_ours(actual) == without_ours(expected)
    return actual


def without_ours(ended: Ended) -> Ended:
    """The same without traceback entries of the session's own code: minicoro hides them, the host's `compile` does not."""
    own = re.compile(rf'^  File "{re.escape(str(ROOT / "minicoro"))}/.*\n(?:    .*\n)*', re.MULTILINE)
    return replace(ended, err=own.sub("", ended.err))


class Terminal:
    """A session at a pseudo-terminal of its own."""

    def __init__(
        self, state: Path, *options: str, term: str = "xterm", words: tuple[str, ...] = REPL, first: str = ">>>"
    ) -> None:
        import pexpect

        extra = {"TERM": term, "PROMPT_TOOLKIT_NO_CPR": "1", "XDG_STATE_HOME": str(state), "NO_COLOR": "1"}
        self.child = pexpect.spawn(
            words[0],
            [*words[1:], *options],
            env=environment(extra),
            encoding="utf-8",
            timeout=12,
            dimensions=(30, 100),
            cwd=str(Path(__file__).parent.parent.parent),
        )
        self.child.delaybeforesend = 0.1
        self.rest = ""  # what is printed after the end was asked for
        self.expect(first)

    def expect(self, pattern: object) -> str:
        """Wait for output; what stood before it."""
        self.child.expect(pattern)
        return str(self.child.before)

    def result(self, line: str) -> str:
        """Wait for a line of output; what stood before it.  The editor ends its own output with an escape sequence."""
        return self.expect(r"(?:\n|\x1b\[\?2004l)" + re.escape(line) + "\r\n")

    def type(self, keys: str) -> None:
        """Type keys; ``\\r`` is Enter."""
        self.child.send(keys)

    def interrupt(self) -> None:
        """Ctrl-C."""
        self.child.sendintr()

    def computed(self) -> float:
        """The seconds that the process has computed so far."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def leave(self) -> int:
        """Ctrl-D; the exit code."""
        import pexpect

        self.child.sendeof()
        self.rest = self.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)


Begin = Callable[..., Terminal]
"""Begins a session that ends with the test; takes what `Terminal` takes after the folder."""


def write(path: Path, text: str) -> str:
    """A file of that text; its name."""
    path.write_text(text)
    return os.fspath(path)

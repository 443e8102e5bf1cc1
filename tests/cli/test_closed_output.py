"""Commands whose standard output is closed say so, unless they do not need it."""

import os
import subprocess
import sys
from pathlib import Path

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "await_value.py")


def closed(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a standard output."""
    command = [sys.executable, "-m", "minicoro", *words]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, preexec_fn=lambda: os.close(1), timeout=60)


def test_a_command_that_prints_says_that_standard_output_is_closed() -> None:
    for name in ("show", "trace"):
        ended = closed(name, EXAMPLE)
        assert ended.returncode == 2 and "standard output is closed" in ended.stderr, (name, ended)


def test_a_command_that_writes_to_a_file_works(tmp_path: Path) -> None:
    for words in (["show", "-o"], ["trace", "--json"]):
        out = tmp_path / words[0]
        ended = closed(*words, str(out), EXAMPLE)
        assert ended.returncode == 0 and out.stat().st_size, (words, ended)

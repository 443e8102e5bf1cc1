"""``site/pages/hangs.md``: its program hangs, and its commands tell what the page says."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, ROOT, environment, run

pytestmark = [
    pytest.mark.medium,
    pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on"),
]

PAGE = (ROOT / "site" / "pages" / "hangs.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)


def dumped(program: Path, folder: Path) -> Path:
    """The dump that the service writes on the signal, once 400 clients have come."""
    command = [sys.executable, str(program)]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None and service.stderr is not None
        for line in service.stdout:
            if "400" in line:
                break
        service.send_signal(signal.SIGUSR1)
        said = service.stderr.readline()
        service.kill()
    assert re.fullmatch(r"minicoro: dumped to (\S+); see it with: minicoro open \1\n", said), said
    return folder / said.split()[3].removesuffix(";")


def test_page(program, tmp_path: Path) -> None:
    text = next(block for language, block in BLOCKS if language == "python")
    path = program(text)
    dump = dumped(path, tmp_path)
    explained = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out
    for words in (
        "Semaphore pool.slots was acquired and never released by 3 tasks that are over",
        "CancelledError was thrown into Pool.connect at line 13, after acquire()",
    ):
        assert words in PAGE and words in explained, explained
    culprit = re.search(r"(request-\d+) \(handle\): .*CancelledError", explained)
    assert culprit is not None, explained
    story = run(CPYTHON, "-m", "minicoro", "open", "--task", culprit[1], str(dump), env={"COLUMNS": "120"}).out
    shown = next(block for _, block in BLOCKS if block.startswith("$ minicoro open --task"))
    assert _without_times(story) == _without_times(shown.split("\n", 1)[1]), story


def test_repair(program, tmp_path: Path) -> None:
    text, repair = [block for language, block in BLOCKS if language == "python"]
    start, end = text.index("    async def connect"), text.index("    def give_back")
    path = program(text[:start] + repair + "\n" + text[end:])
    explained = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dumped(path, tmp_path))).out
    assert "never released" not in explained, explained


def _without_times(story: str) -> list[str]:
    """The lines of the task: without the times, the task's number, and the first and last line."""
    lines = [re.sub(r"^ *[\d.]+ |(request|client)-\d+", "", line) for line in story.splitlines()]
    return lines[1:-1]

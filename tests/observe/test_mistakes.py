"""`run --explain` of some 150 programs with a mistake, and of some 95 without: the rule and the line, and no accusation.

The programs stand in ``mistakes/``; the text at the top of each file says how they are marked.
"""

import contextlib
import importlib.util
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import MINICORO, ROOT, environment

FOLDER = Path(__file__).parent / "mistakes"
FOUND = re.compile(r"^explain: (?:.*\n)(?:     .*\n)*(?:   where: (?P<where>.*)\n)?   rule: (?P<rule>\S+)\n", re.M)

MARK = re.compile(r"# <- (\S+)")


def programs(name: str) -> dict[str, str]:
    """The programs of a file, by their names."""
    parts = re.split(r"^=== (.*)\n", (FOLDER / f"{name}.txt").read_text(), flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


MISTAKES = {**programs("beginners"), **programs("engineers")}
CORRECT = programs("correct")
EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.py")) if path.stem != "coroutine_object"]


def explained(path: Path, hangs: bool) -> str:
    """What is said on stderr.  A program that hangs is interrupted once something was found, or it prints "waiting"."""
    out, err = path.with_suffix(".out"), path.with_suffix(".err")
    with out.open("w") as stdout, err.open("w") as stderr:
        command = [*MINICORO, "--explain", str(path)]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=environment())
    deadline = time.monotonic() + 60
    try:
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
            if hangs and ("   rule: " in err.read_text() or "waiting" in out.read_text()):
                process.send_signal(signal.SIGINT)  # a step that does not end heeds the second only
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(2)
    finally:
        process.kill()
        process.wait()
    return err.read_text()


def needs(name: str) -> None:
    for module in re.findall(r"\((uvloop|anyio|aiohttp)\)", name):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"needs {module}, which is not installed")
    if "(until 3.12)" in name and sys.version_info >= (3, 13):
        pytest.skip("CPython has mended it in 3.13")


@pytest.mark.sample(64, 16)
@pytest.mark.parametrize("name", MISTAKES)
def test_told_with_rule_and_line(name: str, program) -> None:
    needs(name)
    source = MISTAKES[name]
    path = program(source)
    text = explained(path, "(hangs)" in name)
    marked = {
        number: found[1].split("|")
        for number, line in enumerate(source.splitlines(), 1)
        if (found := MARK.search(line))
    }
    told = set()
    for found in FOUND.finditer(text):
        line = re.search(rf"{re.escape(str(path))}:(\d+)", found["where"] or "")
        told.add((int(line[1]) if line else 0, found["rule"]))
    assert {number for number, _ in told} == set(marked), text
    assert [rule for number, rule in told if rule not in marked[number]] == [], text


@pytest.mark.sample(64, 16)
@pytest.mark.parametrize("name", CORRECT)
def test_a_correct_program_is_not_accused(name: str, program) -> None:
    needs(name)
    text = explained(program(CORRECT[name]), False)
    assert "explain: nothing wrong was found" in text, text


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_accused_of_what_it_shows_only(example: Path, program) -> None:
    copy = program(example.read_text())
    text = explained(copy, False)
    assert {found["rule"] for found in FOUND.finditer(text)} <= SHOWN.get(example.stem, set()), text


SHOWN: dict[str, set[str]] = {}
"""What examples do wrong on purpose, to show it."""


def test_there_are_enough() -> None:
    assert len(programs("beginners")) >= 30
    assert len(programs("engineers")) >= 30
    assert len(CORRECT) + len(EXAMPLES) >= 60

"""`minicoro show`: printed machines say what the engine does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import MINICORO, ROOT, run

SHOW = (*MINICORO[:-1], "show")
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))

PROGRAM = """\
async def fetch(session, urls):
    found = 0
    for url in urls:
        async with session.get(url) as answer:
            total = found + await answer.size()
        found = total
    return found


def plain():
    return 1


print("this must not be printed")
"""


@pytest.fixture
def path(program) -> Path:
    return program(PROGRAM)


def test_nothing_of_the_file_runs(path: Path) -> None:
    ended = run(SHOW, str(path))
    assert ended.code == 0
    assert "this must not be printed" not in ended.out
    assert "plain" not in ended.out


def test_operands_that_stand_left_of_an_await_are_kept(path: Path) -> None:
    out = run(SHOW, f"{path}:fetch").out
    kept = re.search(r"(\$\w+) = found", out)
    assert kept
    awaited = re.search(r"(\$\w+) = await answer\.size\(\)", out)
    assert awaited
    assert f"total = {kept[1]} + {awaited[1]}" in out.replace(f"({awaited[1]})", awaited[1])


def test_as_python(path: Path) -> None:
    """What runs, with each line of the source beside the first line that stands for it; nothing of it is cut off."""
    lines = run(SHOW, "--python", str(path), env={"COLUMNS": "40"}).out.splitlines()
    assert any(re.fullmatch(r" +2 │ found = 0 +# found = 0", line) for line in lines)
    assert any(re.search(r"\$\w+ = yield from \$awaitable\(answer\.size\(\)\)$", line) for line in lines)
    assert [line for line in lines if line.startswith("state ")][:2] == ["state 0 (start)", "state 1"]


def test_the_variables_that_are_alive(path: Path) -> None:
    """While it waits for the size, the old count is in a temporary and `found` itself is not needed any more."""
    lines = run(SHOW, f"{path}:fetch").out.splitlines()
    index = next(index for index, line in enumerate(lines) if "await answer.size()" in line)
    alive = lines[index + 1].split("alive: ")[1].split(", ")
    assert "session" in alive
    assert "url" not in alive
    assert "answer" not in alive


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_lines_fit(path: Path, columns: int) -> None:
    for line in run(SHOW, str(path), env={"COLUMNS": str(columns)}).out.splitlines()[1:]:
        assert len(line) <= columns


@pytest.mark.sample(4)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("option", ["--raw", "--text"])
def test_every_way_leads_to_a_state_that_is_shown(example: Path, option: str) -> None:
    out = run(SHOW, option, str(example)).out
    for machine in re.split(r"\n(?=\S.* · .* · )", out):
        states = set(re.findall(r"^state (\d+)", machine, re.MULTILINE))
        assert set(re.findall(r"→ (\d+)", machine)) <= states
        assert "0" in states or "suspends" not in machine


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_graphviz_draws_every_example(example: Path) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    ended = run(SHOW, "--svg", str(example))
    assert ended.code == 0
    assert "<svg" in ended.out


def test_graphviz_missing(path: Path) -> None:
    ended = run(SHOW, "--svg", str(path), env={"PATH": ""})
    assert ended.code == 2
    assert "Graphviz" in ended.err


def test_mermaid(path: Path) -> None:
    out = run(SHOW, "--mermaid", str(path)).out
    assert "stateDiagram-v2" in out
    assert re.search(r"class s\d+(,s\d+)* suspends", out)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "no file given"),
        (("nothing.py",), 2, "can't open 'nothing.py'"),
        (("--no",), 2, "unknown option: --no"),
    ],
)
def test_mistakes(words: tuple[str, ...], code: int, told: str) -> None:
    ended = run(SHOW, *words)
    assert ended.code == code
    assert told in ended.err


def test_no_such_function(path: Path) -> None:
    ended = run(SHOW, f"{path}:nobody")
    assert ended.code == 2
    assert "no function 'nobody'" in ended.err


def test_a_file_that_is_no_python(program) -> None:
    ended = run(SHOW, str(program("def f(:\n")))
    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith("SyntaxError")


def test_dot_is_valid(path: Path) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    text = run(SHOW, "--dot", str(path)).out
    subprocess.run(["dot", "-Tcanon"], input=text, text=True, check=True, capture_output=True, timeout=60)

"""`minicoro show`: printed machines say what the engine does."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import MINICORO, ROOT, run

pytestmark = pytest.mark.sample(5, 1)

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


@pytest.mark.sample(8, 4)
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
    assert re.search(r"class s\d+ suspends", out)


WAYS = """\
import asyncio


async def loops(queue):
    while True:
        try:
            item = await queue.get()
            if item is None:
                break
            if item == 1:
                continue
            await asyncio.sleep(item)
        finally:
            print("every way out passes here")
    return 1


async def forever():
    while True:
        await asyncio.sleep(1)


async def comprehension(n):
    first = 1
    return [x async for x in source(n)], first


async def source(n):
    for later in range(n):
        yield later


async def gives_up():
    await asyncio.sleep(0)
    raise ValueError
"""


@pytest.fixture
def ways(program) -> Path:
    return program(WAYS)


def edges(path: Path, name: str) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """The states of a function by name, and the edges, as Mermaid has them."""
    out = run(SHOW, "--mermaid", f"{path}:{name}").out
    states = dict(re.findall(r'state "(.*)" as (s\d+)', out))
    return {number: text for text, number in states.items()}, set(
        re.findall(r"(s\d+) --> (\S+?)(?::|$)", out, re.MULTILINE)
    )


def test_break_and_continue_pass_through_their_finally(ways: Path) -> None:
    states, found = edges(ways, "loops")
    [end] = [number for number, text in states.items() if "every way out passes here" in text]
    [asks] = [number for number, text in states.items() if "queue.get" in text]
    [returns] = [number for number, text in states.items() if text.endswith("return 1")]
    assert {(end, asks), (end, returns)} <= found
    leaving = [number for number, text in states.items() if "go to" in text]
    assert leaving
    assert {target for source, target in found if source in leaving} == {end}
    assert (asks, returns) not in found


def test_only_the_end_of_a_finally_may_raise_an_exception_again(program) -> None:
    out = run(SHOW, str(program(PROGRAM + WAYS))).out
    assert re.search(r"│ end of with: \$with\d+  → \d+\n\n", out)
    assert re.search(r"│ end of finally: \$finally\d+  .*a state → \d+, an exception → raised again\n", out)


def test_how_many_states_are_shown(program) -> None:
    file = program("async def f():\n    while True:\n        if g():\n            continue\n        await h()\n")
    text = run(SHOW, str(file)).out
    told = re.search(
        r"^(\d+) states \((\d+) shown; the others do nothing, or no way leads to them\)", text, re.MULTILINE
    )
    assert told and int(told[1]) > int(told[2]) == text.count("\nstate "), text
    assert " shown" not in run(SHOW, "--raw", str(file)).out


def test_an_endless_loop_has_no_end(ways: Path) -> None:
    states, found = edges(ways, "forever")
    assert [target for _, target in found if target == "[*]"] == []
    assert not [text for text in states.values() if "return" in text]


def test_what_raises_does_not_go_on(ways: Path) -> None:
    states, found = edges(ways, "gives_up")
    [raising] = [number for number, text in states.items() if "raise ValueError" in text]
    assert [target for source, target in found if source == raising] == ["[*]"]
    assert not [text for text in states.values() if "return" in text]


def test_a_comprehension_keeps_its_iterable(ways: Path) -> None:
    assert "source(n)" in run(SHOW, f"{ways}:comprehension").out


def test_what_is_needed_after_a_finally_is_alive_in_it(program) -> None:
    out = run(SHOW, str(program("def f(x):\n    try:\n        return x + 1\n    finally:\n        yield\n"))).out
    assert re.search(r"⏸ yield .*\n +alive: \$finally\d+, \$returned\d+\n", out)


def test_nothing_is_alive_before_it_exists(ways: Path) -> None:
    out = run(SHOW, f"{ways}:loops").out
    assert "alive: queue\n" in out
    assert "later" not in run(SHOW, f"{ways}:source").out.split("yield later")[0].split("state 1")[0]


def test_a_file_for_each_function(ways: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert run(SHOW, "--mermaid", "-o", str(folder), str(ways)).code == 0
    assert {path.name.split("-")[0] for path in folder.iterdir()} >= {"loops", "forever", "comprehension", "gives_up"}
    ended = run(SHOW, "-o", str(tmp_path / "no" / "such"), str(ways))
    assert (ended.code, "can't write" in ended.err) == (2, True)


PARSER = ROOT / "viewer" / "mermaid.mjs"
HAS_PARSER = shutil.which("node") is not None and (ROOT / "viewer" / "node_modules" / "mermaid").is_dir()


@pytest.mark.skipif(not HAS_PARSER, reason="needs Node, and `npm ci` in viewer/")
def test_mermaid_itself_reads_the_diagrams(ways: Path, tmp_path: Path) -> None:
    written = []
    for number, path in enumerate([ways, *EXAMPLES]):
        written.append(tmp_path / f"{number}.mmd")
        written[-1].write_text(run(SHOW, "--mermaid", str(path)).out)
    sequence = tmp_path / "sequence.mmd"
    run(
        (*MINICORO[:-1], "trace"),
        "--virtual-time",
        "--mermaid",
        str(sequence),
        str(ROOT / "examples" / "worker_pool.py"),
    )
    command = ["node", str(PARSER), *map(str, [*written, sequence])]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr


def test_on_a_console_that_knows_only_ascii(path: Path) -> None:
    out = run(SHOW, str(path), env={"PYTHONIOENCODING": "ascii"}).out
    assert out.isascii()
    assert "|| $" in out


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

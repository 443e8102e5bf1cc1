"""The views of a run name things as people do: no private name of the library, no number of an object.

What the program itself writes or prints may have any name.
"""

import json
import re
from pathlib import Path

import pytest

from minicoro.observe.names import duration
from tests.observe.traces import TIMED
from tests.running import CPYTHON, ROOT, run

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
PROGRAMS = sorted((ROOT / "tests" / "schedules" / "programs").glob("*.py"))
UNNAMED = re.compile(
    r"(?<![\w'])_[A-Za-z]\w*|\bobject \d+(?::\d+)?\b|\bbuiltin_\w+| at 0x\w+|\b(?:task|timer|callback) \d+\b"
)
VIEWS = {
    "story": ["trace"],
    "native story": ["trace", "--native"],
    "diagram": ["trace", "--mermaid", "/dev/stdout"],
    "events": ["trace", "--json", "/dev/stdout"],
    "timeline": ["trace", "--perfetto", "/dev/stdout"],
    "explanation": ["run", "--explain"],
}
DATA = ("source", "function", "file")
"""Events, and fields of others, that have the text of a program."""


@pytest.mark.sample(36, 9)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_names_are_those_that_people_use(view: str, example: Path) -> None:
    options = TIMED.get(example.stem, ()) if view != "explanation" else ()
    words = VIEWS[view]
    ended = run((*CPYTHON, "-m", "minicoro"), words[0], *options, *words[1:], str(example))
    known = example.read_text() + run(CPYTHON, str(example)).out
    said = ended.out + ended.err
    if view == "events":
        said = "\n".join([_told(line) for line in said.splitlines() if line.startswith("{")])
    assert not unnamed(said, known)


@pytest.mark.sample(12, 6)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_explore_has_the_same_names(path: Path) -> None:
    ended = run((*CPYTHON, "-m", "minicoro"), "explore", "--runs", "100", f"{path}:bug")
    assert "schedule (" in ended.out, ended
    assert not unnamed(ended.out, path.read_text())


def unnamed(said: str, known: str) -> str:
    """The first lines with a name that nobody knows."""
    found = [(name, line) for line in said.splitlines() for name in UNNAMED.findall(line) if name not in known]
    return "\n".join([f"{name!r} in: {line[:200]}" for name, line in found[:5]])


def _told(line: str) -> str:
    """What an event tells of the run: without text of the program, and the library's functions that it names as data."""
    event = json.loads(line)
    if event["event"] in DATA:
        return ""
    event.get("on", {}).pop("through", None)
    return json.dumps({name: value for name, value in event.items() if name != "at"}, ensure_ascii=False)


def test_a_duration_has_no_exponent() -> None:
    shown = [duration(seconds) for seconds in (0, 5e-6, 0.9996, 12.345, 3600)]
    assert shown == ["0 s", "5 µs", "1,000 ms", "12.3 s", "3,600 s"]

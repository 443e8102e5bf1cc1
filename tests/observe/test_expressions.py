"""`minicoro trace --expressions`: what each sub-expression gives, in order, and what a suspension keeps of them."""

import re
import sys
from pathlib import Path

import pytest

from minicoro.observe.page import Page
from tests.observe.browser import CHROMIUM, drive
from tests.observe.traces import TRACE, Event, called, read, trace
from tests.running import CPYTHON, ROOT, run

pytestmark = pytest.mark.sample(4, 1)

PROGRAM = """\
import asyncio


async def half(x):
    await asyncio.sleep(0)
    return x / 2


def add(a, b):
    return a + b


async def main():
    total = add(3 * 2, await half(8)) - 1
    print(f"total: {total}")
    try:
        await half("é")
    except TypeError:
        pass


asyncio.run(main())
"""


@pytest.fixture
def events(program) -> list[Event]:
    return trace(program(PROGRAM), "--expressions")


def told(event: Event) -> tuple[str, str]:
    return event["source"], event.get("value", event.get("error"))


def test_sub_expressions_in_the_order_of_evaluation(events: list[Event]) -> None:
    found = [told(event) for event in called(events, "expression") if event["line"] == 14]
    assert found == [
        ("add", "<function add>"),
        ("3 * 2", "6"),
        ("half", "<function half>"),
        ("half(8)", "<coroutine half>"),
        ("add", "<function add>"),
        ("3 * 2", "6"),
        ("await half(8)", "4.0"),
        ("add(3 * 2, await half(8))", "10.0"),
        ("add(3 * 2, await half(8)) - 1", "9.0"),
    ]


def test_what_is_spilled_kept_and_taken(events: list[Event]) -> None:
    """`$1` and `$2` are kept while `half` is awaited, and named with the expressions whose values they are."""
    assert [(event["spill"], *told(event)) for event in called(events, "spilled")] == [
        ("$1", "add", "<function add>"),
        ("$2", "3 * 2", "6"),
    ]
    (kept, *_) = [event["kept"] for event in called(events, "suspended") if "kept" in event]
    assert kept == [
        {"spill": "$1", "source": "add", "value": "<function add>"},
        {"spill": "$2", "source": "3 * 2", "value": "6"},
    ]
    taken = [event["spill"] for event in called(events, "expression") if "spill" in event]
    assert taken[:2] == ["$1", "$2"]


UNFINISHED = """\
import asyncio
async def two():
    await asyncio.sleep(0)
    return 2
async def main():
    m = {"z": 1}
    d = {**m, "k": await two()}
    c = [await two() for _ in "ab"]
    s = f"{m!r:>9} {await two()}"
asyncio.run(main())
"""


def test_what_is_kept_of_unfinished_displays_and_strings(program) -> None:
    events = trace(program(UNFINISHED), "--expressions")
    kept = [[*each.values()][1:] for event in called(events, "suspended") for each in event.get("kept", ())]
    inlined = sys.version_info >= (3, 12)  # before, a comprehension is a function
    assert kept == [
        ['{**m, "k": await two()}', "{'z': 1}", True],
        *[['[await two() for _ in "ab"]', value, True] for value in ("[]", "[2]") if inlined],
        ["{m!r:…}", "\" {'z': 1}\""],
    ]


KEPT = """\
import asyncio
def call(*a, **k): pass
async def main():
    total, d = 5, {}
    total += await asyncio.sleep(0, 1)
    call(total, *[2], k=3, **await asyncio.sleep(0, {}))
    d[await asyncio.sleep(0)] = x = total + 1
    {await asyncio.sleep(0, k): await asyncio.sleep(0) async for k in once(7)}
    match [x]:
        case [y] if await asyncio.sleep(0, True):
            pass
    e = (i for i in [y, await asyncio.sleep(0)])
    try:
        return y + 1
    finally:
        await asyncio.sleep(0)
async def once(x):
    yield x
asyncio.run(main())
"""


def test_what_is_kept_has_the_value_of_its_source(program) -> None:
    events = trace(program(KEPT), "--expressions")
    kept = [(each["source"], each["value"]) for event in called(events, "suspended") for each in event.get("kept", ())]
    call, collection = [("call", "<function call>"), ("total", "6"), ("*[2]", "[2]")], KEPT.splitlines()[7].strip()
    made = [(collection, "{}"), (collection, "{}"), ("await asyncio.sleep(0, k)", "7")]
    if sys.version_info < (3, 12):  # a comprehension is a function, with temporaries of its own
        made = []
    assert kept == [
        ("total", "5"), *call, ("total + 1", "7"), ("d", "{}"), *made, ("[x]", "[7]"), ("y", "7"), ("y + 1", "8"),
    ]  # fmt: skip
    awaited = [
        event["value"] for event in called(events, "expression") if event["source"] == "await asyncio.sleep(0, k)"
    ]
    assert awaited == ["7"], "the value of an await in a comprehension, too"
    assert not [event for event in called(events, "spilled") if event["source"] == "once(7)"], "it keeps the iterator"


def test_errors_are_told_where_they_arise_and_at_each_await(events: list[Event]) -> None:
    raised = [event["source"] for event in called(events, "expression") if "error" in event]
    assert raised == ["x / 2", 'await half("é")']


def test_columns_are_those_of_the_source(program) -> None:
    text = 'x = 2\né = "é" * x + (str(\n    x))\nprint(f"é{x!r:>{x}}é", é[0:x], "😀" + é)\n'
    lines = text.splitlines()
    for event in called(trace(program(text), "--expressions"), "expression"):
        start, end = event["columns"]
        if "end_line" not in event:
            assert lines[event["line"] - 1][start:end] == event["source"]
        else:
            assert lines[event["end_line"] - 1][:end].endswith(event["source"][-1])


def test_depth_grows_into_operands_and_calls(program) -> None:
    events = trace(program("def f(x):\n    return x + 1\nprint(f(f(1)) * 2)\n"), "--expressions")
    found = [(event["source"], event["depth"]) for event in called(events, "expression")]
    inner = [("x", 5), ("x + 1", 4)]
    outer = [("x", 4), ("x + 1", 3)]
    assert found == [
        ("print", 1), ("f", 3), ("f", 4), *inner, ("f(1)", 3), *outer,
        ("f(f(1))", 2), ("f(f(1)) * 2", 1), ("print(f(f(1)) * 2)", 0),
    ]  # fmt: skip


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=lambda path: path.stem)
def test_nothing_of_the_interpreter_is_a_source(example: Path, tmp_path: Path) -> None:
    """Every event is of what stands in the file, at its place."""
    path = tmp_path / example.name
    path.write_bytes(example.read_bytes())
    lines = path.read_text().splitlines()
    events = called(trace(path, "--expressions", code=None), "expression", "spilled")
    for event in [event for event in events if event["file"] == str(path)]:
        assert "$" not in event["source"]
        assert lines[event["line"] - 1][event["columns"][0] :].startswith(event["source"].split(" ")[0])


HOSTILE = """\
class Bad:
    def __repr__(self):
        raise SystemExit("asked for a repr")
    __str__ = __format__ = __len__ = __iter__ = __hash__ = __eq__ = __bool__ = __repr__
    def __getattr__(self, name):
        raise SystemExit("asked for " + name)
    def __del__(self):
        print("gone")
def g(x):
    yield [x, Bad()][0], 1
for item in g(Bad()):
    print("item")
    del item
Bad()
print("end")
"""


def test_the_program_is_not_disturbed(program, tmp_path: Path) -> None:
    """No code of a value runs, and none lives longer than it would."""
    path = program(HOSTILE)
    ended = run(TRACE, "--expressions", "--json", str(tmp_path / "out.jsonl"), str(path))
    assert ended == run(CPYTHON, str(path))
    assert ended.code == 0


def test_text_without_a_file(program) -> None:
    events = called(trace(program("exec('x = 1 + int(2)')\n"), "--expressions"), "expression")
    assert [(told(event), "columns" in event) for event in events[1:4]] == [
        (("int", "<class int>"), False),
        (("int(2)", "2"), False),
        (("1 + int(2)", "3"), False),
    ]


def test_the_story(program) -> None:
    out = run(TRACE, "--expressions", str(program(PROGRAM)), env={"COLUMNS": "100"}).out
    lines = [re.sub(r"^ +[\d.]+ ", "", line) for line in out.splitlines()]
    assert " ·     14        $2 keeps 3 * 2 = 6" in [" " + line for line in lines]
    assert "○  main:14 keeps $1: add = <function add>, $2: 3 * 2 = 6" in lines
    assert "·     14        await half(8) → 4.0" in lines
    assert "·     14    add(3 * 2, await half(8)) - 1 → 9.0" in lines
    assert any([line.startswith("·      6    x / 2  raises TypeError(") for line in lines])


def test_a_value_that_is_not_decided_yet(program) -> None:
    text = "def g():\n    return 1 < (yield) < (yield)\nx = g()\nnext(x); x.send(2)\n"
    kept = [event["kept"] for event in called(trace(program(text), "--expressions"), "suspended") if "kept" in event]
    assert kept[-1] == [{"spill": "$4", "source": "yield", "value": "2"}], "the first comparison is true, and dropped"


def test_without_the_option_nothing_is_told(program) -> None:
    events = trace(program(PROGRAM), "--walk")
    assert not called(events, "expression", "spilled")
    assert not [event for event in events if "kept" in event]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)")
def test_the_page_underlines_what_was_evaluated(program, tmp_path: Path) -> None:
    path = program(PROGRAM)
    events = trace(path, "--expressions")
    page = tmp_path / "page.html"
    writer = Page(str(page))
    for event in events:
        writer.take(event)
    writer.close()
    number = next(event["n"] for event in events if event.get("source") == "await half(8)")
    script = """return { under: text(".expression"), value: text(".value") };"""
    seen = drive(page, tmp_path, script, f"#step={number}")
    assert seen["under"] == "await half(8)"
    assert seen["value"].startswith("→ 4.0")
    before = drive(page, tmp_path, 'return text(".frame table");', f"#step={number - 3}")
    assert before is not None
    assert "$2" in before
    assert "3 * 2 = 6" in before
    assert read(path.with_suffix(".jsonl")) == events

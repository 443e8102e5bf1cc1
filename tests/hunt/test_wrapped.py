"""Every operand of an asynchronous function awaited, and suspending once: nothing may change.

The wrapped program does under minicoro what it does under CPython; and for most programs that is what the plain one does.
"""

import sys
from pathlib import Path

import pytest

from minicoro.conformance import runner
from minicoro.conformance.runner import Case
from tests.hunt.campaign import text_of
from tests.hunt.compare import accepted, difference, sides
from tests.hunt.wrapped import wrapped
from tests.running import ROOT

# The programs run in this process and with its recursion limit.
pytestmark = pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")

ONCE = """\
class once:
    def __init__(self, value): self.value = value
    def __await__(self):
        yield
        return self.value
"""
# Not those about scheduling: each suspension is one more turn of the loop, and order and timers are their subject.
CASES = [
    case
    for case in runner.load(ROOT / "tests" / "conformance")
    if case.chapter != "scheduling"
    and case.head.negative is None
    and "async def" in case.path.read_text()
    and not case.skipped(sys.version_info[:2])
]

# The exception that an ``except`` still compares keeps a dropped frame in CPython (see README.md).
KNOWN = {5513}


def test_what_is_wrapped() -> None:
    text = "async def f(a: int = x):\n    'd'\n    async with a.b as c, d: return [*(e for e in g), f'{h:{i}}'][j:k]\n"
    assert wrapped(text).split("\n", 2)[2].strip() == (
        "async with await once((await once(a)).b) as c, await once(d):\n"
        "        return await once((await once([*await once((e for e in await once(g))), "
        "f'{await once(h):{await once(i)}}']))[await once(j):await once(k)])"
    )


def hunted(seeds: range) -> tuple[int, int]:
    """How many programs were tried, and how many of them told the same wrapped as plain."""
    tried = unchanged = 0
    for seed in seeds:
        if seed in KNOWN:
            continue
        text, how = text_of(seed)
        if "async def" not in text or not accepted(text):
            continue
        text_wrapped = wrapped(text)
        found = difference(text_wrapped, **how)
        assert not found, f"seed {seed}\n{text_wrapped}\n{found}"
        told = [sides()[0].run(one, deaths=False, lines=False, keep=False) for one in (text, text_wrapped)]
        tried += 1
        unchanged += told[0] == told[1]
    return tried, unchanged


@pytest.mark.parametrize("count", [4, pytest.param(14, marks=pytest.mark.medium)], ids=["some", "more"])
def test_hunted_programs(count: int) -> None:
    tried, unchanged = hunted(range(count))
    assert tried > count / 3
    assert unchanged > tried / 2


@pytest.mark.slow
def test_many_hunted_programs() -> None:
    tried, unchanged = hunted(range(5_000, 6_400))
    assert tried > 800
    assert unchanged > tried / 2


def wrapped_cases(cases: list[Case], folder: Path) -> list[Case]:
    found = []
    for case in cases:
        path = folder / case.chapter / case.path.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ONCE + wrapped(case.path.read_text()))
        found.append(case._replace(path=path))
    return found


def differences(cases: list[Case], folder: Path) -> tuple[dict[str, str], int]:
    """Where minicoro differs from CPython on the wrapped cases, and how many print wrapped what they print plain."""
    chosen = wrapped_cases(cases, folder)
    run = [
        runner.run_all(some, runner.probe(target), 2, 60, lambda name, count: None)
        for some, target in (
            (cases, runner.python(sys.executable)),
            (chosen, runner.python(sys.executable)),
            (chosen, runner.minicoro()),
        )
    ]
    plain, theirs, ours = [{name: ended for name, (ended, _) in one.items()} for one in run]
    found = {case.name: runner.judge(case, theirs[case.name], ours[case.name]) for case in chosen}
    unchanged = [name for name in plain if plain[name].out == theirs[name].out]
    return {name: text for name, text in found.items() if text}, len(unchanged)


@pytest.mark.parametrize("step", [120, pytest.param(30, marks=pytest.mark.medium)], ids=["some", "more"])
def test_some_cases(step: int, tmp_path: Path) -> None:
    found, unchanged = differences(CASES[::step], tmp_path)
    assert found == {}
    assert unchanged > len(CASES[::step]) / 20  # the others tell how often they are resumed


@pytest.mark.slow
def test_all_cases(tmp_path: Path) -> None:
    found, unchanged = differences(CASES, tmp_path)
    assert found == {}
    assert unchanged > len(CASES) / 20

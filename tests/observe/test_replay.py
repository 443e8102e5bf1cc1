"""The printed machine is the one that runs: every run is a walk through what `show --raw` prints."""

import sys
from pathlib import Path

import pytest

from minicoro.conformance.runner import Case, load
from tests.observe.replaying import printed, walk
from tests.observe.traces import TIMED, called, read
from tests.running import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples(example: Path, tmp_path: Path) -> None:
    path = tmp_path / example.name
    path.write_bytes(example.read_bytes())
    assert walk(path, *TIMED.get(example.stem, ())) > 0 or example.stem == "coroutine_object"


FINALLY = """\
import asyncio


async def f(kind):
    for number in range(3):
        try:
            async with asyncio.Lock():
                try:
                    await asyncio.sleep(0)
                    if kind == "break":
                        break
                    if kind == "continue":
                        continue
                    if kind == "return":
                        return number
                    if kind == "raise":
                        raise ValueError(kind)
                finally:
                    await asyncio.sleep(0)
        except* ValueError as group:
            await asyncio.sleep(0)
            print(group.exceptions)
        finally:
            await asyncio.sleep(0)
    else:
        return await g(kind)
    return [x async for x in h(kind) if await g(x) or x]


async def g(x):
    return x and await asyncio.sleep(0, x) and 1 < await asyncio.sleep(0, 2) < 3


async def h(x):
    match await asyncio.sleep(0, x):
        case "break" | "raise" as y:
            yield y
        case _:
            yield (await g(x)) if x else None


for kind in ("break", "continue", "return", "raise", "none"):
    print(kind, asyncio.run(f(kind)))
"""


def test_every_way_out_of_try_and_with(program) -> None:
    assert walk(program(FINALLY)) > 200


CASES = [case for case in load(ROOT / "tests" / "conformance") if not case.skipped(sys.version_info[:2])]
RUN = [case for case in CASES if case.head.negative is None or case.head.negative.phase != "parse"]
SAMPLE = RUN[::60]


def not_begun(path: Path) -> bool:
    """Whether no machine of the file's own is ever resumed."""
    return not called(read(path.with_suffix(".jsonl")), "entered") or not printed(path)


def replay(case: Case, folder: Path) -> None:
    path = folder / case.path.name
    path.write_bytes(case.path.read_bytes())
    checked = walk(path, code=None)
    assert checked or not_begun(path)


@pytest.mark.sample(6, 2)
@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_some_cases(case: Case, tmp_path: Path) -> None:
    replay(case, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", RUN, ids=lambda case: case.name)
def test_every_case(case: Case, tmp_path: Path) -> None:
    replay(case, tmp_path)

"""The trace of a program is CPython's own record of it, where both speak (CPython 3.12 and newer)."""

import json
import sys
from pathlib import Path

import pytest

from minicoro.conformance.runner import Case, load
from tests.observe.traces import trace
from tests.running import CPYTHON, ROOT, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

REAL_TIME = {"worker_pool", "threads_and_processes"}
"""Examples in which the order of events depends on how fast they run."""

EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.py")) if path.stem not in REAL_TIME]

THROWS = """\
import asyncio


class Suspend:
    def __await__(self):
        return (yield "suspended")


async def inner(stubborn):
    try:
        await Suspend()
    except ValueError:
        if stubborn:
            await Suspend()
            return "went on"
        raise


async def outer(stubborn):
    try:
        return await inner(stubborn)
    except ValueError:
        await Suspend()
        return "outside"


def drive(stubborn):
    coroutine = outer(stubborn)
    coroutine.send(None)
    coroutine.throw(ValueError())
    try:
        coroutine.send(1)
    except StopIteration as stop:
        print(stop.value)


def delegating():
    yield from [1, 2, 3]


async def generator():
    try:
        yield 1
        await asyncio.sleep(0)
        yield 2
    finally:
        await asyncio.sleep(0)


async def main():
    async for item in generator():
        print(item)
    early = generator()
    print(await anext(early))
    await early.aclose()
    thrown = generator()
    await anext(thrown)
    try:
        await thrown.athrow(KeyError("x"))
    except KeyError:
        print("KeyError")
    task = asyncio.create_task(outer(False) if False else asyncio.sleep(10))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


drive(False)
drive(True)
for item in delegating():
    if item == 2:
        break
unstarted = delegating()
try:
    unstarted.throw(KeyError)
except KeyError:
    pass
asyncio.run(main())
"""


def theirs(path: Path, out: Path, code: int | None = 0) -> list[tuple[str, str]]:
    """CPython's record."""
    ended = run(CPYTHON, str(Path(__file__).parent / "monitor.py"), str(path), str(out))
    assert code is None or ended.code == code, ended.err
    record = [json.loads(line) for line in out.read_text().splitlines()]
    return without_plain_closes([(what, name, error == "GeneratorExit") for what, name, error in record])


def ours(path: Path, code: int | None = 0) -> list[tuple[str, str]]:
    """The trace, in CPython's words: a throw, also into what has not started, is an event of its own."""
    names: dict[int, str] = {}
    record = []
    for event in trace(path, code=code):
        what = event["event"]
        if what == "created":
            names[event["object"]] = event["name"]
        elif what in ("started", "resumed", "suspended", "returned", "raised"):
            thrown = event.get("how") in ("throw", "close")
            exits = event.get("how") == "close" or event.get("error", "").startswith("GeneratorExit")
            record.append(("thrown" if thrown else what, names[event["object"]], exits))
    return without_plain_closes(record)


def without_plain_closes(record: list[tuple[str, str, bool]]) -> list[tuple[str, str]]:
    """A record without closes that meet no handler: CPython may leave such a frame without resuming it."""
    kept: list[tuple[str, str, bool]] = []
    for entry in record:
        what, name, exits = entry
        if what == "raised" and exits and kept and kept[-1] == ("thrown", name, True):
            kept.pop()
        else:
            kept.append(entry)
    return [(what, name) for what, name, _ in kept]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_examples(example: Path, tmp_path: Path) -> None:
    path = tmp_path / example.name
    path.write_bytes(example.read_bytes())
    assert ours(path) == theirs(path, tmp_path / "record")


def test_throws(program, tmp_path: Path) -> None:
    path = program(THROWS)
    record = theirs(path, tmp_path / "record")
    assert ("thrown", "inner") in record
    assert ours(path) == record


DEEP = {"life-cycle/recursion-limit-of-awaits", "life-cycle/recursion-limit-of-delegation"}
"""Cases that go to the recursion limit: the monitor's own frames stand on the same stack, so it is met earlier."""


def _cases() -> list[Case]:
    """Those that run; each suspends in its own way, or shows what does not."""
    version = sys.version_info[:2]
    kit = [case for case in load(ROOT / "tests" / "conformance") if case.name not in DEEP]
    found = [case for case in kit if not case.skipped(version)]
    return [case for case in found if case.head.negative is None or case.head.negative.phase != "parse"]


CASES = _cases()


def compare(case: Case, folder: Path) -> None:
    path = folder / case.path.name
    path.write_bytes(case.path.read_bytes())
    for _ in range(3):  # where timers are short, a busy machine may let one fall due before its time
        mine, record = ours(path, None), theirs(path, folder / "record", None)
        if mine == record or "asyncio" not in case.head.features:
            break
    assert mine == record


@pytest.mark.parametrize("case", CASES[3::80], ids=lambda case: case.name)
def test_some_cases(case: Case, tmp_path: Path) -> None:
    compare(case, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case(case: Case, tmp_path: Path) -> None:
    compare(case, tmp_path)

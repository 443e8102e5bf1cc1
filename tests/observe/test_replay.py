"""The printed machine is the one that runs: every run is a walk through what `show --raw` prints."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.observe.traces import TIMED, trace
from tests.running import MINICORO, ROOT, run

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@dataclass
class Printed:
    """One state as it was printed."""

    ways: set[int] = field(default_factory=set)
    handler: int | None = None
    suspends: bool = False
    returns: bool = False
    raises: bool = False
    ends_finally: str = ""


def printed(path: Path) -> dict[tuple[str, int], dict[int, Printed]]:
    """The machines of a file, by name and line, read back from their text; with where each completion may lead."""
    out = run((*MINICORO[:-1], "show"), "--raw", str(path), env={"COLUMNS": "1000"}).out
    machines = {}
    for text in re.split(r"\n(?=\S.* · [a-z ]+ · )", out):
        head = re.match(r"(\S.*) · [a-z ]+ · .*:(\d+)\n", text)
        if head:
            machines[head[1], int(head[2])] = _states(text)
    return machines


def _states(text: str) -> dict[int, Printed]:
    leads: dict[str, set[int]] = {}
    for variable, number in re.findall(r"(\$\w+) = go to (\d+)", text):
        leads.setdefault(variable, set()).add(int(number))
    states = {}
    for part in re.split(r"\n(?=state \d+)", text)[1:]:
        states[int(part.split()[1])] = _state(part, leads)
    return states


def _state(part: str, leads: dict[str, set[int]]) -> Printed:
    state = Printed()
    *_, last = [line for line in part.splitlines() if "│" in line]
    state.ways = set(map(int, re.findall(r"→ (\d+)", last)))
    handler = re.search(r"exception: kept in \S+ → (\d+)", part)
    state.handler = int(handler[1]) if handler else None
    state.suspends = "⏸" in last
    words = last.split("│", 1)[1].strip()
    state.returns = words.startswith("return")
    state.raises = bool(re.fullmatch(r"raise \$\w+ again", words))
    ends = re.match(r"end of finally: where (\$\w+) leads", words)
    if ends:
        state.ways |= leads.get(ends[1], set())
        state.ends_finally = ends[1]
    return state


def walk(path: Path, *options: str) -> int:
    """Follow every object of a run through its printed machine; the number of steps that were checked."""
    machines = printed(path)
    functions: dict[int, tuple[str, int]] = {}
    objects: dict[int, dict[int, Printed]] = {}
    at: dict[int, int | None] = {}
    suspended: dict[int, bool] = {}
    checked = 0
    for event in trace(path, *options):
        what, number = event["event"], event.get("object")
        if what == "function":
            functions[event["function"]] = (event["name"], event["line"])
        elif what == "created":
            objects[number] = machines[functions[event["function"]]]
            at[number] = None
        elif what == "entered":
            before, now = at[number], event["state"]
            assert now in objects[number]
            if before is None:
                assert now == 0
            else:
                state = objects[number][before]
                assert now in state.ways or now == state.handler, (functions, event, before, state)
            at[number] = now
            checked += 1
        elif what == "suspended":
            assert event["state"] == at[number]
            assert objects[number][at[number]].suspends
            suspended[number] = True
            checked += 1
        elif what == "returned":
            assert objects[number][at[number]].returns
            checked += 1
        elif what == "raised" and at[number] is not None:
            assert objects[number][at[number]].handler is None
            checked += 1
    return checked


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

"""No code object that minicoro has the host compile suspends by the host's means.

`test_no_host_suspension` reads our sources; here are the code objects that come of programs: the functions that perform
machines, plain code, and the walking engine's stubs.  An instruction such as YIELD_VALUE in one of them would mean that the
host keeps a place in the middle of a program's function.
"""

import json
import sys
from pathlib import Path

import pytest

from minicoro.conformance import runner
from minicoro.conformance.runner import Target
from tests.programs.test_programs import PROGRAMS, runs_here
from tests.project.code_objects import INTRINSICS, all_of, suspending
from tests.running import ROOT

ENGINES = {"compiled": (), "walked": ("--walk",), "every-function-a-machine": ("--force-machine",)}
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
CASES = [path for path in PROGRAMS if path.suffix == ".py" and runs_here(path)]
KIT = [
    case.path
    for case in runner.load(ROOT / "tests" / "conformance")
    if case.head.negative is None and not case.skipped(sys.version_info[:2])
]

NATIVE = """
def generator():
    x = yield 1
    yield from x

async def coroutine():
    await a
    async for x in b:
        async with c:
            pass
    return [x async for x in y]

async def async_generator():
    yield 1

expression = (x for x in y)
"""


def compiled(programs: list[Path], options: tuple[str, ...], folder: Path) -> list[tuple[str, str, list[str]]]:
    """Program, name and suspending instructions of each code object that comes of running the programs."""
    report = folder / "report"
    report.touch()
    batch = (sys.executable, "-m", "tests.project.code_objects")
    target = Target("minicoro", (), batch, (str(report), *options))
    cases = [runner.Case(str(path), "", path, runner.Head("", "")) for path in programs]
    runner.run_all(cases, target, 1, 30, lambda name, count: None)
    return [tuple(json.loads(line)) for line in report.read_text().splitlines()]


def check(programs: list[Path], engine: str, folder: Path) -> None:
    found = compiled(programs, ENGINES[engine], folder)
    without = {str(path) for path in programs} - {program for program, _, _ in found}
    # Some cases of the kit only compile texts that are refused.
    assert len(without) * 8 < len(programs), (
        f"nothing was compiled for {without}: is the hook of code_objects still right?"
    )
    suspend = [f"{program}: {name}: {', '.join(names)}" for program, name, names in found if names]
    assert not suspend, "these code objects suspend by the host's means:\n" + "\n".join(suspend)


@pytest.mark.parametrize("times", [4, pytest.param(1, marks=pytest.mark.medium)], ids=["some", "more"])
@pytest.mark.parametrize("engine", ["compiled", "walked"])
def test_some_programs(engine: str, times: int, tmp_path: Path) -> None:
    check([*EXAMPLES[:: 5 * times], *CASES[:: 15 * times], *KIT[:: 80 * times]], engine, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("programs", [EXAMPLES, CASES, KIT[::8]], ids=["examples", "programs", "kit"])
def test_all_programs(programs: list[Path], engine: str, tmp_path: Path) -> None:
    check(programs, engine, tmp_path)


def test_every_suspension_of_the_host_is_seen() -> None:
    """Each of these functions has instructions that are on the list; plain code has none."""
    module, *functions = all_of(compile(NATIVE, "native", "exec"))
    assert not suspending(module)
    for code in functions:
        assert {"YIELD_VALUE", "RETURN_GENERATOR"} & set(suspending(code)), f"{code.co_name}: nothing is seen"
    names = {name for code in functions for name in suspending(code)}
    assert {"YIELD_VALUE", "SEND", "GET_AWAITABLE", "GET_ANEXT", "RETURN_GENERATOR", "GET_AITER"} <= names
    assert sys.version_info < (3, 12) or names & INTRINSICS

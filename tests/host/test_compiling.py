"""Compiling needs no module of the library that a program may have replaced or interprets meanwhile."""

import pytest

from tests.running import CPYTHON, run

SOURCE = """
async def f(x):
    async with x as y:
        match await y:
            case [1, *rest] if await x:
                return f"{await x!r:>{y}}", [each async for each in x]


async def g(x):
    try:
        yield lambda: x
    except* ValueError:
        raise
"""
PROGRAM = """
import sys
from minicoro.host import run
from minicoro.host.compiling import compile_source
from minicoro.running import Options

run.prepare(Options(walk={walk}))
before = set(sys.modules)
compile_source({source!r}, "<text>", "exec")
print(sorted(name for name in set(sys.modules) - before if name.partition(".")[0] != "minicoro"))
"""


@pytest.mark.parametrize("walk", [False, True])
def test_all_modules_that_compiling_needs_are_loaded_at_the_start(walk: bool) -> None:
    ended = run(CPYTHON, "-c", PROGRAM.format(walk=walk, source=SOURCE))
    assert ended.err == ""
    assert ended.out == "[]\n", (
        f"imported at the first compilation: {ended.out}: import these modules in host/compiling.py"
    )

"""The diagnosis of a program grows with its tasks, not with the square of their number."""

import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="needs sys.monitoring")

PROGRAM = """
import asyncio

async def cleans_up():
    try:
        await asyncio.sleep(100)
    finally:
        await asyncio.sleep(0)

async def main():
    for _ in range(COUNT):
        asyncio.ensure_future(cleans_up())
    await asyncio.sleep(0)

asyncio.run(main())
"""
MEASURE = """
import sys
from minicoro.cli.dispatch import enter
from minicoro.native import swallowed
calls, links_of = 0, swallowed.links_of

def counted(o):
    global calls
    calls += 1
    return links_of(o)

swallowed.links_of = counted
try:
    enter(["trace", "--native", "--explain", sys.argv[1]])
finally:
    print("calls", calls)
"""


def test_cancelled_tasks(tmp_path: Path) -> None:
    calls = []
    for count in (10, 40):
        program = tmp_path / f"with_{count}.py"
        program.write_text(PROGRAM.replace("COUNT", str(count)))
        ended = run(CPYTHON, "-c", MEASURE, str(program))
        assert ended.code == 0, ended
        calls.append(int(ended.out.split()[-1]))
    assert calls[1] < 6 * calls[0], f"four times as many tasks: their awaits were read {calls} times"

"""Nothing that watches a program runs its code: an object is not asked for an attribute that its class may make."""

import sys

import pytest

from tests.observe.traces import TRACE
from tests.running import CPYTHON, MINICORO, run

NATIVE = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

PROGRAM = """\
import asyncio

class Asked:
    def __getattr__(self, name):
        if name not in ("throw", "close"):  # these are CPython's own questions
            print("asked for", name)
        raise AttributeError(name)

class Own(Asked):
    def __init__(self):
        self.future = asyncio.get_running_loop().create_future()
    def __await__(self):
        return self
    def __iter__(self):
        return self
    def __next__(self):
        if self.future.done():
            raise StopIteration
        self.future._asyncio_future_blocking = True
        return self.future

class Called(Asked):
    def __call__(self):
        pass

class Items(Asked, asyncio.Queue):
    pass

class Later(Asked, asyncio.Future):
    pass

def last(*values):
    return values[-1]

async def waits(own, lock):
    async with lock:
        last(Asked(), await own)

async def cleans():
    try:
        await asyncio.sleep(9)
    finally:
        await Own()

async def main():
    own, lock = Own(), asyncio.Lock()
    task = asyncio.create_task(waits(own, lock))
    await asyncio.sleep(0)
    other = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0.3)
    own.future.set_result(None)
    await asyncio.gather(task, other)
    lock.release()
    task = asyncio.create_task(waits(Own(), lock))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    asyncio.get_running_loop().call_soon(Called())
    items, later = Items(), Later()
    waiting = [asyncio.create_task(items.get()), asyncio.gather(later), asyncio.create_task(asyncio.wait([later]))]
    await asyncio.sleep(0.01)
    LOOK()
    items.put_nowait(1)
    later.set_result(None)
    await asyncio.gather(*waiting)
    task = asyncio.create_task(cleans())
    for _ in range(2):  # the second request cuts the clean-up short
        await asyncio.sleep(0.01)
        task.cancel()
    await asyncio.wait([task])
    LOOK()
    try:
        async with asyncio.timeout(0.01):
            await waits(Own(), lock)
    except TimeoutError:
        print("time is up")
"""
ALONE = "LOOK = int\n" + PROGRAM + "asyncio.run(main())\n"
RECORDED = f"import minicoro\nrecorder = minicoro.record()\nLOOK = recorder.explain\n{PROGRAM}\nasyncio.run(main())\n"


@pytest.mark.parametrize(
    ("source", "command"),
    [
        (ALONE, (*MINICORO, "--explain")),
        (ALONE, (*TRACE, "--json", "OUT", "--explain")),
        pytest.param(ALONE, (*TRACE, "--native", "--json", "OUT", "--explain"), marks=NATIVE),
        pytest.param(RECORDED, CPYTHON, marks=NATIVE),
    ],
    ids=["run", "trace", "native", "recorded"],
)
def test_no_code_of_the_program_runs(source: str, command: tuple[str, ...], program, tmp_path) -> None:
    path = program(source)
    words = [str(tmp_path / "out") if word == "OUT" else word for word in command]
    assert run(words, str(path)).out == "time is up\n"

"""A dump that another thread makes while the program runs: its events and its tasks are those of one moment."""

import sys
from pathlib import Path

import pytest

from tests.running import CPYTHON, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

BUSY = """\
import asyncio, sys, threading
import minicoro
from minicoro.native import dump, moment, picture
from minicoro.native.facts import Facts
from minicoro.native.stuck import findings

async def job(pool, lock):
    async with pool, lock:
        await asyncio.sleep(0)

async def main():
    pool, lock = asyncio.Semaphore(2), asyncio.Lock()
    while checking.is_alive():
        await asyncio.gather(*[job(pool, lock) for _ in range(20)])

def check():
    for _ in range(20):
        facts = Facts()
        for event in dump.events_of(recorder._ring, "called", [], sys._getframe()):
            facts.take(event)
        for finding in findings(facts):
            print(finding)

HELD_UP
recorder = minicoro.record(last=2000)
checking = threading.Thread(target=check)
checking.start()
asyncio.run(main())
print("checked")
"""

NOT_HELD_UP = """
import time
looked = picture.look
def look(*args):
    found = looked(*args)
    time.sleep(0.0005)  # the program goes on
    return found
picture.look = look
"""


@pytest.mark.parametrize("held_up", [True, False])
def test_a_program_that_goes_on_is_not_accused(held_up: bool, program) -> None:
    path: Path = program(BUSY.replace("HELD_UP", "" if held_up else NOT_HELD_UP))
    ended = run(CPYTHON, str(path))
    assert (ended.out, ended.err) == ("checked\n", "")


BETWEEN = {
    "a task that was woken takes the lock next": """\
class Lease:
    def __init__(self):
        self.lock = asyncio.Lock()
    async def hold(self, then):
        async with self.lock:
            await asyncio.sleep(0.01)
            asyncio.get_running_loop().call_soon(then)

async def node(lease, then):
    await lease.hold(then)

async def main():
    lease = Lease()
    async with asyncio.TaskGroup() as group:
        for then in check, int, int:
            group.create_task(node(lease, then))
""",
    "a request to cancel has not come yet, and an earlier one was that of a timeout": """\
async def retry():
    for seconds in 0.01, 9:
        try:
            async with asyncio.timeout(seconds):
                await asyncio.sleep(9)
        except TimeoutError:
            print("again")

async def main():
    task = asyncio.create_task(retry())
    await asyncio.sleep(0.05)
    task.cancel()
    check()
""",
}


@pytest.mark.parametrize("name", BETWEEN)
def test_a_task_that_is_about_to_go_on_is_not_accused(name: str, program) -> None:
    path: Path = program(f"""import asyncio, minicoro
def check():
    from minicoro.native.recorder import active
    print("checked", [line for line in active().explain(only_findings=True).splitlines() if line.startswith("explain: ")])
minicoro.record()
{BETWEEN[name]}
asyncio.run(main())
""")
    ended = run(CPYTHON, str(path))
    assert ended.out.splitlines()[-1] == "checked []", ended.out + ended.err

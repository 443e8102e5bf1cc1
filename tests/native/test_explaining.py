"""`trace --native --explain`, and a dump of the exit: the cause with its line, and no accusation of a correct program."""

import os
import sys
from pathlib import Path

import pytest

from tests.observe.test_mistakes import CORRECT, FOUND, MARK, MISTAKES
from tests.observe.traces import TRACE
from tests.running import CPYTHON, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

NATIVE = (*TRACE, "--native", "--explain", "--json", os.devnull)

TOLD = {
    "a lost task": """import asyncio, gc
async def work():
    await asyncio.get_running_loop().create_future()
async def main():
    asyncio.create_task(work())  # <- scheduling/task-kept
    await asyncio.sleep(0.01)
    gc.collect()
    await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "a cancellation is swallowed": """import asyncio
async def work():
    for _ in range(3):
        try:
            await asyncio.sleep(0.05)
        except BaseException:  # <- scheduling/swallowed-cancellation
            print("ignored")
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    await task
asyncio.run(main())
""",
    "a retry swallows the cancellation of a timeout": """import asyncio
async def retry():
    for _ in range(5):
        try:
            return await asyncio.sleep(0.04, asyncio.current_task().cancelling() > 1)
        except (OSError, asyncio.CancelledError):  # <- scheduling/timeout
            pass
async def main():
    async with asyncio.timeout(0.01):
        await retry()
asyncio.run(main())
""",
    "the cancellation of wait_for is swallowed, and then that of another task": """import asyncio
async def fetch():
    for _ in range(3):
        try:
            await asyncio.sleep(0.05)
        except BaseException:  # <- scheduling/timeout
            pass
async def work():
    try:
        await asyncio.sleep(9)
    except BaseException:  # <- scheduling/swallowed-cancellation
        await asyncio.sleep(0)
async def main():
    await asyncio.wait_for(fetch(), 0.01)
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    await task
asyncio.run(main())
""",
    "a task that a timeout cancels returns": """import asyncio
async def fetch():
    try:
        await asyncio.sleep(9)
    except BaseException:  # <- scheduling/swallowed-cancellation
        return 1
async def main():
    task = asyncio.create_task(fetch())
    async with asyncio.timeout(0.01):
        await task
asyncio.run(main())
""",
    "a clause in the block of a timeout, and one around it": """import asyncio
async def main():
    async with asyncio.timeout(0.01):
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:  # <- scheduling/timeout
            pass
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(1)
    except BaseException:
        pass
    await asyncio.sleep(0)
asyncio.run(main())
""",
    "a clean-up has a time limit, and the request is swallowed": """import asyncio
async def work():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:  # <- scheduling/swallowed-cancellation
        try:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(9)
        except TimeoutError:
            pass
    await asyncio.sleep(0.01)
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    await task
asyncio.run(main())
""",
    "a blocked loop": MISTAKES["time.sleep in a function that a coroutine calls"],
    "asyncio.sleep without await": MISTAKES["asyncio.sleep without await"],
    "an error nobody sees": MISTAKES["the error of a task is never seen"],
    "a future by hand": MISTAKES["the error of a future by hand, set by a timer, is never seen"],
    **{
        name: MISTAKES[f"two locks in two orders, beside a {name} (hangs)"].replace(
            "import asyncio", "import asyncio, signal; signal.alarm(6)", 1
        )
        for name in ("heartbeat", "task that knows the tasks")
    },
    **{
        name: MISTAKES[f"{name} (hangs)"].replace("import asyncio", "import asyncio, signal; signal.alarm(6)", 1)
        for name in (
            "a member of a group swallows its cancellation",
            "a generator that was left holds a lock",
            "workers of a full queue that put into it",
            "two queues, each waiting for the other, beside a heartbeat",
            "a place of a semaphore that an error keeps, beside a heartbeat",
        )
    },
    **{
        name: MISTAKES[name]
        for name in (
            "gather has failed, main goes on, and the other tasks are lost",
            "main ends before its task",
            "main ends before its task has begun",
            "the second error of gather",
            "errors that gather returns and nobody looks at",
            "gather without await",
            "break out of async for",
            "call_soon of a coroutine",
            "run_in_executor of a coroutine function",
            "a coroutine of a thread's loop",
            "two locks in a circle, with a time limit",
            "locks in another order, until a time limit cancels both",
            "await of a task that was cancelled",
            "a task cancels itself",
            "a time limit cancels a task that others await",
            "the body of a timeout swallows its cancellation",
            "suppress around the await of a cancelled child swallows one's own cancellation",
            "return in finally",
            "yield inside of a timeout",
            "yield inside of a group",
            "a clean-up that is cut short",
            "a time limit around a task cuts its clean-up short, which has a limit of its own",
            "a second cancellation cuts a clean-up short",
            "a time limit around a thread",
            "the body of a group swallows the cancellation of its group",
            "a function that the body of a group calls tries again after any exception",
            *(["aclose without await"] if sys.version_info >= (3, 13) else []),  # 3.12 does not tell
            *(
                ["a nested group takes the cancellation of the outer one (until 3.12)"]
                if sys.version_info < (3, 13)
                else []
            ),
        )
    },
}


@pytest.mark.parametrize("name", TOLD)
def test_told_with_rule_and_line(name: str, program) -> None:
    source = TOLD[name]
    path = program(source)
    err = run(NATIVE, str(path)).err
    marked = {
        (number, found[1].partition("|")[0])
        for number, line in enumerate(source.splitlines(), 1)
        if (found := MARK.search(line))
    }
    places = [(found["where"] or "", found["rule"]) for found in FOUND.finditer(err)]
    told = {(int(where.removeprefix(f"{path}:").partition(":")[0] or 0), rule) for where, rule in places}
    assert told == marked, err


QUIET = {
    "a caught request is cleaned up, and raised again": """import asyncio
async def work():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        raise
    finally:
        await asyncio.sleep(0.01)
async def main():
    task = asyncio.create_task(work())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(9)
    except TimeoutError:
        await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "time limits that end their blocks": """import asyncio
async def guess():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        return 1
async def again():
    while True:
        try:
            await asyncio.sleep(9)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            raise
class Client:
    async def __aenter__(self): pass
    async def __aexit__(self, *error):
        await asyncio.sleep(0.01)
async def main():
    async with asyncio.timeout(0.01):
        print(await guess())
    async with asyncio.timeout(0.01), Client():
        print(await guess())
    async with asyncio.timeout(0.01):
        try:
            print(await guess())
        finally:
            await asyncio.sleep(0.01)
    for _ in range(2):
        try:
            await asyncio.wait_for(again(), 0.01)
        except TimeoutError:
            await asyncio.sleep(0.01)
    async with asyncio.timeout(0.01) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 9)
        await asyncio.sleep(0.02)
    async with asyncio.timeout(9):
        try:
            async with asyncio.timeout(0.01):
                await again()
        except TimeoutError:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "a generator for contextlib may yield inside of a timeout": """import asyncio, contextlib
@contextlib.asynccontextmanager
async def limited():
    async with asyncio.timeout(1):
        yield
async def main():
    async with limited():
        await asyncio.sleep(0.01)
asyncio.run(main())
""",
    "a function that returns what it has when the time is up": """import asyncio
async def read(found):
    try:
        while True:
            await asyncio.sleep(0.004)
            found.append(1)
    except asyncio.CancelledError:
        return found
async def main():
    async with asyncio.timeout(0.02):
        print(len(await read([])) > 0)
    await asyncio.sleep(0.01)
asyncio.run(main())
""",
    **{name: CORRECT[name] for name in sorted(CORRECT)[::12] if "(" not in name},
    "two loops in two threads": (Path(__file__).parent / "healthy" / "two_loops.py").read_text(),
    "a group": CORRECT["the body of a group that ends when its group is cancelled, and a clean-up in it"],
}


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", QUIET)
def test_a_correct_program_is_not_accused(name: str, program) -> None:
    err = run(NATIVE, str(program(QUIET[name]))).err
    assert "explain: nothing wrong was found" in err, err


def test_a_traceback_has_no_lines_of_minicoro(program) -> None:
    path = program("import asyncio\nasync def main():\n    1 / 0\nasyncio.run(main())\n")
    assert run(NATIVE, str(path)).err.split("explain: ")[0] == run(CPYTHON, str(path)).err


def test_a_dump_of_the_exit(program, tmp_path: Path) -> None:
    source = TOLD["a cancellation is swallowed"]
    path = program(f"import minicoro; minicoro.record(directory={str(tmp_path)!r}, at_exit=True)\n{source}")
    run(CPYTHON, str(path))
    (dump,) = tmp_path.glob("*.jsonl")
    out = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out
    assert "task Task-2 (work) was asked to cancel by Task-1 (main) in main, " in out
    assert f"   where: {path}:7\n   rule: scheduling/swallowed-cancellation\n" in out


def test_a_dump_has_the_task_that_ends_a_generator(program, tmp_path: Path) -> None:
    """asyncio closes a generator that was left in a task whose coroutine is one of CPython, without a name and code."""
    path = program(f"""import asyncio, minicoro
minicoro.record(directory={str(tmp_path)!r}, at_exit=True)
async def numbers():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
async def main():
    async for _ in numbers():
        break
    await asyncio.sleep(0.01)
asyncio.run(main())
""")
    ended = run(CPYTHON, str(path))
    assert ended.err == ""
    (dump,) = tmp_path.glob("*.jsonl")
    assert "(the end of an async generator) is first seen" in run(CPYTHON, "-m", "minicoro", "open", str(dump)).out


INTERRUPTED = """import asyncio, os, signal
async def work():
    await asyncio.sleep(9)
async def main():
    task = asyncio.create_task(work(), name="worker")
    asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGINT)
    await asyncio.sleep(9)
asyncio.run(main())
"""


@pytest.mark.parametrize("how", ["a dump", "native", "interpreted"])
def test_ctrl_c_is_named(how: str, program, tmp_path: Path) -> None:
    path = program(INTERRUPTED)
    if how == "a dump":
        path = program(f"import minicoro; minicoro.record(directory={str(tmp_path)!r}, at_exit=True)\n{INTERRUPTED}")
        run(CPYTHON, str(path))
        (dump,) = tmp_path.glob("*.jsonl")
        out = run(CPYTHON, "-m", "minicoro", "open", str(dump)).out
        assert "Task-1 (main) had ended, cancelled by Ctrl-C (SIGINT), " in out
        assert " had ended, cancelled by asyncio.run, because main had ended, " in out
    else:
        out = run(TRACE, *(["--native"] if how == "native" else []), str(path)).out
    assert "Task-1 (main): cancel requested by Ctrl-C (SIGINT)\n" in out
    assert "worker (work): cancel requested by asyncio.run, because main had" in out
    assert "select" not in out


@pytest.mark.skipif(sys.version_info < (3, 13), reason="CPython tells this from 3.13 on")
def test_a_dump_names_methods_that_were_never_awaited(program, tmp_path: Path) -> None:
    path = program(f"""import asyncio, minicoro
minicoro.record(directory={str(tmp_path)!r}, at_exit=True)
async def rows():
    yield 1
async def main():
    found = rows()
    await anext(found)
    found.aclose()
    await found.aclose()
asyncio.run(main())
""")
    ended = run(CPYTHON, str(path))
    assert "RuntimeWarning: coroutine method 'aclose' of 'rows' was never awaited" in ended.err, "the warning stays"
    (dump,) = tmp_path.glob("*.jsonl")
    out = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(dump)).out
    assert "coroutine rows.aclose() was never awaited; it was dropped" in out, out
    assert f"   where: {path}:8\n   rule: async-generator/method-never-awaited\n" in out, out


def test_a_dump_names_coroutines_that_were_never_awaited(program, tmp_path: Path) -> None:
    path = program(f"""import asyncio, minicoro
minicoro.record(directory={str(tmp_path)!r}, at_exit=True)
async def save():
    pass
async def main():
    for _ in range(3):
        save()
    asyncio.sleep(1)
asyncio.run(main())
""")
    run(CPYTHON, str(path))
    (dump,) = tmp_path.glob("*.jsonl")
    out = run(CPYTHON, "-m", "minicoro", "open", str(dump)).out
    for name, line, times in ("save", 7, " (3 times)"), ("sleep", 8, ""):
        assert f"coroutine {name} was never awaited; it was dropped" in out, out
        assert f"before the dump{times}\n   where: {path}:{line}\n   rule: coroutine/never-awaited" in out, out
        assert f"{name} is dropped: it was never awaited" in out, out

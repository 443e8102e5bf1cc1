"""`trace --explain`: what it finds, and that it finds nothing in programs that are right."""

from pathlib import Path

import pytest

from tests.observe.traces import TRACE
from tests.running import ROOT, run

CASES = {
    "never awaited": (
        "async def f(): pass\nf()\n",
        "coroutine/never-awaited",
        "coroutine f was never awaited (made at",
    ),
    "kept and never awaited": ("async def f(): pass\nkept = f()\n", "coroutine/never-awaited", "coroutine f was never"),
    "never retrieved": (
        (
            "import asyncio\nasync def f(): raise ValueError('lost')\n"
            "async def main():\n    asyncio.create_task(f())\n    await asyncio.sleep(0.01)\n    import gc; gc.collect()\n"
            "asyncio.run(main())\n"
        ),
        "task/exception-never-retrieved",
        "ValueError('lost')",
    ),
    "swallowed": (
        (
            "import asyncio\n"
            "async def f():\n    try:\n        await asyncio.sleep(9)\n    except asyncio.CancelledError:\n        pass\n"
            "async def main():\n    t = asyncio.create_task(f())\n    await asyncio.sleep(0)\n    t.cancel()\n    await t\n"
            "asyncio.run(main())\n"
        ),
        "cancellation/swallowed",
        "task Task-2 f was asked to cancel by Task-1 main",
    ),
    "blocked": (
        "import asyncio, time\nasync def main():\n    time.sleep(0.2)\nasyncio.run(main())\n",
        "loop/blocked",
        "kept the loop for 0.",
    ),
    "not closed": (
        "async def g():\n    yield 1\nkept = g()\ntry:\n    kept.asend(None).send(None)\nexcept StopIteration:\n    pass\n",
        "async-generator/finaliser",
        "async generator g",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_found(case: str, program) -> None:
    source, rule, told = CASES[case]
    ended = run(TRACE, "--explain", str(program(source)))
    assert f"rule: {rule}" in ended.out
    assert told in ended.out


def test_deadlock(program) -> None:
    source = (
        "import asyncio, signal, os\n"
        "async def a(first, second):\n    async with first:\n        await asyncio.sleep(0)\n"
        "        async with second:\n            pass\n"
        "async def main():\n    l, m = asyncio.Lock(), asyncio.Lock()\n"
        "    await asyncio.gather(a(l, m), a(m, l))\n"
        "signal.setitimer(signal.ITIMER_REAL, 1.5)\n"
        "signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))\n"
        "asyncio.run(main())\n"
    )
    ended = run(TRACE, "--explain", str(program(source)))
    assert "rule: loop/deadlock" in ended.out
    assert "Task-2 a → " in ended.out
    assert "Lock.acquire (line 5)" in ended.out


RIGHT = [path for path in sorted((ROOT / "examples").glob("*.py")) if path.stem not in ("coroutine_object",)]


@pytest.mark.parametrize("example", RIGHT, ids=lambda path: path.stem)
def test_nothing_is_said_to_be_blocked_or_stuck_in_programs_that_are_right(example: Path) -> None:
    out = run(TRACE, "--explain", str(example)).out
    for rule in ("loop/deadlock", "cancellation/swallowed", "coroutine/never-awaited", "async-generator/finaliser"):
        assert f"rule: {rule}" not in out, out[-1500:]

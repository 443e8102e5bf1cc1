"""`run --explain`, of errors that nobody caught: CPython's text to the letter, and after it why."""

import re

import pytest

from minicoro.observe.why import REASONS
from tests.running import CPYTHON, MINICORO, ROOT, run
from tests.spec.book import rules

EXPLAIN = (*MINICORO, "--explain")
RUN_MAIN = "\nasyncio.run(main())\n"

CASES = {
    "await a list": ("await/not-awaitable", "import asyncio\nasync def main():\n    await [1]" + RUN_MAIN),
    "await a number": ("await/not-awaitable", "import asyncio\nasync def main():\n    await 1" + RUN_MAIN),
    "await a function": (
        "await/not-awaitable",
        "import asyncio\nasync def f(): pass\nasync def main():\n    await f" + RUN_MAIN,
    ),
    "await None": ("await/not-awaitable", "import asyncio\nasync def main():\n    await print()" + RUN_MAIN),
    "a sort key that is a coroutine function": (
        "call/suspendable|coroutine/never-awaited",
        "import asyncio\nasync def f(x): return x\nasync def main():\n    sorted([2, 1], key=f)" + RUN_MAIN,
    ),
    "the pair that asyncio.wait returns": (
        "scheduling/future",
        "import asyncio\nasync def f(): return 1\nasync def main():\n"
        "    results = await asyncio.wait([asyncio.create_task(f())])\n    print(sum(results))" + RUN_MAIN,
    ),
    "gather a list": (
        "scheduling/gather",
        "import asyncio\nasync def main():\n    await asyncio.gather([])" + RUN_MAIN,
    ),
    "a result for a thread": (
        "scheduling/blocked",
        "import asyncio\nasync def main():\n    await asyncio.to_thread(len(''))" + RUN_MAIN,
    ),
    "wait for a Condition without its lock": (
        "async-with/protocol",
        "import asyncio\nasync def main():\n    await asyncio.Condition().wait()" + RUN_MAIN,
    ),
    "await an async generator": (
        "await/not-awaitable",
        "import asyncio\nasync def g(): yield 1\nasync def main():\n    await g()" + RUN_MAIN,
    ),
    "__await__ gives no iterator": (
        "await/await-result",
        "import asyncio\nclass A:\n    def __await__(self): return 1\nasync def main():\n    await A()" + RUN_MAIN,
    ),
    "awaited twice": (
        "await/reuse",
        "import asyncio\nasync def f(): pass\nasync def main():\n    c = f()\n    await c\n    await c" + RUN_MAIN,
    ),
    "awaited by two": (
        "await/already-awaited",
        "import asyncio\nasync def f(): await asyncio.sleep(1)\nasync def wait(c): await c\n"
        "async def main():\n    c = f()\n    await asyncio.gather(wait(c), wait(c))" + RUN_MAIN,
    ),
    "a task that awaits itself": (
        "scheduling/future",
        "import asyncio\nasync def main():\n    await asyncio.current_task()" + RUN_MAIN,
    ),
    "resumes itself": (
        "lifecycle/already-executing",
        "def g():\n    yield next(me)\nme = g()\nnext(me)\n",
    ),
    "send to what has not begun": (
        "lifecycle/just-started",
        "def g():\n    yield\ng().send(1)\n",
    ),
    "yield from a coroutine": (
        "yield-from/coroutine",
        "async def f(): pass\nc = f()\ndef g():\n    yield from c\ntry:\n    next(g())\nfinally:\n    c.close()\n",
    ),
    "async for over a list": (
        "async-for/aiter",
        "import asyncio\nasync def main():\n    async for x in [1]: pass" + RUN_MAIN,
    ),
    "async for over a coroutine": (
        "async-for/aiter",
        "import asyncio\nasync def f(): return []\nasync def main():\n    c = f()\n    try:\n"
        "        async for x in c: pass\n    finally:\n        c.close()" + RUN_MAIN,
    ),
    "__aiter__ gives no iterator": (
        "async-for/aiter",
        "import asyncio\nclass A:\n    def __aiter__(self): return 1\n"
        "async def main():\n    async for x in A(): pass" + RUN_MAIN,
    ),
    "__anext__ gives no awaitable": (
        "async-for/anext",
        "import asyncio\nclass A:\n    def __aiter__(self): return self\n    def __anext__(self): return 1\n"
        "async def main():\n    async for x in A(): pass" + RUN_MAIN,
    ),
    "__aenter__ gives no awaitable": (
        "async-with/awaitable",
        "import asyncio\nclass A:\n    def __aenter__(self): return 1\n    async def __aexit__(self, *a): pass\n"
        "async def main():\n    async with A(): pass" + RUN_MAIN,
    ),
    "async with a plain manager": (
        "async-with/protocol",
        "import asyncio, threading\nasync def main():\n    async with threading.Lock(): pass" + RUN_MAIN,
    ),
    "with an asynchronous manager": (
        "with/protocol",
        "import asyncio\nasync def main():\n    with asyncio.Lock(): pass" + RUN_MAIN,
    ),
    "StopIteration out of a generator": (
        "stop-iteration/converted",
        "def g():\n    yield next(iter([]))\nlist(g())\n",
    ),
    "StopIteration out of a coroutine": (
        "stop-iteration/coroutine",
        "import asyncio\nasync def main():\n    next(iter([]))" + RUN_MAIN,
    ),
    "StopAsyncIteration out of an async generator": (
        "stop-iteration/async-generator",
        "import asyncio\nasync def g():\n    raise StopAsyncIteration\n    yield\n"
        "async def main():\n    async for x in g(): pass" + RUN_MAIN,
    ),
    "the end of a generator": ("stop-iteration/return-value", "def g():\n    return 5\n    yield\nnext(g())\n"),
    "the end of an async generator": (
        "async-generator/end",
        "async def g():\n    if 0: yield\ng().asend(None).send(None)\n",
    ),
    "GeneratorExit ignored": (
        "generator-exit/ignored",
        "def g():\n    try:\n        yield\n    finally:\n        yield\nx = g()\nnext(x)\nx.close()\n",
    ),
    "an awaitable of an async generator, twice": (
        "async-generator/awaitable-reuse",
        "import asyncio\nasync def g():\n    yield 1\n    yield 2\n"
        "async def main():\n    one = g().asend(None)\n    await one\n    await one" + RUN_MAIN,
    ),
    "an async generator, by two": (
        "async-generator/already-running",
        "import asyncio\nasync def g():\n    await asyncio.sleep(0)\n    yield 1\n"
        "async def main():\n    x = g()\n    await asyncio.gather(anext(x), anext(x))" + RUN_MAIN,
    ),
    "a bad yield": (
        "scheduling/bad-yield",
        "import asyncio\nclass A:\n    def __await__(self): yield 42\nasync def main():\n    await A()" + RUN_MAIN,
    ),
    "a future of another loop": (
        "scheduling/one-loop",
        "import asyncio\nasync def make(): return asyncio.get_running_loop().create_future()\n"
        "future = asyncio.run(make())\nasync def main():\n    await future" + RUN_MAIN,
    ),
    "an event of another loop": (
        "scheduling/one-loop",
        "import asyncio\nevent = asyncio.Event()\nasync def main():\n"
        "    await asyncio.wait_for(event.wait(), 0.01)\ntry:\n    asyncio.run(main())\nexcept TimeoutError:\n    pass"
        + RUN_MAIN,
    ),
    "run inside run": (
        "scheduling/running-loop",
        "import asyncio\nasync def f(): pass\nasync def main():\n    c = f()\n    try:\n        asyncio.run(c)\n"
        "    finally:\n        c.close()" + RUN_MAIN,
    ),
    "no loop": ("scheduling/running-loop", "import asyncio\nasyncio.get_running_loop()\n"),
    "a closed loop": (
        "scheduling/running-loop",
        "import asyncio\nasync def get(): return asyncio.get_running_loop()\nasyncio.run(get()).call_soon(print)\n",
    ),
    "run of a function": (
        "call/suspendable|await/awaitable",
        "import asyncio\nasync def main(): pass\nasyncio.run(main)\n",
    ),
    "a task of a function": (
        "call/suspendable",
        "import asyncio\nasync def f(): pass\nasync def main():\n    asyncio.create_task(f)" + RUN_MAIN,
    ),
    "gather of a number": (
        "await/awaitable",
        "import asyncio\nasync def main():\n    await asyncio.gather(1)" + RUN_MAIN,
    ),
    "the result of a future that is not done": (
        "scheduling/future",
        "import asyncio\nasync def main():\n    asyncio.get_running_loop().create_future().result()" + RUN_MAIN,
    ),
    "awaits what was cancelled": (
        "scheduling/cancellation",
        "import asyncio\nasync def main():\n    t = asyncio.create_task(asyncio.sleep(1))\n    await asyncio.sleep(0)\n"
        "    t.cancel()\n    await t" + RUN_MAIN,
    ),
    "await in a function": ("syntax/await-outside-async-function", "def f():\n    await g()\n"),
    "await in a module": ("syntax/await-outside-function", "import asyncio\nawait asyncio.sleep(0)\n"),
    "async for in a function": ("syntax/async-for-outside-async-function", "def f():\n    async for x in y: pass\n"),
    "async with in a function": ("syntax/async-with-outside-async-function", "def f():\n    async with y: pass\n"),
    "async comprehension in a function": (
        "syntax/asynchronous-comprehension-outside-async-function",
        "def f():\n    return [x async for x in y]\n",
    ),
    "yield from in a coroutine": (
        "syntax/yield-from-inside-async-function",
        "async def f():\n    yield from g()\n",
    ),
    "yield in a module": ("syntax/yield-outside-function", "x = 1\nyield x\n"),
    "a result of an async generator": (
        "syntax/return-value-in-async-generator",
        "async def f():\n    yield 1\n    return 2\n",
    ),
    "yield in a comprehension": ("syntax/yield-inside-comprehension", "def f():\n    return [(yield x) for x in y]\n"),
    "an attribute of a coroutine": (
        "call/suspendable",
        "import asyncio\nasync def f(): return 'text'\nasync def main():\n    c = f()\n    try:\n        c.upper()\n"
        "    finally:\n        c.close()" + RUN_MAIN,
    ),
    "a coroutine and a number": (
        "call/suspendable",
        "import asyncio\nasync def f(): return 1\nasync def main():\n    c = f()\n    try:\n        c + 1\n"
        "    finally:\n        c.close()" + RUN_MAIN,
    ),
    "an item of a coroutine": (
        "call/suspendable",
        "import asyncio\nasync def f(): return [1]\nasync def main():\n    c = f()\n    try:\n        c[0]\n"
        "    finally:\n        c.close()" + RUN_MAIN,
    ),
    "an attribute of a generator": ("call/suspendable", "def f():\n    yield 1\nf().upper()\n"),
    "an item of a generator": ("call/suspendable", "def f():\n    yield 1\nf()[0]\n"),
    "an attribute of an asynchronous generator": ("call/suspendable", "async def f():\n    yield 1\nf().upper()\n"),
    "the length of an asynchronous generator": ("call/suspendable", "async def f():\n    yield 1\nlen(f())\n"),
    "a task for a group that is over": (
        "scheduling/task-group",
        "import asyncio\nasync def main():\n    async with asyncio.TaskGroup() as group: pass\n    c = asyncio.sleep(0)\n"
        "    try:\n        group.create_task(c)\n    finally:\n        c.close()" + RUN_MAIN,
    ),
    "a lock that nobody holds is released": (
        "scheduling/deadlock",
        "import asyncio\nasync def main():\n    asyncio.Lock().release()" + RUN_MAIN,
    ),
    "a bounded semaphore is released too often": (
        "scheduling/deadlock",
        "import asyncio\nasync def main():\n    asyncio.BoundedSemaphore(1).release()" + RUN_MAIN,
    ),
    "task_done without an item": (
        "scheduling/deadlock",
        "import asyncio\nasync def main():\n    asyncio.Queue().task_done()" + RUN_MAIN,
    ),
    "get_nowait of an empty queue": (
        "scheduling/future",
        "import asyncio\nasync def main():\n    asyncio.Queue().get_nowait()" + RUN_MAIN,
    ),
    "put_nowait into a full queue": (
        "scheduling/future",
        "import asyncio\nasync def main():\n    q = asyncio.Queue(1); q.put_nowait(1); q.put_nowait(2)" + RUN_MAIN,
    ),
    "a timeout for two blocks": (
        "scheduling/timeout",
        "import asyncio\nasync def main():\n    t = asyncio.timeout(1)\n    async with t: pass\n    async with t: pass"
        + RUN_MAIN,
    ),
    "a context variable of another task": (
        "scheduling/context",
        "import asyncio, contextvars\nv = contextvars.ContextVar('v')\nasync def f(token): v.reset(token)\n"
        "async def main():\n    await asyncio.create_task(f(v.set(1)))" + RUN_MAIN,
    ),
    "asyncio.wait for a coroutine": (
        "await/awaitable",
        "import asyncio\nasync def main():\n    c = asyncio.sleep(0)\n    try:\n        await asyncio.wait([c])\n"
        "    finally:\n        c.close()" + RUN_MAIN,
    ),
    "a context manager that yields twice": (
        "async-with/protocol",
        "import asyncio, contextlib\n@contextlib.asynccontextmanager\nasync def f():\n    yield\n    yield\n"
        "async def main():\n    async with f(): pass" + RUN_MAIN,
    ),
    "a time limit": (
        "scheduling/timeout",
        "import asyncio\nasync def main():\n    await asyncio.wait_for(asyncio.Event().wait(), 0.01)" + RUN_MAIN,
    ),
    "StopIteration for StopAsyncIteration": (
        "stop-iteration/coroutine",
        "import asyncio\nclass A:\n    def __aiter__(self): return self\n    async def __anext__(self): raise StopIteration\n"
        "async def main():\n    async for x in A(): pass" + RUN_MAIN,
    ),
    "through coroutines": (
        "await/exception",
        "import asyncio\nasync def inner(): return {}['key']\nasync def main():\n    await inner()" + RUN_MAIN,
    ),
    "in a group": (
        "await/not-awaitable",
        "import asyncio\nasync def f():\n    await 1\nasync def main():\n"
        "    async with asyncio.TaskGroup() as group:\n        group.create_task(f())" + RUN_MAIN,
    ),
    "sum() of an asynchronous generator": (
        "call/suspendable",
        "import asyncio\nasync def f(): return 1\nasync def main():\n    sum(await f() for _ in 'ab')" + RUN_MAIN,
    ),
    "next() of an asynchronous generator": (
        "call/suspendable",
        "async def g(): yield\nnext(g())\n",
    ),
    "an async __init__": (
        "call/suspendable",
        "import warnings\nwarnings.simplefilter('ignore')\nclass A:\n    async def __init__(self): pass\nA()\n",
    ),
    "two readers of a stream": (
        "scheduling/future",
        "import asyncio\nasync def main():\n    stream = asyncio.StreamReader()\n"
        "    await asyncio.gather(stream.read(), stream.read())" + RUN_MAIN,
    ),
    "behind another": (
        "await/reuse",
        "import asyncio\nasync def f(): pass\nasync def main():\n    c = f()\n    await c\n    try:\n        await c\n"
        "    except RuntimeError as error:\n        raise ValueError('outer') from error" + RUN_MAIN,
    ),
}


def without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x…", text)


@pytest.mark.sample(16, 4)
@pytest.mark.parametrize("name", CASES)
def test_why(name: str, program) -> None:
    rule, source = CASES[name]
    path = program(source)
    expected = run(CPYTHON, str(path))
    assert expected.code == 1 and expected.err
    ended = run(EXPLAIN, str(path))
    assert (ended.code, ended.out) == (expected.code, expected.out)
    text = without_addresses(ended.err)
    said = without_addresses(expected.err)
    assert text.startswith(said)
    why = text[len(said) :]
    assert why.startswith("explain: why: ")
    assert any(f"   rule: {each}\n" in why for each in rule.split("|"))
    assert f"   where: {path}:" in why
    assert "   what to do: " in why


def test_every_reason_is_shown_above() -> None:
    """With CPython's own words: none of them is a guess at what it says."""
    told = []
    for _, source in CASES.values():
        try:
            exec(compile(source, "<case>", "exec"), {"__name__": "__main__"})
        except BaseException as error:
            told.append(error)
    from minicoro.observe.why import _related, _text

    errors = [each for error in told for each in _related(error)]
    unused = [each for each in REASONS if not any(each.match(error, _text(error)) for error in errors)]
    assert [each for each in unused if each.pattern not in OTHER_VERSIONS] == []


OTHER_VERSIONS = {r"^a coroutine was expected, got (.*)"}
"""Words that some version of CPython has, and others do not."""


def test_every_rule_is_in_the_book() -> None:
    folder = ROOT / "minicoro" / "observe"
    files = [folder / f"{name}.py" for name in ("explain", "cancelling", "losing", "no_result", "stuck", "why")]
    source = "".join([path.read_text() for path in files])
    named = set(re.findall(r'"([a-z-]+/[a-z-]+)"', source))
    named |= {each for rule, _ in CASES.values() for each in rule.split("|")}
    assert len(named) > 30
    assert named <= {rule.id for rule in rules()}

"""Sessions through a pipe: the inputs come out as with the host's own ``compile``."""

import re
from pathlib import Path

import pytest

from tests.repl.sessions import piped, same_under_cpython, write

pytestmark = pytest.mark.sample(4, 1)

INPUTS = {
    "values": "1 + 1\n_\n_ * 3\nNone\n'a'; 'b'\n[n for n in range(60)]\n_[5]\n",
    "await": "async def f(n):\n    await asyncio.sleep(0)\n    return n * 2\n\nawait f(4)\nx = await f(5); x\n[await f(n) for n in (1, 2)]\n",
    "async statements": """\
async def numbers():
    for n in range(3):
        yield n
        await asyncio.sleep(0)

async for n in numbers():
    n

class Manager:
    async def __aenter__(self):
        return 7
    async def __aexit__(self, *error):
        print("leaving", error[0])
        return True

async with Manager() as m:
    m
    1 / 0

[n async for n in numbers()]
""",
    "tracebacks": """\
def f():
    return 1 / 0

f()
async def g():
    await asyncio.sleep(0)
    f()

await g()
try:
    await g()
except ZeroDivisionError as e:
    raise ValueError("from") from e

undefined
await undefined
await 5
""",
    "syntax errors": "x = )\nif x:\n    y = )\n\n'after'\nawait = 3\ndef f():\n    await x\n\nreturn 1\nyield 2\n  indented\nbreak\nnonlocal x\n",
    "background": """\
async def tell():
    await asyncio.sleep(0.01)
    print("told")
    return 5

t = asyncio.create_task(tell())
await asyncio.sleep(0.03)
t.done(), t.result()
asyncio.get_running_loop() is t.get_loop()
async def fails():
    1 / 0

t = asyncio.create_task(fails())
await asyncio.sleep(0)
t.exception()
""",
    "context": """\
import contextvars
v = contextvars.ContextVar("v")
v.set(1) and None
v.get()
async def change():
    v.set(v.get() + 1)
    return v.get()

await change()
v.get()
await asyncio.create_task(change())
v.get()
""",
    "futures": "from __future__ import annotations\ndef f(a: undefined): pass\n\nf.__annotations__\n",
    "paste": "def f(n):\n    if n:\n        return n\n    return 0\n\nx = f(5)\nx\nasync def g():\n    return x\n\nawait g()\n",
    "block at the end": "for n in range(2):\n    n",
    "cancelled": "t = asyncio.create_task(asyncio.sleep(5))\nt.cancel()\nawait t\n",
    "exit": "1\nexit(3)\n2\n",
    "exit in a coroutine": "async def f():\n    raise SystemExit('why')\n\nawait f()\n2\n",
    "interrupt": "raise KeyboardInterrupt\n3\n",
    "annotations": "x: int = 5\n__annotations__\nx: str\n",
    "hook": "import sys\nsys.excepthook = lambda *a: print('hook', a[0])\n1 / 0\nsys.displayhook = lambda v: print('shown', v)\n5\n",
    "left over": "async def f():\n    try:\n        await asyncio.sleep(60)\n    finally:\n        print('cleaned up')\n\nt = asyncio.create_task(f())\nawait asyncio.sleep(0)\n",
    "async generator left over": "async def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\n\na = g()\nawait anext(a)\n",
    "globals": "def f():\n    global k\n    k = 3\n\nf(); k\nlocals() is globals(), __name__\nclass A:\n    async def m(self): return k\n\nawait A().m()\n",
}  # fmt: skip


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("name", INPUTS)
def test_the_same_with_the_hosts_compile(name: str) -> None:
    ended = same_under_cpython(INPUTS[name])
    assert ended.out or ended.err


def test_values_and_tracebacks() -> None:
    ended = piped("def f():\n    return 1 / 0\n\nawait asyncio.sleep(0, 'slept')\nf()\n")
    assert ended.out == "'slept'\n"
    assert ended.err.splitlines()[:3] == [
        "Traceback (most recent call last):",
        '  File "<input 3>", line 1, in <module>',
        "    f()",
    ]
    assert ended.err.splitlines()[-1] == "ZeroDivisionError: division by zero"


def test_never_awaited() -> None:
    ended = piped("async def f(): pass\n\nf() and None\n1\n")
    assert ended.err.splitlines()[:2] == [
        "<input 2>:1: RuntimeWarning: coroutine 'f' was never awaited",
        "  f() and None",
    ]


def test_a_syntax_warning_is_shown_once() -> None:
    ended = piped("x = 1 is 1\nx is 2\nif x:\n    1 is 1\n\n")
    assert [line[:9] for line in ended.err.splitlines() if "Warning" in line] == ["<input 1>", "<input 2>", "<input 3>"]


def test_a_file_first(tmp_path: Path) -> None:
    path = write(tmp_path / "p.py", "import sys\nx = 5\nprint(sys.argv[1:])\nasync def f(): return x\n1 / 0\n")
    for words in (("repl", "--quiet", path, "a", "-b"), ("run", "-i", path, "a", "-b")):
        from tests.running import CPYTHON, run

        ended = run((*CPYTHON, "-m", "minicoro"), *words, stdin="await f()\n'__file__' in globals()\n")
        assert (ended.code, ended.out) == (0, "['a', '-b']\n5\nFalse\n")  # as under `python -i`
        assert "ZeroDivisionError: division by zero" in ended.err


def test_a_file_that_is_not_there() -> None:
    ended = piped("", "nowhere.py")
    assert (ended.code, ended.err) == (2, "minicoro repl: can't open 'nowhere.py': No such file or directory\n")


def test_prompts_go_to_standard_error() -> None:
    from tests.repl.sessions import REPL
    from tests.running import run

    ended = run(REPL, stdin="if 1:\n  2\n\n")
    assert ended.out == "2\n"
    assert ended.err.splitlines()[1:] == [">>> ... ... >>> "]
    assert "%help" in ended.err.splitlines()[0]


def test_many_lines() -> None:
    ended = piped("for n in range(10_000):\n    n\n\n'end'\n")
    assert ended.out.splitlines() == [*map(str, range(10_000)), "'end'"]


def test_commands_on_what_is_walked() -> None:
    """With `--walk` a coroutine is stepped, looked at and forked as ever."""
    text = (
        "async def count(n):\n    for i in range(n):\n        x = i + await asyncio.sleep(0, 1)\n    return x\n\n"
        "c = count(2)\n%step c\n%fork c\n%step c2\n%state c2\nasyncio.current_task() is None\n[i async for i in aiter_of(2)]\n"
    )
    text = "async def aiter_of(n):\n    for i in range(n):\n        yield await asyncio.sleep(0, i)\n\n" + text
    walked, compiled = piped(text, "--walk"), piped(text)
    addresses = re.compile(r"0x[0-9a-f]+")
    assert addresses.sub("0x", walked.out) == addresses.sub("0x", compiled.out)
    assert (walked.code, walked.err) == (0, "")
    assert "  $2 = 1\n" in walked.out

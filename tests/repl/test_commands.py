"""Every command, through a pipe."""

import re
from pathlib import Path

import pytest

from tests.repl.sessions import piped
from tests.running import ROOT

pytestmark = pytest.mark.sample(5, 1)

CHAIN = """\
async def inner(n):
    for i in range(n):
        await asyncio.sleep(0)
    return n

async def outer():
    a = await inner(2)
    try:
        b = await inner(1)
    except ValueError as error:
        b = str(error)
    return a, b

def gen(log):
    x = yield 1
    log.append(x)
    yield x

c = outer()
"""


LEAVE = (
    "\nfor o in [o for o in globals().values() if hasattr(o, 'cr_await')]: o.close()\n\n"  # nothing unawaited is left
)


def told(commands: str) -> list[str]:
    """What commands print after `CHAIN`; addresses and the library's folder left out."""
    ended = piped(CHAIN + commands + LEAVE)
    assert ended.err == ""
    text = re.sub(r"\S*(tasks.py):\d+", r"\1:LINE", re.sub(r" at 0x\w+", "", ended.out))
    return text.splitlines()


def mistake(commands: str) -> str:
    """The line that a wrong command is answered with; the session goes on."""
    ended = piped(CHAIN + commands + LEAVE + "'on'\n")
    assert ended.out.splitlines()[-1] == "'on'"
    (line,) = ended.err.splitlines()
    return re.sub(r" at 0x\w+", "", line)


def test_state() -> None:
    assert told("%state c\n%step c\n%state c\n") == [
        "coroutine outer: created, <input 2>:1",
        "suspended, yielding None",
        "  <input 1>:3  await asyncio.sleep(0)",
        "coroutine outer: suspended in await (state 1), <input 2>:2",
        "  awaits inner  <input 1>:3  await asyncio.sleep(0)",
        "    waits for one round of the loop (sleep(0))",
    ]


def test_step_sends_a_value() -> None:
    lines = told("log = []\ng = gen(log)\n%step g\n%step g [1, (2, 3)]\n%step g\nlog\n")
    assert lines == [
        "yielded 1",
        "  <input 3>:2  x = yield 1",
        "yielded [1, (2, 3)]",
        "  <input 3>:4  yield x",
        "returned None",
        "[[1, (2, 3)]]",
    ]


def test_throw_and_close() -> None:
    lines = told("%step c\n%step c\n%step c\n%throw c ValueError('no')\nd = outer()\n%step d\n%close d\n%state d\n")
    assert lines[-5:] == [
        "returned (2, 'no')",
        "suspended, yielding None",
        "  <input 1>:3  await asyncio.sleep(0)",
        "closed",
        "coroutine outer: closed",
    ]


def test_a_fork_continued_twice_gives_both_futures() -> None:
    lines = told("%step c\n%step c\n%step c\n%fork c\n%fork c as d\n%throw c ValueError('no')\n%step c2\n%step d\n")
    assert lines[-7:] == [
        "c2 = <coroutine object outer>",
        "  Its frame is a copy; the objects that its variables refer to are shared.",
        "d = <coroutine object outer>",
        "  Its frame is a copy; the objects that its variables refer to are shared.",
        "returned (2, 'no')",
        "returned (2, 1)",
        "returned (2, 1)",
    ]
    shared = told("g = gen([])\n%step g\n%fork g\n")
    assert shared[-1] == "  Its frame is a copy; the objects that its variables refer to are shared (log)."


def test_back_then_forward_repeats_the_run() -> None:
    forward = told("%step c\n" * 4)
    again = told("%step c\n" * 4 + "%back 3\n" + "%step c\n" * 3)
    assert forward[-1] == "returned (2, 1)"
    assert again[: len(forward)] == forward
    assert again[len(forward) : len(forward) + 2] == ["3 steps undone", "coroutine outer: suspended"]
    assert again[len(forward) + 3 :] == forward[2:]
    twice = told("g = gen([])\n%step g\n%step c\n%back g\n%step g\n%back\n%state g\n")
    assert twice[-1 - 1].startswith("generator gen: created")


def test_next_ready_timers_tasks_run() -> None:
    text = """\
async def slow(n):
    await asyncio.sleep(n)
    print("slept", n)

%hold on
t = asyncio.create_task(slow(0.01), name="one")
%ready
%next
%ready
%timers
%tasks
%state t
%run
%tasks
t.done()
%next
"""
    lines = told(text)
    assert lines[:3] == [
        "the loop stands still between inputs",
        "  one (slow) goes on",
        "  one (slow) goes on",
    ]
    assert lines[3] == "nothing is ready"
    assert re.fullmatch(r"  in 0\.0\d\d s: sleep of one", lines[4])
    assert lines[5:7] == [
        "one (slow)  <input 5>:2  await asyncio.sleep(n)",
        "  waits for sleep 10 ms",
    ]
    assert lines[7] == "coroutine slow: suspended in await (state 1), <input 5>:2"
    assert "slept 0.01" in lines
    assert re.fullmatch(r"idle after \d+ iterations", lines[-5])
    assert lines[-4:-2] == ["no tasks", "True"]
    assert lines[-2].startswith("the loop is held now") and lines[-1] == "nothing is ready"


def test_run_with_a_task_that_waits_for_nobody() -> None:
    lines = told(
        "f = asyncio.get_running_loop().create_future()\nt = asyncio.ensure_future(f)\nasync def w(): await f\n\nt = asyncio.create_task(w())\n%run\n"
    )
    assert lines[-1].endswith("1 task waits for something that nobody is going to do")


def test_show() -> None:
    lines = told("%show outer\n%step c\n%show c\n")
    assert "▶ state 1  ← here" in lines
    assert sum(line.startswith("outer · coroutine") for line in lines) == 2


def test_trace() -> None:
    lines = told("%trace on\nawait inner(1)\n%trace off\nawait inner(1)\n")
    assert lines[0] == "tracing is on" and lines[-2:] == ["tracing is off", "1"]
    assert any("inner returns 1" in line for line in lines[:-2])


def test_trace_of_one_input() -> None:
    lines = told("%trace await inner(1)\nawait inner(2)\n")
    assert any("inner returns 1" in line for line in lines[:-1])
    assert lines[-1] == "2"


def test_trace_of_sleep() -> None:
    """Its frames are not the program's, though a session interprets them."""
    text = "%trace await asyncio.gather(asyncio.sleep(0.01, 1), inner(2)); None\n"
    lines = told("async def inner(x):\n    return await asyncio.sleep(0, x)\n\n" + text)
    assert any("  → one round of the loop" in line for line in lines)
    assert any(line.endswith("Task-1 (sleep) is done") for line in lines)
    assert not [line for line in lines if "sleep:" in line or "library" in line]


def test_diff() -> None:
    assert told("%diff await asyncio.sleep(0, 5)\n") == ["5", "the same under CPython"]
    different = told(
        "%diff import copy; print(type(copy.copy(iter(lambda: 5, 5))), type(copy.copy((lambda: (yield))())))\n"
    )
    assert "--- CPython" in different


def test_rule() -> None:
    book = Path(__file__).parent.parent.parent / "spec"
    if not any("# `await/awaitable`" in page.read_text() for page in book.glob("*.md")):
        assert mistake("%rule await/awaitable").startswith("%rule: ")
        return
    lines = told("%rule await/awaitable\n")
    assert lines[0].endswith("`await/awaitable`") and len(lines) > 3
    assert mistake("%rule await/awaitabl").startswith("%rule: no rule 'await/awaitabl'; there is await/awaitable")


def test_the_book_is_installed_where_rule_looks() -> None:
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        included = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included["spec"] == "minicoro/_spec"


def test_load_and_save(tmp_path: Path) -> None:
    path = tmp_path / "inputs.py"
    ended = piped(f"x = 5\nasync def f():\n    return x\n\nawait f()\n%save {path}\n%load {path}\n")
    assert (ended.out, ended.err) == (f"5\n3 inputs in {path}\n5\n", "")
    assert path.read_text() == "x = 5\nasync def f():\n    return x\nawait f()\n"


def test_a_wrong_input_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "inputs.py"
    ended = piped(f"x = 5\nx = = 6\n%save {path}\n")
    assert "SyntaxError" in ended.err
    assert path.read_text() == "x = 5\n"


def test_time() -> None:
    lines = told("%time await asyncio.sleep(0.01)\n%time\n1\n%time\n1\n")
    assert re.fullmatch(r"took [\d.]+ ms", lines[0])
    assert lines[1:3] == ["inputs are timed", "1"] and lines[3].startswith("took ")
    assert lines[4:] == ["inputs are not timed", "1"]


def test_help() -> None:
    lines = told("%help\n%help %fork\n")
    names = {line.split()[0] for line in lines[:-2]}
    wanted = "help show state step throw close next run tasks ready timers trace back fork diff rule load save time"
    assert {f"%{name}" for name in wanted.split()} <= names
    assert lines[-2].startswith("%fork c")


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("%stpe c", "there is no command %stpe.  Did you mean %step?"),
        ("%", "there is no command %.  %help lists the commands."),
        ("%step", "%step: nothing has been stepped yet: %step c"),
        ("%step outer", "%step: outer is a function: call it first, and keep what it gives"),
        ("%step 5", "%step: 5 is int, not a coroutine, generator or async generator of this session"),
        ("%state nothing", "%state: nothing: NameError: name 'nothing' is not defined"),
        ("%step (", "%step: (: SyntaxError: '(' was never closed (<%step>, line 1)"),
        ("%throw c", "%throw: which exception?  for example: %throw c ValueError('why')"),
        ("%throw c 5", "%throw: 5 is no exception"),
        ("%run file.py", "%run: takes no argument: let the loop go on until it is idle: nothing ready, no timers"),
        ("%close c\n%step c", "%step: c has ended; %back undoes its last step"),
        ("%back", "%back: nothing has been stepped yet: %step c"),
        ("%back c x", "%back: 'x' is no number of steps.  %back [c] [n]"),
        ("%step c\n%back 2", "%back: 1 steps undone: there are no more"),
        ("%fork c as 1", "%fork: '1' is no name for a variable.  %fork c as d"),
        ("%hold maybe", "%hold: 'maybe' is neither on nor off.  %hold [on|off]"),
        ("%show 5", "%show: 5 is no suspending function of an interpreted program: it has no machine"),
        ("%load nowhere.py", "%load: cannot read nowhere.py: [Errno 2] No such file or directory: 'nowhere.py'"),
        ("%save /nowhere/x", "%save: cannot write /nowhere/x: [Errno 2] No such file or directory: '/nowhere/x'"),
        ("%help stpe", "%help: there is no command %stpe.  Did you mean %step?"),
        ("t = asyncio.create_task(outer())\n%step t", "%step: t is a task, which the loop steps: %next, or step a coroutine of your own"),
    ],
)  # fmt: skip
def test_a_mistake_gives_one_helpful_line(command: str, answer: str) -> None:
    assert mistake(command) == answer


def test_what_cannot_be_forked_is_named() -> None:
    text = "import asyncio.locks\nl = asyncio.Lock()\nawait l.acquire()\nasync def w(): await l.acquire()\n\nw1 = w()\n%step w1\n%step w1\n%fork w1"
    ended = piped(text)
    assert re.sub(r" at 0x\w+", "", ended.err) == (
        "%fork: cannot fork <coroutine object w>: its frame holds <coroutine object Lock.acquire>, which the host cannot copy "
        "(it is a frame of the host's own; --interpret PACKAGE makes a library's ours)\n"
    )
    assert "%back cannot undo this step" in ended.out


def test_exit_without_a_call_leaves() -> None:
    assert piped("1\nexit\n2\n").out == "1\n"
    assert piped("exit = 3\nexit\n2\n").out == "3\n2\n"

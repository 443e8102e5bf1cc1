"""`minicoro trace`: the events, and what is made of them."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minicoro.observe.stream import VERSION
from tests.observe.traces import TIMED, TRACE, called, read, trace
from tests.running import CPYTHON, ROOT, environment, run

pytestmark = pytest.mark.sample(5, 1)

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))
POOL = ROOT / "examples" / "worker_pool.py"


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_program_does_what_it_does_untraced(example: Path, tmp_path: Path) -> None:
    if example.stem == "threads_and_processes":
        pytest.skip("its child processes are started from the file, which is not traced there")
    expected = run(CPYTHON, str(example))
    ended = run(TRACE, *TIMED.get(example.stem, ()), "--json", str(tmp_path / "out.jsonl"), str(example))
    assert (ended.code, ended.out) == (expected.code, expected.out)
    assert ended.err == expected.err


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_event_is_numbered_and_every_object_begins_and_ends(example: Path, tmp_path: Path) -> None:
    path = tmp_path / example.name
    path.write_bytes(example.read_bytes())
    events = trace(path, *TIMED.get(example.stem, ()))
    assert [event["n"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["event"] == "trace"
    assert events[0]["version"] == VERSION
    assert events[-1]["event"] == "end"
    living: set[int] = set()
    running: dict[object, list[int]] = {}
    for event in events:
        what, number, stack = event["event"], event.get("object"), running.setdefault(event.get("thread"), [])
        if what == "created":
            assert number not in living
            living.add(number)
        elif what in ("started", "resumed"):
            assert number in living
            stack.append(number)
        elif what in ("suspended", "returned", "raised"):
            assert stack.pop() == number
        if what in ("returned", "raised", "closed", "dropped"):
            living.remove(number)


def test_virtual_time_takes_no_time_and_is_reproducible(program) -> None:
    path = program("import asyncio\nasyncio.run(asyncio.sleep(3600))\nprint('late')\n")
    begun = time.monotonic()
    events = trace(path, "--virtual-time", timeout=30)
    assert time.monotonic() - begun < 30
    assert events[-1]["t"] >= 3600 * 1_000_000
    again = trace(path, "--virtual-time")
    assert [event for event in events if event["event"] != "trace"] == [e for e in again if e["event"] != "trace"]


def test_timers_keep_their_order_under_virtual_time(program) -> None:
    path = program(
        "import asyncio\n"
        "async def say(n):\n    await asyncio.sleep(n / 50)\n    print(n)\n"
        "async def main():\n    await asyncio.gather(*[say(n) for n in (3, 1, 2, 5, 4)])\n"
        "asyncio.run(main())\n"
    )
    assert run(TRACE, "--virtual-time", "--json", "/dev/null", str(path)).out == run(CPYTHON, str(path)).out


HOSTILE = """\
import asyncio


class Bad:
    def __repr__(self):
        raise SystemExit("asked for a repr")

    __str__ = __format__ = __len__ = __iter__ = __hash__ = __eq__ = __repr__

    def __getattr__(self, name):
        raise SystemExit("asked for " + name)


class Meta(type):
    def __repr__(cls):
        raise SystemExit("asked for a class's repr")

    def __getattribute__(cls, name):
        if name in ("__name__", "__qualname__"):
            raise SystemExit("asked for " + name)
        return super().__getattribute__(name)


class OfMeta(metaclass=Meta):
    pass


class Slow:
    def __repr__(self):
        while True:
            pass


class Items(dict):
    def items(self):
        raise SystemExit("asked for items")


class Error(Exception):
    args = property(lambda self: exec("raise SystemExit('asked for args')"))


class Properties:
    @property
    def __dict__(self):
        raise SystemExit("asked for __dict__")

    @property
    def __class__(self):
        raise SystemExit("asked for __class__")


loop = []
loop.append(loop)


def generator():
    for value in [Bad(), OfMeta(), OfMeta, Slow(), Items(a=1), loop, Properties(), "x" * 10**7, 10**10000, [Bad()]]:
        sent = yield value
    raise Error("end")


items = generator()
next(items)
try:
    while True:
        items.send(Bad())
except Error:
    print("survived")


class Callback:
    def __call__(self):
        pass

    def __getattr__(self, name):
        raise SystemExit("asked for " + name)


async def main():
    asyncio.get_running_loop().call_soon(Callback())
    await asyncio.sleep(0)


asyncio.run(main())
"""


def test_values_that_do_not_want_to_be_shown(program) -> None:
    path = program(HOSTILE)
    events = trace(path, timeout=60)
    assert [event["text"] for event in called(events, "output")] == ["survived\n"]
    assert max(len(json.dumps(event)) for event in called(events, "suspended", "resumed", "entered")) < 2000
    assert any(event.get("value") == "<Bad>" for event in called(events, "suspended"))


@pytest.mark.slow
def test_bounded_memory(program, tmp_path: Path) -> None:
    """Ten times as many events take no more memory (the story of a million is a matter of time: see the slow test)."""
    few, many = [_memory(program, tmp_path, count) for count in (2_000, 20_000)]
    assert many < few * 1.2


@pytest.mark.slow
def test_a_million_events(program, tmp_path: Path) -> None:
    few, many = [_memory(program, tmp_path, count) for count in (2_000, 170_000)]
    assert many < few * 1.2
    with (tmp_path / "big.jsonl").open() as file:
        assert sum(1 for _ in file) > 1_000_000


def _memory(program, tmp_path: Path, count: int) -> int:
    """The greatest resident size, in kilobytes, of tracing a program that makes ``count`` coroutines."""
    path = program(
        "import asyncio, resource\n"
        "async def f():\n    await asyncio.sleep(0)\n"
        f"async def main():\n    for _ in range({count}):\n        await f()\n"
        "asyncio.run(main())\n"
        "import sys\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    ended = run(TRACE, "--json", str(tmp_path / "big.jsonl"), str(path), timeout=900)
    return int(ended.out)


ENDLESS = """\
import asyncio


async def main():
    while True:
        await asyncio.sleep(0.001)


asyncio.run(main())
"""


def test_an_endless_program_and_ctrl_c(program, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    command = [*TRACE, "--json", str(out), str(program(ENDLESS))]
    process = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (out.exists() and out.stat().st_size > 100_000):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGINT
    assert "KeyboardInterrupt" in err
    assert read(out)[-1]["why"] == "the program ended with KeyboardInterrupt"


def test_the_limit(program, tmp_path: Path) -> None:
    path = program("def g():\n    yield from range(50)\nprint(sum(g()))\n")
    events = trace(path, "--limit", "20")
    assert len(events) == 21
    assert events[-1]["why"] == "limit"
    assert run(TRACE, "--limit", "20", "--json", str(tmp_path / "o"), str(path)).out == "1225\n"
    assert run(TRACE, "--limit", "20", str(path)).out.endswith("(--limit), the program goes on: 20 events\n1225\n")


def test_a_reader_that_goes_away_ends_the_process(program) -> None:
    process = subprocess.Popen([*TRACE, str(program(ENDLESS))], env=environment(), stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=30) != 0


@pytest.mark.sample(8, 4)
@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("example", ["worker_pool", "task_group", "pipeline", "tokenizer"])
def test_the_story_fits_and_has_no_colours_in_a_pipe(example: str, columns: int) -> None:
    ended = run(TRACE, "--virtual-time", str(ROOT / "examples" / f"{example}.py"), env={"COLUMNS": str(columns)})
    assert ended.code == 0
    assert "\x1b" not in ended.out
    assert max(map(len, ended.out.splitlines()[:-1])) <= columns


def test_the_story_is_whole_in_a_file(program) -> None:
    path = program(f"def g(a):\n    yield {'a + ' * 40}a\n\nlist(g(1))\n")
    assert f"yield {'a + ' * 40}a" in run(TRACE, str(path)).out


def test_the_story_of_a_generator_that_is_closed(program) -> None:
    """From 3.13 on, where none of its code can notice it; before, by an exception."""
    path = program("def g():\n    yield 1\n\nit = g()\nit.close()\nit = g()\nnext(it)\nit.close()\n")
    told = run(TRACE, str(path)).out
    assert told.count("is closed before it started") == 1, told
    assert told.count("g is closed at line 2: none of its code runs") == (sys.version_info >= (3, 13)), told


def test_colours_when_forced_and_not_when_refused() -> None:
    assert "\x1b[" in run(TRACE, str(POOL), env={"FORCE_COLOR": "1"}).out
    assert "\x1b" not in run(TRACE, str(POOL), env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out


GROUP = """\
import asyncio
async def fails():
    raise ValueError
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fails(), name="fails")
        group.create_task(asyncio.sleep(9), name="other")
try:
    asyncio.run(main())
except* ValueError:
    pass
"""


def test_the_story_tells_who_woke_a_task_and_its_steps_in_a_library(program) -> None:
    """A cancellation wakes `main`, and `TaskGroup.__aexit__` waits again, without a line of the program."""
    told = run((*TRACE, "--story"), str(program(GROUP))).out
    about = [line[line.index("Task-1 (") :] for line in told.splitlines() if "Task-1 (" in line]
    begins = about.index(next(each for each in about if "is woken" in each))
    assert about[begins : begins + 3] == [
        "Task-1 (main) is woken by its cancellation",
        "Task-1 (main): a coroutine of a library goes on, and waits again",
        "Task-1 (main) is woken by TaskGroup: other has ended",
    ], told


WOKEN = """\
import asyncio
def outer():
    yield from iter([7, 8])
async def main():
    print(list(outer()))
    ended = asyncio.Event()
    await asyncio.gather(asyncio.to_thread(asyncio.get_running_loop().call_soon_threadsafe, ended.set), ended.wait())
    asyncio.current_task().cancel()
    await asyncio.sleep(1)
asyncio.run(main())
"""


def test_the_story_tells_what_a_library_gives_and_who_wakes(program) -> None:
    told = run((*TRACE, "--story"), str(program(WOKEN))).out
    assert "outer:3 ⏸ yield from iter([7, 8])  → gives 8" in told
    assert "is woken by Event.set" in told
    assert "Task-1 (main) is woken by its cancellation" in told
    assert "threads) is woken by sleep" not in told, told


def test_the_story_of_two_tasks(program) -> None:
    path = program(
        "import asyncio\n"
        "async def child():\n    await asyncio.sleep(5)\n    print('child')\n"
        "async def main():\n    await asyncio.create_task(child(), name='C')\n"
        "asyncio.run(main())\n"
    )
    lines = [
        line[10:].strip()
        for line in run(TRACE, "--virtual-time", str(path), env={"COLUMNS": "120"}).out.splitlines()[1:]
    ]
    assert lines[:8] == [
        "┬  Task-1 (main) is made",
        "●  main:5 starts",
        "│ ┬  C (child) is made",
        "○ │  main:6 ⏸ await asyncio.create_task(child(), name='C')  → task C (child)",
        "│ ●  child:2 starts",
        "│ ○  child:3 ⏸ await asyncio.sleep(5)  → sleep 5 s",
        "│ ◂  C (child) is woken by sleep of C",
        "│ ●  child:3 resumes",
    ]
    assert "│ »  child" in lines


def test_only_and_tasks(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    run(TRACE, "--only", "worker", "--json", str(out), str(POOL))
    kept = called(read(out), "started", "resumed", "suspended")
    created = {event["object"]: event["name"] for event in called(read(out), "created")}
    assert kept
    assert {created[event["object"]] for event in kept} == {"worker"}
    run(TRACE, "--tasks", "--json", str(out), str(POOL))
    assert not called(read(out), "resumed", "entered")
    assert called(read(out), "task step")


def test_only_a_task_with_all_in_it(tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    run(TRACE, "--virtual-time", "--only", "Task-1", "--json", str(out), str(ROOT / "examples" / "await_value.py"))
    assert {event["name"] for event in called(read(out), "created")} >= {"compute_value"}
    assert called(read(out), "timer set", "output", "task done")
    assert {event.get("task") for event in called(read(out), "suspended")} == {2}


def test_only_what_there_is_not(tmp_path: Path) -> None:
    ended = run(TRACE, "--only", "nobody", "--json", str(tmp_path / "o"), str(POOL))
    assert ended.code == 2
    assert "no task or function is called 'nobody'; there is main, Task-1, worker" in ended.err


@pytest.mark.parametrize("how", [[], ["--native"]])
def test_only_what_there_is_not_in_a_program_that_fails(how: list[str], program) -> None:
    if how and sys.version_info < (3, 12):
        pytest.skip("there is no sys.monitoring")
    path = program("import asyncio\nasync def main():\n    1 / 0\nasyncio.run(main())\n")
    ended = run(TRACE, *how, "--only", "nobody", "--explain", str(path))
    assert ended.code == 1
    assert "the program ended with ZeroDivisionError" in ended.out
    assert "explain: why: " in ended.out + ended.err or "explain: nothing else wrong was found" in ended.out + ended.err
    assert "ZeroDivisionError: division by zero" in ended.out + ended.err


@pytest.mark.skipif(sys.version_info < (3, 12), reason="there is no sys.monitoring")
def test_native_explains_what_its_events_show(program) -> None:
    unseen = "import asyncio\nasync def work():\n    1 / 0\nasync def main():\n    await asyncio.wait([asyncio.create_task(work())])\n"
    ended = run(TRACE, "--native", "--explain", str(program(unseen + "asyncio.run(main())\n")))
    assert re.search(r"explain: .*task Task-2 \(work\).*ZeroDivisionError\(", ended.out)
    assert re.search(r"where: .*:3:\s+1 / 0", ended.out)
    waits = "import asyncio, signal\nsignal.alarm(3)\nasync def main():\n    lock = asyncio.Lock()\n    await lock.acquire()\n    await lock.acquire()\n"
    ended = run(TRACE, "--native", "--explain", str(program(waits + "asyncio.run(main())\n")))
    assert "explain: deadlock: nothing is ready, no timer runs" in ended.out
    assert "Task-1 (main), line 6 → Lock" in ended.out


CLASS_THAT_REFUSES = """\
import asyncio
class Meta(type):
    def __eq__(cls, other): raise RuntimeError("compared")
    def __hash__(cls): raise RuntimeError("hashed")
    def __getattribute__(cls, name): raise RuntimeError("looked at")
class Thing(metaclass=Meta):
    def __eq__(self, other): raise RuntimeError("compared")
    def __repr__(self): raise RuntimeError("shown")
    def __bool__(self): raise RuntimeError("asked")
    def __getattribute__(self, name): raise RuntimeError("looked at")
async def same(x):
    await asyncio.sleep(0)
    return x
async def main():
    thing = Thing()
    kept = [thing, await same(thing), {1: thing}, Thing]
    print(len(kept), isinstance(1, int))
asyncio.run(main())
"""


@pytest.mark.parametrize("how", [["--expressions"], ["--explain"], ["--native", "--explain"], ["--json", "OUT"]])
def test_no_method_of_the_programs_classes_is_called(how: list[str], program, tmp_path: Path) -> None:
    if "--native" in how and sys.version_info < (3, 12):
        pytest.skip("there is no sys.monitoring")
    ended = run(
        TRACE, *[str(tmp_path / "out") if word == "OUT" else word for word in how], str(program(CLASS_THAT_REFUSES))
    )
    assert (ended.code, ended.err) == (0, "")
    assert "4 True" in ended.out


ENDS_IN_A_NEWLINE = """\
def lines():
    yield "a\\n"

for line in lines():
    print(line, end="")
"""

IN_A_THREAD = """\
import asyncio, threading

async def main():
    await asyncio.sleep(0.001)
    print("in a thread")

thread = threading.Thread(target=asyncio.run, args=(main(),))
thread.start()
thread.join()
"""

STRANGE_NAMES = """\
import asyncio

async def main():
    task = asyncio.create_task(asyncio.sleep(0), name="\\x1b[31mred\\ud800\\n")
    kept = "\\x1b]0;title\\x07\\ud800"
    await task

asyncio.run(main())
"""

UNDISTURBED = {"a newline": ENDS_IN_A_NEWLINE, "a thread": IN_A_THREAD, "strange names": STRANGE_NAMES}
FORMS = ((), ("--json", "OUT"), ("--html", "OUT"), ("--perfetto", "OUT"), ("--mermaid", "OUT"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form[0] if form else "story")
@pytest.mark.parametrize("name", UNDISTURBED)
def test_no_reader_disturbs_the_program(name: str, form: tuple[str, ...], program, tmp_path: Path) -> None:
    """A console that knows only ASCII, or a file: the program prints what it prints, and no more."""
    path = program(UNDISTURBED[name])
    words = [str(tmp_path / "out") if word == "OUT" else word for word in form]
    ended = run(TRACE, *words, str(path), env={"PYTHONIOENCODING": "ascii"})
    expected = run(CPYTHON, str(path), env={"PYTHONIOENCODING": "ascii"})
    assert (ended.code, ended.err) == (expected.code, expected.err)
    if form:
        assert ended.out == expected.out
        assert (tmp_path / "out").read_text(encoding="utf-8")
    else:
        assert "\x1b" not in ended.out
        ended.out.encode("ascii")


def test_the_story_goes_on_while_pytest_captures(program, tmp_path: Path) -> None:
    path = program(
        "import asyncio\nasync def work():\n    await asyncio.sleep(0)\n    print('captured')\n"
        "def test_it():\n    asyncio.run(work())\n",
        "test_captured.py",
    )
    ended = run(TRACE, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(path), env={"COLUMNS": "120"})
    assert ended.code == 0, ended.err
    assert re.search(r"●  work:2 starts\n.*work:3 ⏸ await asyncio.sleep\(0\)", ended.out)
    assert "1 passed" in ended.out
    assert "» captured" not in ended.out


def test_a_fault_of_the_reader_is_told_and_the_program_goes_on(program, tmp_path: Path) -> None:
    path = program(ENDS_IN_A_NEWLINE)
    broken = (
        "import sys; sys.argv[1:] = ['trace']; from minicoro.observe.story import Story; from minicoro.cli import trace\n"
        "Story._suspended = None\nfrom minicoro.observe import story\n"
        "story._TELL['suspended'] = lambda *given: given[5]\n"
        f"sys.exit(trace.enter([{str(path)!r}]))\n"
    )
    ended = run((sys.executable, "-c", broken))
    assert ended.code == 70
    assert "internal error in minicoro: IndexError" in ended.err


def test_the_recursion_limit_is_met_in_the_program_only(program) -> None:
    path = program("import sys\nsys.setrecursionlimit(150)\ndef g():\n  yield from g()\nlist(g())\n")
    ended = run((sys.executable, "-m", "minicoro", "trace", str(path)))
    assert ended.code == 1
    assert ended.err.count("Traceback") == 1, ended.err
    assert "stream.py" not in ended.err


def test_an_exit_lets_the_suspended_objects_end(program) -> None:
    path = program(
        "import sys\ndef g():\n  try: yield\n  finally: print('closed')\nx = g()\nnext(x)\nsys.exit('left')\n"
    )
    ended = run((sys.executable, "-m", "minicoro", "trace", str(path)))
    assert (ended.code, ended.err) == (1, "left\n")
    assert ended.out.endswith("closed\n")


def test_lines(program) -> None:
    path = program(
        "def plain(x):\n    if x:\n        x = 1\n    return x\n"
        "def gen():\n    a = plain(1)\n    for i in range(2):\n        b = yield i\n    plain(0)\n"
        "list(gen())\n"
    )
    events = trace(path, "--lines")
    lines = [event["line"] for event in called(events, "line")]
    assert events[1]["event"] == "source", "the text of a line is known before the line"
    assert lines == [1, 5, 10, 6, 2, 3, 4, 7, 8, 8, 9, 2, 4]


def test_perfetto(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    run(TRACE, "--virtual-time", "--perfetto", str(out), str(POOL))
    events = json.loads(out.read_text())["traceEvents"]
    names = {event["args"]["name"] for event in events if event.get("name") == "thread_name"}
    assert {"Task-1 (main)", "Task-2 (worker)"} <= names
    depth: dict[int, int] = {}
    for event in events:
        if event["ph"] in "BE":
            depth[event["tid"]] = depth.get(event["tid"], 0) + (1 if event["ph"] == "B" else -1)
            assert depth[event["tid"]] >= 0
    assert set(depth.values()) == {0}
    starts = {event["id"] for event in events if event["ph"] == "s"}
    ends = {event["id"] for event in events if event["ph"] == "f"}
    assert ends
    assert ends <= starts


def test_mermaid(tmp_path: Path) -> None:
    out = tmp_path / "o.mmd"
    run(TRACE, "--virtual-time", "--mermaid", str(out), str(POOL))
    lines = out.read_text().splitlines()
    assert lines[0] == "sequenceDiagram"
    assert any(re.fullmatch(r"  L-\)T\d+: wakes, sleep of Task-2", line) for line in lines)
    assert any(re.fullmatch(r"  T\d+-\)T2: wakes, worker line 11", line) for line in lines)
    assert any(re.fullmatch(r"  T2-xT\d+: cancels, main line 32", line) for line in lines)


def test_a_mistake_before_the_program() -> None:
    ended = run(TRACE, "--limit", "x", "p.py")
    assert (ended.code, ended.out) == (2, "")
    assert "--limit takes a number" in ended.err
    assert run(TRACE, "--json").code == 2
    assert run(TRACE, "nothing.py").code == 2


@pytest.mark.parametrize("engine", [(), ("--walk",)], ids=["compiled", "walked"])
def test_a_frame_that_ends_stays_at_its_line(program, engine: tuple[str, ...]) -> None:
    """The end of a function is one state for all ways to it.  CPython gives it the line that has run before."""
    path = program(
        "def f(fails):\n  try:\n    if fails:\n      raise LookupError\n    yield 1\n"
        "  except LookupError:\n    yield 2\nlist(f(0))\nlist(f(1))\n"
    )
    events = trace(path, *engine)
    ends = [at - 1 for at, event in enumerate(events) if event["event"] == "returned"]
    assert [(events[at]["event"], events[at]["line"]) for at in ends] == [("entered", 5), ("entered", 7)], events


def test_host_options(program, tmp_path: Path) -> None:
    path = program("import sys\nprint(sys.flags.dev_mode, sys.argv[1:])\n")
    ended = run(TRACE, "-X", "dev", "--json", str(tmp_path / "o.jsonl"), str(path), "--json", "x")
    assert ended.out == "True ['--json', 'x']\n"
    assert read(tmp_path / "o.jsonl")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_diff(program, tmp_path: Path) -> None:
    one = program("def g():\n    yield 1\n    yield 2\nlist(g())\n", "one.py")
    two = program("def g():\n    yield 1\n    yield 3\nlist(g())\n", "two/one.py")
    trace(one)
    trace(two)
    first, second = str(one.with_suffix(".jsonl")), str(two.with_suffix(".jsonl"))
    assert run(TRACE, "--diff", first, first).out.startswith("the same: ")
    ended = run(TRACE, "--diff", first, second)
    assert ended.code == 1
    assert "≠ A suspended object g line 3 state 2 value 2" in ended.out
    assert ended.out.endswith("events are the same, 1 are only in A, 1 only in B, in 1 places\n")
    ended = run(TRACE, "--diff", first, str(one))
    assert (ended.code, ended.err.splitlines()[0]) == (
        2,
        f"minicoro trace: {one}, line 1 is not JSON: the file is no dump or trace",
    )
    two.with_suffix(".jsonl").write_bytes(b"")
    assert "does not begin with the event `trace`" in run(TRACE, "--diff", first, second).err
    two.with_suffix(".jsonl").write_bytes(one.with_suffix(".jsonl").read_bytes()[:-20])
    assert (
        run(TRACE, "--diff", first, second).err == f"minicoro trace: {second} is cut off: its last events are missing\n"
    )


def test_diff_compares_automatic_names_by_function(program, tmp_path: Path) -> None:
    """One more task renumbers all later ones; only what it does itself is a difference."""
    text = (
        "import asyncio\nasync def a(n): await asyncio.sleep(n)\nasync def main():\n"
        "    EXTRA; await asyncio.gather(a(1), a(2))\nasyncio.run(main())\n"
    )
    paths = [
        program(text.replace("EXTRA", extra), f"{number}/p.py")
        for number, extra in enumerate(("0", "asyncio.create_task(asyncio.sleep(0))"))
    ]
    for path in paths:
        run(TRACE, "--virtual-time", "--json", str(path.with_suffix(".jsonl")), str(path))
    ended = run(TRACE, "--diff", *[str(path.with_suffix(".jsonl")) for path in paths])
    other = [line for line in ended.out.splitlines() if line[:4] in ("  A ", "  B ", "≠ A ")]
    assert other, ended.out
    assert all(line.startswith("  B ") and "Task-2 (sleep)" in line for line in other), ended.out


@pytest.mark.parametrize("options", [(), ("--html", "OUT"), ("--walk",)])
def test_what_the_console_cannot_show_fails_in_the_program_as_under_python(program, tmp_path: Path, options) -> None:
    path = program('try:\n    print("\\u00e9")\nexcept UnicodeEncodeError as error:\n    print(error.reason)\n')
    words = [str(tmp_path / "out.html") if word == "OUT" else word for word in options]
    ended = run(TRACE, *words, str(path), env={"PYTHONIOENCODING": "ascii"})
    assert (ended.code, ended.err) == (0, "")
    assert "ordinal not in range(128)" in ended.out
    assert "xe9" not in ended.out


WAITS = """\
import asyncio
async def main():
    lock, event, condition, barrier = asyncio.Lock(), asyncio.Event(), asyncio.Condition(), asyncio.Barrier(3)
    async def holds():
        async with lock:
            await event.wait()
    async def enters():
        async with lock:
            pass
    async def notified():
        async with condition:
            await condition.wait_for(lambda: event.is_set())
    async def meets():
        async with barrier:
            pass
    async def limited():
        await asyncio.wait_for(event.wait(), 9)
    async def shielded():
        await asyncio.shield(asyncio.create_task(event.wait(), name="inner"))
    tasks = [asyncio.create_task(each()) for each in (holds, enters, notified, meets, limited, shielded)]
    await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()
asyncio.run(main())
"""


def test_a_wait_is_told_once_and_in_words(program) -> None:
    told = run(TRACE, "--virtual-time", str(program(WAITS)), env={"COLUMNS": "200"}).out
    waits = re.findall(r"⏸ .*  → (.*)", told)
    assert waits[:5] == [
        "sleep 10 ms",
        "Event.wait of event",
        "Lock.acquire of lock, taken",
        "Condition.wait_for of condition",
        "Barrier.wait of barrier, 1 of 3 are there",
    ]
    assert waits[5].startswith("wait_for, at most 9 s")
    assert waits[6] == "shield(inner)"


def test_why_a_group_cancels_its_tasks(program) -> None:
    text = """import asyncio

async def main(fails, leaves, time):
    async with asyncio.timeout(time):
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(5), name="member")
            if fails:
                group.create_task(asyncio.to_thread(int, "x"))
            await asyncio.sleep(0)
            if leaves:
                raise KeyError

for case in [(True, False, 5), (False, True, 5), (False, False, 0.01)]:
    try:
        asyncio.run(main(*case))
    except Exception:
        pass
"""
    causes = [event["cause"] for event in trace(program(text)) if event["event"] == "task cancelled"]
    assert [cause for cause in causes if "TaskGroup, " in cause and "a task had failed" not in cause] == [
        "its TaskGroup, in which another task had failed",
        "its TaskGroup, whose block had raised KeyError",
        "its TaskGroup, whose block was cancelled",
    ]

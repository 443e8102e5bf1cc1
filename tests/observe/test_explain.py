"""`trace --explain` and `run --explain`: what they find, and that they find nothing in programs that are right."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minicoro.observe.catching import would_swallow
from minicoro.observe.explain import LOOKED_FOR, NO_ASYNCIO
from tests.observe.test_mistakes import MISTAKES
from tests.observe.traces import TRACE
from tests.running import CPYTHON, MINICORO, ROOT, environment, run

pytestmark = pytest.mark.sample(3, 1)

CASES = {
    "never awaited": (
        "async def f(): pass\nf()\n",
        "coroutine/never-awaited",
        "coroutine f was never awaited (made at {file}:2, lost at {file}:2)",
    ),
    "kept and never awaited": (
        "async def f(): pass\nkept = f()\n",
        "coroutine/never-awaited",
        "coroutine f was never awaited (made at {file}:2, still there at the end)",
    ),
    "never retrieved": (
        (
            "import asyncio\nasync def f(): raise ValueError('lost')\n"
            "async def main():\n    asyncio.create_task(f())\n    await asyncio.sleep(0.01)\n    import gc; gc.collect()\n"
            "asyncio.run(main())\n"
        ),
        "scheduling/exception-never-retrieved",
        "ValueError('lost')",
    ),
    "swallowed": (
        (
            "import asyncio\n"
            "async def f():\n    try:\n        await asyncio.sleep(9)\n    except asyncio.CancelledError:\n        pass\n"
            "async def main():\n    t = asyncio.create_task(f())\n    await asyncio.sleep(0)\n    t.cancel()\n    await t\n"
            "asyncio.run(main())\n"
        ),
        "scheduling/swallowed-cancellation",
        "task Task-2 (f) was asked to cancel by Task-1 (main)",
    ),
    "blocked": (
        "import asyncio, time\nasync def main():\n    time.sleep(0.2)\nasyncio.run(main())\n",
        "scheduling/blocked",
        "task Task-1 (main) kept the loop for 0.2",
    ),
    "blocked, in steps": (
        (
            "import asyncio\nasync def nothing(): pass\n"
            "async def main():\n    for _ in range(6000):\n        await nothing()\nasyncio.run(main())\n"
        ),
        "scheduling/blocked",
        "keeps the loop: it went through 10000 states in one step without suspending",
    ),
    "an exit in a task": (
        (
            "import asyncio, sys\nasync def f():\n    await asyncio.sleep(0)\n    sys.exit(3)\nasync def main():\n    await asyncio.gather(f(), asyncio.sleep(1))\n"
            "asyncio.run(main())\n"
        ),
        "scheduling/exception-never-retrieved",
        "let main return, and call sys.exit() after asyncio.run",
    ),
    "never retrieved, and kept": (
        (
            "import asyncio\nasync def f(): raise ValueError('kept')\n"
            "async def main():\n    global task\n    task = asyncio.create_task(f())\n    await asyncio.sleep(0)\n"
            "asyncio.run(main())\n"
        ),
        "scheduling/exception-never-retrieved",
        "task Task-2 (f) has an exception that nobody has asked for: ValueError('kept')",
    ),
    "the same, often": (
        "async def f(): pass\nfor _ in range(30):\n    f()\n",
        "coroutine/never-awaited",
        "coroutine f was never awaited (made at {file}:3, lost at {file}:3) (30 times)",
    ),
    "blocked, often": (
        (
            "import asyncio, time\nasync def main():\n    for n in (0.11, 0.15, 0.12):\n        time.sleep(n)\n"
            "        await asyncio.sleep(0)\nasyncio.run(main())\n"
        ),
        "scheduling/blocked",
        "in one step, most of it in main, line 4 (and 2 more like it)",
    ),
    "in a callback": (
        (
            "import asyncio\nasync def main():\n    asyncio.get_running_loop().call_soon(lambda: 1 / 0)\n"
            "    await asyncio.sleep(0)\nasyncio.run(main())\n"
        ),
        "scheduling/exception-handler",
        "ZeroDivisionError",
    ),
    "not closed": (
        "async def g():\n    yield 1\nkept = g()\ntry:\n    kept.asend(None).send(None)\nexcept StopIteration:\n    pass\n",
        "async-generator/finaliser",
        "async generator g",
    ),
}


RUN = (*MINICORO, "--explain")
NOTHING = f"explain: nothing wrong was found; looked for:\n     {LOOKED_FOR}\n"


@pytest.mark.sample(6, 3)
@pytest.mark.parametrize("case", CASES)
def test_found(case: str, program) -> None:
    source, rule, told = CASES[case]
    path = program(source)
    told = told.format(file=path)
    ended = run(TRACE, "--explain", str(path))
    assert f"rule: {rule}" in ended.out
    assert told in ended.out
    ended = run(RUN, str(path))
    expected = run(CPYTHON, str(path))
    assert f"   rule: {rule}\n   what to do: " in ended.err
    assert told in ended.err
    assert (ended.out, ended.code) == (expected.out, expected.code)


def test_a_blocking_line_is_told_by_the_walker_too(program) -> None:
    path = program(CASES["blocked"][0])
    assert f"where: {path}:3:  time.sleep(0.2)" in run((*MINICORO, "--walk", "--explain"), str(path)).err


DEADLOCK = """\
import asyncio
async def a(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            pass
async def main():
    l, m = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(a(l, m), a(m, l), asyncio.create_task(b()))
async def b():
    await asyncio.Queue().get()
print("begun", flush=True)
asyncio.run(main())
"""
GRAPH = """\
explain: deadlock: nothing is ready, no timer runs, and these tasks wait:
     Task-1 (main), line 9 → gather(Task-3, Task-4, Task-2)
     Task-2 (b), line 11 → Queue.get, empty
     Task-3 (a), line 5 → Lock.acquire of second, taken (lock 1, held by Task-4 (a))
     Task-4 (a), line 5 → Lock.acquire of second, taken (lock 2, held by Task-3 (a))
     in a circle: Task-3 (a) → Task-4 (a) → Task-3 (a)
   where: PROGRAM:5:  async with second:
   rule: scheduling/deadlock
"""


@pytest.mark.parametrize("command", [(*TRACE, "--explain"), RUN], ids=["trace", "run"])
def test_deadlock(command: tuple[str, ...], program, tmp_path: Path) -> None:
    """The graph is told at once: the program itself never ends."""
    out = tmp_path / "out"
    with out.open("w") as file:
        process = subprocess.Popen([*command, str(program(DEADLOCK))], stdout=file, stderr=file, env=environment())
    try:
        deadline = time.monotonic() + 30
        while "rule: " not in out.read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGINT)
        process.wait(30)
    finally:
        process.kill()
    text = re.sub(r"[^ ]*program.py", "PROGRAM", out.read_text())
    text, told = re.sub(r"^explain: at the interrupt: .*\n(     .*\n)*", "", text, flags=re.M), text
    assert "     Task-3 (a), PROGRAM:5, for " in told, "the interrupt tells where each task waits"
    in_order = re.sub(r"^     Task-\d .*\n", "", GRAPH, flags=re.M)
    assert sorted(re.findall(r"^     Task-\d .*$", text, re.M)) == sorted(re.findall(r"^     Task-\d .*$", GRAPH, re.M))
    assert re.sub(r"^     Task-\d .*\n", "", text, flags=re.M).count(in_order) == 1
    assert "\nKeyboardInterrupt\n" in text
    assert process.returncode == -signal.SIGINT


LOCKS = """import asyncio, os, threading, time
loop = asyncio.new_event_loop()
async def one(a, b):
    async with a:
        await asyncio.sleep(0.01)
        async with b:
            pass
async def both():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(one(a, b), one(b, a))
"""
ENDS = {
    "a daemon's loop, and main goes on": "threading.Thread(target=loop.run_forever, daemon=True).start()\n"
    "kept = asyncio.run_coroutine_threadsafe(both(), loop)\ntime.sleep(1.5)\n",
    "a daemon's loop, and main ends": "threading.Thread(target=loop.run_forever, daemon=True).start()\n"
    "kept = asyncio.run_coroutine_threadsafe(both(), loop)\ntime.sleep(0.15)\n",
    "main's loop, and a daemon sleeps": "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()\n"
    "loop.create_task(both())\nthreading.Timer(1.5, os._exit, [0]).start()\nloop.run_forever()\n",
}
"""Loops that nothing wakes after the tasks have begun to wait for each other; the future keeps the tasks from being collected."""


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(RUN, id="run"),
        pytest.param(
            (*TRACE, "--native", "--explain", "--json", os.devnull),
            id="native",
            marks=pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on"),
        ),
    ],
)
def test_a_deadlock_in_a_loop_that_nothing_wakes(command: tuple[str, ...], end: str, program) -> None:
    path = program(LOCKS + ENDS[end])
    err = run(command, str(path)).err
    assert err.count("explain: deadlock: nobody can wake these tasks") == 1, err
    assert f"   where: {path}:6:" in err and "in a circle: Task-" in err, err


@pytest.mark.parametrize("command", [RUN, (*TRACE, "--explain", "--json", os.devnull)], ids=["run", "trace"])
def test_watching_wakes_no_loop_that_sleeps_under_cpython(command: tuple[str, ...], program) -> None:
    """A thread sets a future without waking the loop: the program hangs, and still does when it is watched."""
    source = """import asyncio, os, threading, time
def work(future):
    time.sleep(0.1)
    future.set_result(1)
    time.sleep(1)
    os._exit(3)
async def main():
    future = asyncio.get_running_loop().create_future()
    threading.Thread(target=work, args=(future,), daemon=True).start()
    await asyncio.sleep(0.01)
    await future
    print("woken", flush=True)
asyncio.run(main())
"""
    ended = run(command, str(program(source)))
    assert (ended.code, "woken" in ended.out) == (3, False), ended


@pytest.mark.parametrize("native", [[], ["--native"]] if sys.version_info >= (3, 12) else [[]])
def test_a_time_limit_hides_no_deadlock(native: list[str], program) -> None:
    """Also on a machine so busy that the other searches are not made in time."""
    slow = (
        "import runpy, sys, minicoro.observe.stuck as stuck; stuck._EVERY = stuck._SHARE = 10**6; "
        "runpy.run_module('minicoro', run_name='__main__')"
    )
    path = program(MISTAKES["locks in another order, until a time limit cancels both"])
    err = run(CPYTHON, "-c", slow, "trace", *native, "--explain", "--json", os.devnull, str(path)).err
    assert err.count("deadlock: nobody can wake these tasks") == 1, err


def test_what_main_might_have_woken_is_not_accused_at_the_end(program) -> None:
    source = """import asyncio, threading, time
loop = asyncio.new_event_loop()
async def wait(future):
    await future
def main():
    future = loop.create_future()
    asyncio.run_coroutine_threadsafe(wait(future), loop)
    time.sleep(0.15)
threading.Thread(target=loop.run_forever, daemon=True).start()
main()
"""
    assert "deadlock" not in run(RUN, str(program(source))).err


def test_output_and_errors_are_those_of_cpython(program) -> None:
    """What is explained comes after, and only on standard error."""
    path = program(
        "import asyncio, sys\nasync def main():\n    print('out')\n    print('err', file=sys.stderr)\n"
        "    task = asyncio.create_task(asyncio.sleep(0), name='t')\n    print(type(task), task.get_name())\n"
        "    await task\nasyncio.run(main())\n"
    )
    expected = run(CPYTHON, str(path))
    ended = run(RUN, str(path))
    assert ended.out == expected.out
    assert ended.err == expected.err + NOTHING


def test_an_uncaught_error_is_explained_before_the_rest(program) -> None:
    path = program(
        "async def f(): pass\nc = f()\nfor _ in range(2):\n    try:\n        c.send(None)\n    except StopIteration: pass\n"
    )
    for command in (*MINICORO, "--explain"), (*TRACE, "--explain", "--json", f"{path}.jsonl"):
        said = run(command, str(path)).err.split("cannot reuse already awaited coroutine\n")[1]
        assert said.splitlines()[0] == "explain: why: a coroutine object runs once, and this one has ended"
        assert said.endswith(f"\nexplain: nothing else wrong was found; looked for:\n     {LOOKED_FOR}\n")


def test_a_warning_has_its_line(program) -> None:
    """Also that of a coroutine which an exception drops, between two lines of the program."""
    path = program(
        "async def load(): pass\nasync def main():\n    await [load(), load()]\n"
        "try: main().send(None)\nexcept TypeError: pass\nload()\n"
    )
    ended, expected = run(RUN, str(path)), run(CPYTHON, str(path))
    warnings = [line for line in ended.err.splitlines() if "RuntimeWarning: coroutine" in line]
    assert warnings == [line for line in expected.err.splitlines() if "RuntimeWarning: coroutine" in line]
    assert len(warnings) == 2, expected.err
    assert "asyncio.run(load(…))" in ended.err


def test_what_the_end_of_a_clause_drops_has_the_line_before(program) -> None:
    text = "import asyncio\nasync def main():\n    try:\n        asyncio.run(asyncio.sleep(0))\n"
    path = program(text + "    except RuntimeError as e:\n        kept = repr(e)\nasyncio.run(main())\n")
    err = run((*MINICORO, "--explain"), str(path)).err
    assert f"coroutine sleep was never awaited\n   where: {path}:6:  kept = repr(e)\n" in err, err


def test_what_happens_at_the_exit_is_seen(program) -> None:
    """Threads that outlive the program's last line, and atexit."""
    path = program(
        "import atexit, threading, time\nasync def f(): pass\nasync def g(): pass\n"
        "threading.Thread(target=lambda: (time.sleep(0.1), f())).start()\natexit.register(lambda: g() and None)\n"
    )
    err = run(RUN, str(path)).err
    assert "explain: coroutine f was never awaited" in err
    assert "explain: coroutine g was never awaited" in err


def test_exit_codes_and_restarts(program) -> None:
    path = program("import sys\nprint(sys.flags.dev_mode)\nsys.exit(3)\n")
    ended = run(RUN, "-X", "dev", str(path))
    assert (ended.code, ended.out) == (3, "True\n")
    assert ended.err == NOTHING
    assert run(RUN, "-i", str(path)).code == 2


def test_nobody_reads_it(program) -> None:
    """A program that closes its error output loses nothing but the explanation."""
    path = program("import sys\nasync def f(): pass\nkept = f()\nsys.stderr.close()\nprint('end')\n")
    ended = run(RUN, str(path))
    assert (ended.out, ended.code) == ("end\n", run(CPYTHON, str(path)).code)


RIGHT = [path for path in sorted((ROOT / "examples").glob("*.py")) if path.stem not in ("coroutine_object",)]


@pytest.mark.sample(12, 4)
@pytest.mark.parametrize("example", RIGHT, ids=lambda path: path.stem)
def test_nothing_is_said_to_be_blocked_or_stuck_in_programs_that_are_right(example: Path) -> None:
    out = run(TRACE, "--explain", str(example)).out
    for rule in (
        "scheduling/deadlock",
        "scheduling/swallowed-cancellation",
        "coroutine/never-awaited",
        "async-generator/finaliser",
    ):
        assert f"rule: {rule}" not in out, out[-1500:]


WAITS = """\
import asyncio, os, signal, sys
async def wait(event):
    await event.wait()
async def main():
    event = asyncio.Event()
    task = asyncio.create_task(wait(event), name="waiter")
    await asyncio.sleep(0.1)
    if hasattr(signal, sys.argv[1]):
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    await asyncio.sleep(0.8)
    event.set()
    await task
    print("end")
asyncio.run(main())
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGQUIT", "SIGTERM"])
def test_a_signal_tells_who_waits(name: str, program) -> None:
    path = program(WAITS)
    ended = run(RUN, str(path), name)
    assert f"explain: at {name}: 2 tasks that are not done:\n" in ended.err
    assert re.search(
        rf"^     waiter \(wait\), {re.escape(str(path))}:3, for \d+ ms → Event.wait of event$", ended.err, re.M
    )
    if name == "SIGQUIT":
        assert (ended.code, ended.out) == (0, "end\n"), "the program goes on"
    else:
        assert ended.code == -signal.SIGTERM


OTHER_LOOP = """\
import os, signal, sys, types
@types.coroutine
def pause():
    yield
async def inner():
    await pause()
async def outer():
    await inner()
async def ends():
    pass
waiting = [outer(), inner(), ends()]
for each in waiting:
    try:
        each.send(None)
    except StopIteration:
        pass
if sys.argv[1:]:
    os.kill(os.getpid(), signal.SIGTERM)
for each in waiting:
    each.close()
"""


@pytest.mark.parametrize("arguments", [(), ("--native",)])
def test_a_signal_tells_which_coroutines_are_suspended(arguments: tuple[str, ...], program) -> None:
    """Without a loop of asyncio, the suspended coroutines are shown instead of the tasks."""
    if arguments and sys.version_info < (3, 12):
        pytest.skip("trace --native needs sys.monitoring, of 3.12")
    path = program(OTHER_LOOP)
    told = run(TRACE, "--explain", *arguments, str(path), "signal").out
    report = told.partition("explain: at SIGTERM: these coroutines are suspended:\n")[2]
    lines = re.findall(r"^     ([a-z].*)$", report, re.M)
    at = re.escape(str(path))
    assert len(lines) == 2, told
    assert re.match(rf"outer, {at}:8 → inner, {at}:6( → |$)", lines[0]), told
    assert re.match(rf"inner, {at}:6( → |$)", lines[1]), told
    told = run(TRACE, "--explain", *arguments, str(path)).out
    assert f"{NO_ASYNCIO}\n" in told, told


@pytest.mark.slow
def test_stuck_after(program) -> None:
    path = program(WAITS)
    ended = run((*MINICORO, "--stuck-after", "0.3"), str(path), "nothing")
    assert (ended.code, ended.out) == (0, "end\n")
    assert "explain: a task has waited for 300 ms: 2 tasks" in ended.err
    blocked = program("import asyncio, time\nasync def main():\n    time.sleep(1)\nasyncio.run(main())\n")
    assert "task Task-1 (main) keeps the loop, for 0." in run((*MINICORO, "--stuck-after=0.3"), str(blocked)).err


ASLEEP = """\
import asyncio, threading, time
async def main():
    future = asyncio.get_running_loop().create_future()
    threading.Timer(0.1, future.set_result, (1,)).start()
    threading.Timer(1.5, lambda: future.get_loop().call_soon_threadsafe(print, "woken")).start()
    began = time.monotonic()
    await future
    print(time.monotonic() - began > 1)
asyncio.run(main())
"""


@pytest.mark.slow
def test_a_report_does_not_wake_a_loop(program) -> None:
    """Another thread has set the future and has not woken the loop: minicoro must not wake it either."""
    ended = run((*MINICORO, "--stuck-after", "0.3"), str(program(ASLEEP)))
    assert (ended.code, ended.out) == (0, "True\nwoken\n"), ended.err


def interrupted(path: Path, seconds: float) -> str:
    """What `--explain` says about a program that is interrupted after some seconds."""
    with subprocess.Popen(
        [*MINICORO, "--explain", str(path)], stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        return process.communicate(timeout=60)[1]


@pytest.mark.slow
def test_a_thread_that_has_ended_is_named(program) -> None:
    text = """import asyncio, threading, time
async def main():
    future = asyncio.get_running_loop().create_future()
    def read():
        time.sleep(0.1)
        try:
            future.get_loop().call_soon_threadsafe(future.set_result, int("x"))
        except ValueError:
            pass
    threading.Thread(target=read, name="reader").start()
    await future
asyncio.run(main())
"""
    said = interrupted(program(text), 4)
    assert "deadlock: nothing is ready" in said and "\n     thread reader had ended before\n" in said, said


@pytest.mark.slow
def test_the_only_task_that_could_wake_another_is_named(program) -> None:
    text = """import asyncio
async def child(done):
    await done.wait()
async def main():
    done = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(child(done), name="child")
    done.set()
asyncio.run(main())
"""
    said = interrupted(program(text), 3)
    assert "Event.wait of done (only Task-1 (main) could end that)" in said, said
    assert "in a circle: Task-1 (main) → child" in said, said
    server = """import asyncio
async def main():
    async with await asyncio.start_server(print, "127.0.0.1", 0) as server:
        await server.serve_forever()
asyncio.run(main())
"""
    assert "Server.serve_forever of server\n" in interrupted(program(server), 3)


POOL = """\
import asyncio, concurrent.futures, threading
gate = threading.Event()
async def ask(pool, work):
    return await asyncio.get_running_loop().run_in_executor(pool, work)
async def main():
    pool = concurrent.futures.ThreadPoolExecutor(1)
    asyncio.get_running_loop().call_later(1, gate.set)
    await asyncio.gather(
        asyncio.create_task(ask(pool, lambda: gate.wait(5)), name="busy"),
        asyncio.create_task(ask(pool, int), name="queued"),
        asyncio.create_task(asyncio.sleep(0), name="over"),
    )
asyncio.run(main())
"""


def test_stuck_after_tells_where_threads_stand_and_what_has_not_ended(program) -> None:
    err = run((*MINICORO, "--stuck-after", "0.3"), str(program(POOL))).err
    assert "→ gather(busy, queued; 1 of 3 has ended)" in err
    assert re.search(
        r"busy \(ask\), .*→ work of a thread or process \(its thread is at .*:9: ", err.replace("\n       ", " ")
    ), err
    assert re.search(r"queued \(ask\), .*\(no thread of this process does it now\)", err.replace("\n       ", " ")), err


@pytest.mark.slow
def test_an_error_output_of_ascii(program) -> None:
    path = program(DEADLOCK.replace("asyncio.run(main())", "asyncio.run(asyncio.wait_for(main(), 2))"))
    ended = run(RUN, str(path), env={"PYTHONIOENCODING": "ascii"})
    assert "-> Lock.acquire of second, taken (lock " in ended.err


SWALLOWS = """\
import asyncio
async def work():
    for _ in range(2):
        try:
            await asyncio.sleep(0)
        except {clause}:
            {body}
asyncio.run(work())
"""


@pytest.mark.parametrize(
    ("clause", "body", "lines"),
    [
        ("BaseException", "pass", [6]),
        ("(OSError, BaseException)", "if clause: raise", [6]),
        ("BaseException", "raise", []),
        ("BaseException", "return", []),
        ("Exception", "pass", []),
        ("BaseException as e", "if isinstance(e, asyncio.CancelledError): raise", []),
        ("BaseException as e", "if not isinstance(e, Exception): raise", []),
        ("BaseException as e", "if type(e) is asyncio.CancelledError or clause: raise", []),
        ("BaseException as e", "if isinstance(e, OSError): raise", [6]),
        ("BaseException as e", "if isinstance(e, asyncio.CancelledError) and clause: raise", [6]),
        ("BaseException", "if asyncio.current_task().cancelling(): raise", []),
        ("BaseException", "os._exit(1)", []),
        ("asyncio.CancelledError", "raise\n        except BaseException:\n            pass", []),
    ],
)
def test_clauses_that_would_swallow_a_cancellation(clause: str, body: str, lines: list[int], program) -> None:
    path = program(SWALLOWS.format(clause=clause, body=body))
    assert would_swallow(str(path), 2) == lines


def test_a_clause_that_would_swallow_a_cancellation_is_a_note(program) -> None:
    path = program(SWALLOWS.format(clause="BaseException", body="pass"))
    ended = run(RUN, str(path))
    assert ended.err.startswith(NOTHING)
    assert "work may swallow one: the clause catches CancelledError, too" in ended.err
    assert f"   where: {path}:6:  except BaseException:\n" in ended.err


ADVICE = {
    "sorted([2, 1], key=lambda x: work(x))": "a lambda cannot await: await the keys first",
    "sorted([2, 1], key=work)": "sorted calls work, and does not await: await the keys first",
    "list(map(work, [1]))": "map calls work, and does not await: write a comprehension that awaits",
    "defaultdict(lambda: work(1))[2]": "a lambda cannot await: await the value where it is needed",
    "table = defaultdict(functools.partial(work, 1))\n    table[2].cr_frame.clear()": "this line does not name work",
    "asyncio.get_running_loop().call_soon(lambda: work(1))": "`lambda *_: asyncio.create_task(work(…))`",
    "make = lambda: work(1); make()": "a lambda cannot await: write `await` in front of the call of the lambda",
    "apply = lambda f: f(1)\n    apply(work)": "write `await` in front of the call of work",
    "list(map(functools.partial(work), [1]))": "map calls work, and does not await: write a comprehension that awaits",
    "work(1)": "write `await` in front of the call of work",
    "Owner().size": "write `await` in front of the call of Owner.size",
}


@pytest.mark.sample(4, 2)
@pytest.mark.parametrize("line", ADVICE)
def test_the_advice_fits_the_line(line: str, program) -> None:
    path = program(
        "import asyncio, functools\nfrom collections import defaultdict\n"
        "async def work(x):\n    return x\n"
        "class Owner:\n    @property\n    async def size(self):\n        return 1\n"
        f"async def main():\n    {line}\n    await asyncio.sleep(0)\nasyncio.run(main())\n"
    )
    err = run(RUN, str(path)).err
    assert ADVICE[line] in err.rpartition("rule: coroutine/never-awaited")[2], err


def test_a_future_is_told_with_the_line_that_made_it(program) -> None:
    path = program(
        "import asyncio\nasync def main():\n    future = asyncio.get_running_loop().create_future()\n"
        "    future.set_exception(ValueError('lost'))\nasyncio.run(main())\n"
    )
    err = run(RUN, str(path)).err
    assert f"   where: {path}:3:  future = asyncio" in err
    assert "what to do: await the future in the function that needs its result" in err


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("command", [RUN, (*TRACE, "--explain", "--json", os.devnull)])
def test_the_lines_are_no_wider_than_the_terminal(columns: str, command, program) -> None:
    """But for a place, which stays whole; and an ASCII console gets ASCII signs."""
    path = program(
        "import asyncio\nasync def work(x): return x\nasync def main():\n    sorted([2, 1], key=lambda x: work(x))\n"
        "    a, b = asyncio.Lock(), asyncio.Lock()\n    await a.acquire()\n"
        "    await asyncio.gather(b.acquire(), asyncio.wait_for(asyncio.shield(a.acquire()), 0.1))\nasyncio.run(main())\n"
    )
    for source in path.read_text(), path.read_text().replace("    sorted", "    0 and sorted"), "print(1)\n":
        path.write_text(source)
        env = {"COLUMNS": columns, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
        err = run(command, str(path), env=env).err
        told = err[err.index("explain: ") :].splitlines()
        assert [
            line for line in told if len(line) > int(columns) and "where: " not in line and str(path) not in line
        ] == []
        assert err.isascii() and "\\u" not in err


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info < (3, 12), reason="the host warns of it from 3.12 on")
@pytest.mark.parametrize("how", [["run", "--explain"], ["trace", "--expressions"], ["trace", "--native", "--explain"]])
def test_a_warning_about_the_source_is_issued_once(how: list[str], program) -> None:
    text = "import asyncio\nasync def f(): pass\nasync def main():\n    f()\n    print('\\d')\nasyncio.run(main())\n"
    ended = run(CPYTHON, "-m", "minicoro", *how, str(program(text)))
    assert (ended.out + ended.err).count("SyntaxWarning") == 1, ended.out + ended.err

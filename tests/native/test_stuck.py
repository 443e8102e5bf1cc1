"""Programs that hang, explained from the dump alone (CPython 3.12 and newer)."""

import sys
from pathlib import Path

import pytest

from minicoro.observe.deadlock import has_deadline
from minicoro.observe.stuck import what_ends
from tests.running import CPYTHON, run

pytestmark = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is there from 3.12 on")

HERE = Path(__file__).parent

CAUSES = {
    "lock_order": ["wait for each other", "holds Lock checking and waits for Lock savings", "lock_order.py:7"],
    "lost_wake_up": ["lost wake-up: Event ready", "by Task-3 (producer)", "lost_wake_up.py:6"],
    "forgotten_cancel": ["waits for the end of Task-2 (worker)", "Queue queue", "forgotten_cancel.py:6"],
    "swallowed_cancellation": ["asked to cancel, caught CancelledError in poll", "Task-1 (main) waits for it"],
    "queue_without_task_done": ["3 items were taken", "called 2 times", "worker"],
    "blocked_loop": ["an event loop is blocked", "stands in handler", "blocked_loop.py:7"],
    "gate_left_by_another_method": ["permits was acquired and never released", "make-bad (make)"],
    "leaked_semaphore": ["Semaphore limit was acquired and never released", "Task-3 (fetch)"],
    "across_threads": ["deadlock across threads", "across_threads.py:7", "inside of an event loop"],
    "lock_of_its_own": ["this task waits for itself", "Task-1 (main) holds Lock", "lock_of_its_own.py:5"],
    "lock_order_by_acquire": [
        "wait for each other",
        "left (move) holds Lock a and waits for Lock b",
        "lock_order_by_acquire.py:4",
    ],
    "thread_with_lock": ["deadlock across threads", "thread_with_lock.py:8", "thread_with_lock.py:15"],
    "heartbeat": ["Task-1 (main) waits for the end of heartbeat", "sleeps again and again"],
    "cancelled_timer": [
        "the timer that was to end this wait after 0.100 s (Future.set_result) was cancelled by tidy",
        "asker",
    ],
    "exhausted_pool": ["all 2 threads of the pool wait for work", "exhausted_pool.py:14"],
    "lost_notify": ["lost wake-up: Condition cond was told notify() by Task-1 (main) in main,", "lost_notify.py:"],
    "early_return": ["it has acquired Lock", "Cache.refresh, ", "early_return.py:9"],
    "semaphore_with": [
        "nobody can wake",
        "Event d.resumed",
        "semaphore_with.py:12",
        "Semaphore d.limit (held by Task-",
    ],
    "shield_timeout": ["nobody can wake", "Lock account.lock (held by Task-", "shield_timeout.py:10"],
    "event_never_set": ["nothing is ready", "web (Node.run) at Node.run, ", "event_never_set.py:9", "set the event"],
    "future_by_hand": ["nothing is ready", "Client.call, ", "future_by_hand.py:11", "set the result of the future"],
    "group_cleanup": [
        "cancelled at line 14, and this is its clean-up",
        "send (Transfer.send) had ended with OSError",
        "group_cleanup.py:9,",
    ],
    "group_sibling": [
        "caught CancelledError in Sync.watch, line 11",
        "upload (Sync.upload) had ended with OSError",
        "group_sibling.py:12",
    ],
    "lost_task": [
        "task confirm (Mailer._confirm) was collected before it was done",
        "lost_task.py:14",
        "nothing known can wake these tasks:\n     Task-1 (main) at main, ",
    ],
    "return_in_finally": ["worker (work) was asked to cancel", "return_in_finally.py:8\n", "`return`, `break`"],
    "await_self": ["this task waits for itself", "handler (Server.handle)", "await_self.py:16"],
    "dead_consumer": [
        "it is full, and who took items has ended: consumer",
        "ValueError('bad item 5') in Feed.consume, ",
        "dead_consumer.py:11",
    ],
    "generator_not_closed": [
        "asynchronous generator Connection.rows holds it",
        "generator_not_closed.py:12\n",
        "aclosing",
    ],
    "full_queue": [
        "Queue.put of queue",
        "who took items waits to put: crawl-0 (crawl), crawl-1",
        "never waits to put",
    ],
    "own_result": ["stands in Store.load, in a call of Future.result", "await asyncio.wrap_future"],
    "locks_on_a_stack": [
        "wait for each other",
        "audit (Ledger.audit) holds Lock ledger.accounts['zoe'].guard and waits for",
        "transfer (Ledger.transfer) holds Lock ledger.accounts['adam'].guard and waits for",
        "locks_on_a_stack.py:25",
    ],
    "lost_lease": [
        "nothing is ready",
        "second (session) at Leases.take, ",
        "first (session) had ended, cancelled by Task-1 (main)",
        "Queue.get of leases.free",
    ],
    "no_sentinel": ["nothing is ready", "consume at consume, ", "Queue.get of queue", "no_sentinel.py:26"],
    "pool_of_one": ["the only thread of the pool waits for work", "store, ", "pool_of_one.py:14"],
    "notify_one": ["nothing is ready", "Buffer.get, ", "Condition buffer.changed"],
    "result_from_thread": [
        "an event loop sleeps although 1 callback is ready or due, which would wake Task-1 (main)",
        "result_from_thread.py:19",
        "call_soon_threadsafe",
    ],
    "timer_from_thread": ["an event loop sleeps although 1 callback is ready or due: another thread has handed over"],
    "not_put_back": ["Queue.get of pool.free; Pool.query took 6 items and put 4 back"],
    "missed_set": [
        "Event ready; the last set() was called by pub (publisher) in publisher, ",
        "before this wait began",
    ],
    "cancelled_on_entry": [
        "Semaphore slots; acquired, and not released, by Task-1 (main) in Conn.__aenter__, ",
        "cancelled_on_entry.py:",
    ],
    "loops_in_a_circle": [
        "(ask) holds Lock lock and waits for Task-4 (take)",
        "Task-5 (take.<locals>.locked) waits for Lock lock",
    ],
    "never_started": [
        "set the event",
        "coroutine Cache.warm",
        "never_started.py:8) was made, and nobody has awaited it yet",
    ],
    "swallowed_time_limit": ["cancel() was called by its timeout; it waits for sleep"],
    "expired_limit": ["nothing is ready, no timer runs", "Event; it was cancelled at line 4", "by its timeout\n"],
    "one_of_a_gather": [
        "these tasks wait:\n     Task-4 (Feed.tail) at Feed.stream, ",
        "one_of_a_gather.py:14 → Queue.get of f.items",
        "gather: Task-4 (Feed.tail) has not ended; 2 of 3 have",
    ],
    "places_of_a_semaphore": [
        "who could release Semaphore sem waits for it:",
        "Task-2 (page), Task-3 (page), Task-4 (page): each has a place, acquired in page, ",
    ],
    "barrier_of_four": ["Barrier b (3 of 4 have come)\n", "1 of 4 has\n", "come to the barrier"],
    "join_without_workers": ["Queue.join of q (task_done() is missing for ", " are still in it)\n"],
    "lock_over_await": [
        "stands in b, and waits for threading.Lock lock; Task-2 (a) holds it, and is suspended at a, ",
        "lock_over_await.py:5; nothing else",
        "use asyncio.Lock",
    ],
    "thread_asks_its_waiter": [
        "these tasks wait for each other",
        "(main.<locals>.finish) waits for work (to_thread) at ",
        "in a call of Future.result of Task-",
    ],
    "dead_thread": [
        "thread feeder had ended with KeyError('missing') in feed, ",
        "dead_thread.py:6, ",
        "thread other had ended, ",
    ],
    "eager_holder": ["never released by a task that is over:\n     first (grab): acquired in grab, "],
    "two_locks_of_one_name": ["Lock self.lock; thread of-one holds it, and stands in Cache.compact, "],
}
"""What the explanation has to say of each: the cause, and the place or the tasks."""


def dumped(program: Path, out: Path, seconds: str = "0.5") -> None:
    """Let a program hang, and dump."""
    ended = run(CPYTHON, str(HERE / "dumping.py"), seconds, str(out), str(program))
    assert out.exists(), f"no dump was written: {ended.err}"


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", sorted(CAUSES))
def test_cause(name: str, tmp_path: Path) -> None:
    out = tmp_path / "dump.jsonl"
    dumped(HERE / "stuck" / f"{name}.py", out, "1.5" if name == "timer_from_thread" else "0.5")
    assert out.stat().st_mode & 0o077 == 0, "a dump may hold secrets: only its owner may read it"
    ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(out))
    missing = [words for words in CAUSES[name] if words not in ended.out]
    assert not missing, f"the explanation does not say {missing}:\n{ended.out}{ended.err}"
    findings = ended.out.count("explain: ")
    assert findings == 1, f"{findings} findings for one cause:\n{ended.out}"


def test_the_tasks_of_trio(program, tmp_path: Path) -> None:
    pytest.importorskip("trio", reason="needs trio, which is not installed")
    text = """\
import trio
async def both(first, second):
    async with first:
        await trio.sleep(0.05)
        async with second:
            print("never")
async def main():
    recorder = minicoro.record()
    a, b = trio.Lock(), trio.Lock()
    async with trio.open_nursery() as group:
        group.start_soon(both, a, b, name="left")
        group.start_soon(both, b, a, name="right")
        group.start_soon(trio.sleep, 9, name="pause")
        await trio.sleep(0.3)
        await trio.to_thread.run_sync(recorder.dump, "dump.jsonl")
        group.cancel_scope.cancel()
trio.run(main)
"""
    run(CPYTHON, str(program("import minicoro\n" + text)), cwd=tmp_path)
    said = run(CPYTHON, "-m", "minicoro", "open", "--explain", "dump.jsonl", cwd=tmp_path, env={"COLUMNS": "300"}).out
    lines = [line.replace(str(tmp_path), "") for line in said.splitlines()]
    assert lines[2:] == [
        "       left at both, /program.py:6 → Lock.acquire (held by right)",
        lines[3],
        "       right at both, /program.py:6 → Lock.acquire (held by left)",
    ], said
    assert lines[3].startswith("       pause at sleep, "), said
    assert lines[1].startswith("     __main__.main at main, /program.py:16"), said


def test_what_the_program_cannot_do_is_no_advice() -> None:
    """It can notify its own condition, but not the one inside of a library's queue."""
    assert "call `notify()`" in what_ends([("Condition.wait", "Condition cond")])
    inside = what_ends([("Condition.wait", "Condition.wait of q._async_queue, in _AsyncQueueProxy.get")])
    assert "notify" not in inside and inside.startswith("find who should have used the object"), inside


BLOCKED = {
    "result_of_work": ["stands in main, in a call of Future.result", "result_of_work.py:19"],
    "joined_thread": ["stands in main, in a call of Thread.join", "joined_thread.py:17"],
    "event_with_limit": ["stands in Conn.wait_ready, in a call of Event.wait", "event_with_limit.py:23"],
    "slow_producer": ["stands in main, in a call of Queue.get", "slow_producer.py:22"],
    "lock_for_long": ["stands in main, and", "lock_for_long.py:25"],
}
"""Programs whose loop is blocked for some time, by a thread that waits for nobody."""


@pytest.mark.parametrize("name", sorted(BLOCKED))
def test_blocked_but_no_deadlock(name: str, tmp_path: Path) -> None:
    out = tmp_path / "dump.jsonl"
    dumped(HERE / "blocked" / f"{name}.py", out)
    ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(out))
    for words in ["explain: an event loop is blocked: its thread ", *BLOCKED[name]]:
        assert words in ended.out, ended.out + ended.err
    assert "deadlock" not in ended.out, ended.out


LISTED = {
    "surprising_cancel": [
        "worker-7 (Jobs.work) had ended, cancelled by monitor in monitor,",
        "surprising_cancel.py:21,",
    ],
    "lock_of_a_thread": [
        "explain: the work of a thread, for Task-1 (main), waits for threading.Lock lock; thread rebuilder holds it,",
        "and stands in rebuild, ",
    ],
    "lock_not_released": [
        "for Task-1 (main), waits for threading.Lock self.lock; who has acquired it is not known: the lock does not tell"
    ],
    "lock_in_another_module": [
        "threading.Lock lock; thread rebuilder holds it, and stands in rebuild, ",
        "guarded.py:11",
    ],
    "rlock_of_a_thread": ["threading.RLock self.lock; thread scanner holds it, and stands in Reg.walk, "],
    "pool_at_the_end": ["→ the end of the threads of the default pool", "stands in forever, ", "call of Event.wait"],
    "one_of_a_group": [
        "explain: no error is certain; nothing known could end these waits:\n     config (wait_config) at wait_config, ",
        "Event ev; no set() of it is recorded",
        "TaskGroup tg: config (wait_config) has not ended",
    ],
    "both_pipes_full": ["bytes wait until the child process reads; ", "wrote to its stdout, and asyncio reads no more"],
    "both_drain": ["have the two sides of one connection; each waits until the other reads", " bytes wait until "],
    "half_a_line": [
        "half_a_line.py:5 → StreamReader.readline of reader",
        "(4 bytes of it came, and it waits for more",
        "each waits for data from the other, and no other task runs",
    ],
    "unread_process": [
        "explain: Task-1 (main) waits for a child process whose output nobody reads: ",
        "Process.wait of p (the child process ",
        "nobody has read the ",
        " bytes that it wrote to its stdout, and asyncio reads no more",
    ],
    "busy_pool": [
        "explain: all 2 threads of a pool are busy, and work for Task-1 (main) waits for a free one:",
        "2 of them stand in blocked, ",
        "in a call of Event.wait without a time limit",
    ],
    "silent_thread": ["get-2 (Store.get) at", "work of a thread, which stands in Store.load, ", "silent_thread.py:10"],
}
"""Programs without a certain cause: the facts that the list of the tasks has to contain."""


@pytest.mark.parametrize("name", sorted(LISTED))
def test_listed(name: str, tmp_path: Path) -> None:
    out = tmp_path / "dump.jsonl"
    dumped(HERE / "stuck" / f"{name}.py", out, "1.5" if "pipe" in name or "process" in name else "0.5")
    ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(out))
    missing = [words for words in LISTED[name] if words not in ended.out]
    assert not missing, f"the explanation does not say {missing}:\n{ended.out}{ended.err}"


@pytest.mark.parametrize("name", sorted([path.stem for path in (HERE / "healthy").glob("*.py")]))
def test_a_healthy_program_is_not_accused(name: str, tmp_path: Path) -> None:
    out = tmp_path / "dump.jsonl"
    dumped(HERE / "healthy" / f"{name}.py", out)
    ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(out))
    assert ended.out.startswith(("explain: found nothing that blocks", "explain: no error is certain")), ended.out
    assert "rule: " not in ended.out, ended.out + ended.err


@pytest.mark.parametrize("name", sorted([path.stem for path in (HERE / "will_end").glob("*.py")]))
def test_a_wait_that_will_end_is_not_without_end(name: str, tmp_path: Path) -> None:
    """Each of these waits is ended later, by code that a reader of the program would find."""
    out = tmp_path / "dump.jsonl"
    dumped(HERE / "will_end" / f"{name}.py", out)
    ended = run(CPYTHON, "-m", "minicoro", "open", "--explain", str(out))
    assert ended.out.startswith("explain: found nothing that blocks the program"), ended.out + ended.err


def test_a_deadline_in_slots_is_seen() -> None:
    """As that of a cancel scope of anyio."""

    class Scope:
        __slots__ = ("_deadline",)

    scope = Scope()
    assert not has_deadline(scope)
    scope._deadline = 5.0
    assert has_deadline(scope)

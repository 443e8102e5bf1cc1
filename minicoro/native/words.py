"""The wait of a task of a dump in words, with the work of threads that it waits for."""

from collections import Counter

from minicoro.native.across import lock_in_words, lock_of, place_of, thread_in_words, waiting_method
from minicoro.native.facts import Facts, acquires, inside, is_of_pool, own_frames, several
from minicoro.native.state import UNREAD
from minicoro.native.threads import DOES, PROCESS, QUEUED
from minicoro.observe.stream import Event

_MOST = 5
_ON_THE_WAY = 0.1
"""Seconds after which bytes that were written to a connection of this machine have come."""


def wait_in_words(facts: Facts, wait: Event) -> str:
    """The wait of a task, in words."""
    if wait.get("leaf") == "ready":
        return "runs, or is ready to"
    tasks = [*wait.get("for", []), *(facts.holders(wait.get("thing", 0)) if acquires(wait) else ())]
    names = [facts.name(task) for task in dict.fromkeys(tasks)]
    what, wakes, others = _sides(facts, wait), wait.get("wakes_in"), several(names)
    limit = ", which a time limit ends" if wait.get("timed") else ""
    until = limit if wakes is None else f", which ends in {wakes:.3f} s" if wakes > 0 else ", which is over"
    if others and what == "task":
        return f"{others}{until}"
    if inside(wait, "BaseEventLoop.shutdown_default_executor"):
        return f"the end of the threads of the default pool{until}{_pool_threads(facts)}"
    if wait.get("work"):
        of = "" if what.partition(" ")[0] == "Future" else f"{what}{until}: "
        return f"{of}{_works(facts, wait['work'])}"
    if others and what == "wait":
        return f"wait for {others}{until}{_of_all(wait, len(names))}"
    if others and what.startswith(("gather", "TaskGroup", "wait (")):
        return f"{what}{until}: {others} {'has' if len(names) == 1 else 'have'} not ended{_of_all(wait, len(names))}"
    method = next(iter([name for name in ("put", "get", "join") if inside(wait, f"Queue.{name}")]), "")
    if method and not what.startswith("as_completed"):
        kind, _, name = what.partition(" ")
        return f"{kind}.{method}{f' of {name}' if name else ''}{until}"
    held = "Lock" in what or "Semaphore" in what or bool(wait.get("holders"))
    return f"{what}{f' (held by {others})' if others and held else f' of {others}' if others else ''}{until}"


def _sides(facts: Facts, wait: Event) -> str:
    """What a task waits for; if that is a connection whose other side is in this process, with the task that reads there."""
    what, ends = str(wait["what"]), wait.get("ends", [])
    for task, other in facts.waiting.items():
        if len(ends) == 2 and other.get("ends", []) == ends[::-1]:
            return what.replace(f"the other side is {ends[1]}", f"the other side is that of {facts.name(task)}")
    return what


def _of_all(wait: Event, unfinished: int) -> str:
    """How many tasks of a gather or a wait have ended; "" if it is not known."""
    count = wait.get("count", 0)
    ended = count - unfinished
    return f"; {ended} of {count} {'has' if ended == 1 else 'have'}" if ended > 0 else ""


def _works(facts: Facts, works: list[list[object]]) -> str:
    """What becomes of the works of executors, equal ones together."""
    counts = Counter([_work(facts, state, idents) for state, idents in works])  # type: ignore[arg-type]
    return "; ".join([f"{words}{f' ({times} times)' if times > 1 else ''}" for words, times in counts.items()])


def _work(facts: Facts, state: str, idents: list[int]) -> str:
    """What becomes of the work of an executor."""
    threads = [thread for thread in facts.threads if thread.get("thread") in idents]
    if state == DOES and threads:
        return f"work of a thread, which {_stand(facts, threads[0])}"
    if state == QUEUED:
        return "work that waits for a free thread of its pool"
    if state == PROCESS:
        return "work of a pool of processes"
    return "work for a thread or process; no thread of this process does it now"


def _stand(facts: Facts, thread: Event) -> str:
    """The line of a thread, and the call or lock that it waits for there."""
    lock, method = lock_of(facts, thread), waiting_method(facts, thread["frames"])
    own = own_frames(thread["frames"])
    place = f"a call of {thread['calls']}" if "calls" in thread and not own else place_of(thread["frames"])
    if lock is not None:
        return f"{f'stands in {place}, and ' if own else ''}waits for {lock_in_words(facts, thread, lock)}"
    of = f" of {facts.name(thread['task'])}" if "task" in thread else ""
    return f"stands in {place}" + (f", in a call of {method}{of} without a time limit" if method else "")


def _is_busy(thread: Event) -> bool:
    return any([frame[0] == "_WorkItem.run" for frame in thread["frames"]])


def _pool_threads(facts: Facts) -> str:
    """Where the threads of pools stand, in words; "" if none works."""
    busy = [thread for thread in facts.threads if is_of_pool(thread) and _is_busy(thread)]
    return "".join([f"; {thread_in_words(thread)} {_stand(facts, thread)}" for thread in busy[:_MOST]])


def full_pools(facts: Facts) -> list[str]:
    """The pools whose threads are all busy while work waits for a free thread, in words."""
    waiting: dict[tuple[int, ...], list[str]] = {}
    for task, wait in facts.waiting.items():
        for state, idents in wait.get("work", []):
            if state == QUEUED:
                waiting.setdefault(tuple(idents), []).append(facts.name(task))
    found = []
    for idents, names in waiting.items():
        threads = [thread for thread in facts.threads if thread.get("thread") in idents]
        if threads and all([_is_busy(thread) for thread in threads]):
            stands = Counter([_stand(facts, thread) for thread in threads])
            all_of = (
                "the only thread of a pool is" if len(threads) == 1 else f"all {len(threads)} threads of a pool are"
            )
            found.append(
                f"{all_of} busy, and work for {several(list(dict.fromkeys(names)))} waits for a free one:"
                + "".join(
                    [
                        f"\n     {times} of them {words.replace('stands', 'stand', 1) if times > 1 else words}"
                        for words, times in stands.items()
                    ]
                )
            )
    return found


def locks_of_threads(facts: Facts) -> list[str]:
    """The locks of `threading` that the threads wait for whose work tasks wait for, in words."""
    found: dict[str, list[str]] = {}
    for task, wait in facts.waiting.items():
        for state, idents in wait.get("work", []):
            for thread in [each for each in facts.threads if state == DOES and each.get("thread") in idents]:
                lock = lock_of(facts, thread)
                if lock is not None and lock.owner != 0:
                    found.setdefault(lock_in_words(facts, thread, lock), []).append(facts.name(task))
    return [
        f"the work of {'a thread' if len(names) == 1 else f'{len(names)} threads'}, for {several(list(dict.fromkeys(names)))}, waits for {words}"
        for words, names in found.items()
    ]


def unread_pipes(facts: Facts) -> list[str]:
    """The waits for child processes whose output nobody reads, in words."""
    return [
        f"{facts.name(task)} waits for a child process whose output nobody reads: {wait['what'].partition(' (')[2].removesuffix(')')}"
        for task, wait in facts.waiting.items()
        if UNREAD in wait["what"]
    ]


def two_sides(facts: Facts) -> list[str]:
    """The tasks that wait for each other to write, or to read, if they have the two sides of one connection, in words."""
    found = []
    for method, until in (
        ("StreamReader.", "for data from the other"),
        ("StreamWriter.drain", "until the other reads"),
    ):
        ends = {tuple(wait["ends"]): task for task, wait in facts.waiting.items() if _waits_in(wait, method)}
        pairs = [(task, ends[key[::-1]]) for key, task in ends.items() if key < key[::-1] in ends]
        known = [task for pair in pairs for task in pair]
        if len(known) + len(that_wait_for(facts, known)) == len(facts.waiting):  # else another task may write or read
            found += [
                f"{facts.name(one)} and {facts.name(other)} have the two sides of one connection; each waits {until}, and no other task runs"
                for one, other in pairs
            ]
    return found


def _waits_in(wait: Event, method: str) -> bool:
    """Whether a task has waited for a while in a method of a stream whose two sides are known."""
    known = len(wait.get("ends", [])) == 2 and wait["what"].startswith(method) and not wait.get("timed")
    return known and wait.get("leaf") != "ready" and float(wait.get("since", 1)) > _ON_THE_WAY


def that_wait_for(facts: Facts, tasks: list[int]) -> list[int]:
    """The other tasks that wait only for some of these, also through others, and without a time limit."""
    found: list[int] = []
    more = list(tasks)
    while more:
        known = {*tasks, *found}
        more = [
            task
            for task, wait in facts.waiting.items()
            if task not in known and wait.get("for") and not wait.get("timed") and known.issuperset(wait["for"])
        ]
        found += more
    return found


def waits_through_thread(facts: Facts, wait: Event) -> list[int]:
    """The tasks for whose results the threads wait, without a time limit, that do what a task waits for."""
    idents = [ident for state, idents in wait.get("work", []) if state == DOES for ident in idents]
    threads = [thread for thread in facts.threads if thread.get("thread") in idents and "task" in thread]
    return [int(thread["task"]) for thread in threads if waiting_method(facts, thread["frames"]) == "Future.result"]

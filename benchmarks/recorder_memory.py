"""Memory of a program during many recorded events: `python -m benchmarks.recorder_memory [MILLIONS]` (100 million events).

The program makes tasks, locks, semaphores, events, queues, timers, generators, exceptions and functions from texts all the
time.  Prints the resident memory after each twentieth of the events.  The memory rises and falls, because what the recorder
knows of objects that are gone is removed now and then.  Exit code 1 if the second half has a peak above that of the first.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import minicoro

_ROUND = 200
_MOST_GROWTH = 2.0


async def _numbers(count: int) -> AsyncIterator[int]:
    for number in range(count):
        yield number


async def _worker(queue: "asyncio.Queue[int]", lock: asyncio.Lock, limit: asyncio.Semaphore) -> int:
    total = 0
    async with limit:
        while not queue.empty():
            number = queue.get_nowait()
            async with lock:
                total += number
                await asyncio.sleep(0)
            queue.task_done()
    return total


async def _late(event: asyncio.Event) -> str:
    try:
        async with asyncio.timeout(0.0005):
            await event.wait()
    except TimeoutError as error:
        return f"late: {error}"
    return "in time"


async def _job(number: int) -> int:
    queue: asyncio.Queue[int] = asyncio.Queue()
    async for each in _numbers(5):
        queue.put_nowait(each)
    lock, limit, event = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event()
    timer = asyncio.get_running_loop().call_later(60, event.clear)
    workers = [asyncio.create_task(_worker(queue, lock, limit), name=f"worker {number}") for _ in range(2)]
    late = asyncio.create_task(_late(event))
    await asyncio.gather(*workers)
    if number % 2:
        event.set()
    await late
    timer.cancel()
    if not number % 10:  # functions that are made from a text
        names: dict[str, type] = {}
        exec(compile("class Made:\n    async def f(self):\n        return 1\n", "<made>", "exec"), names)
        return int(await names["Made"]().f())
    return number


async def _round(count: int) -> None:
    for number in range(count):
        await _job(number)


def _events_of_a_round() -> int:
    with minicoro.record(last=1_000_000) as recorder:
        asyncio.run(_round(_ROUND))
        return recorder.recorded()


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main(words: list[str]) -> int:
    """Run and print; return the exit code."""
    millions = float(words[0]) if words else 100.0
    events = _events_of_a_round()
    rounds = max(20, round(millions * 1e6 / events))
    samples: list[float] = []
    begun = time.perf_counter()
    with minicoro.record():
        for number in range(1, rounds + 1):
            asyncio.run(_round(_ROUND))
            if number * 20 // rounds > (number - 1) * 20 // rounds:
                samples.append(_megabytes())
                done = number * events / 1e6
                seconds = time.perf_counter() - begun
                print(f"{done:8.1f} million events  {seconds:7.0f} s  {samples[-1]:8.1f} MB", flush=True)
    half = len(samples) // 2
    growth = max(samples[half:]) - max(samples[:half])
    print(f"the peak of the second half is that of the first {growth:+.1f} MB")
    return 1 if growth > _MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A pool of workers that share one queue of jobs."""

import asyncio


async def worker(name: str, jobs: asyncio.Queue, results: dict) -> None:
    """Take jobs for ever. The pool ends its workers by cancelling them."""
    done = 0
    try:
        while True:
            number = await jobs.get()  # suspends while the queue is empty
            await asyncio.sleep(0.001 * (number % 3))  # stands for real work
            results[number] = number * number
            done += 1
            jobs.task_done()
    finally:
        # Cancellation is an exception, raised where the coroutine is suspended; so `finally` runs.
        print(f"{name} stops; it did some work: {done > 0}")


async def main() -> None:
    jobs: asyncio.Queue[int] = asyncio.Queue(maxsize=4)
    results: dict[int, int] = {}
    workers = [asyncio.create_task(worker(f"worker {i}", jobs, results)) for i in (1, 2, 3)]

    for number in range(12):
        await jobs.put(number)  # suspends while the queue is full: the pool sets the pace
    await jobs.join()  # until task_done() was called for every job
    print("all jobs done:", sorted(results.items()))

    for task in workers:
        task.cancel()
    outcomes = await asyncio.gather(*workers, return_exceptions=True)
    print([type(outcome).__name__ for outcome in outcomes])


asyncio.run(main())

"""Producers and consumers with locks: a bounded buffer on a Condition, and other ways to wait for each other."""

import asyncio


class Buffer:
    """What asyncio.Queue does, built from a Condition: a lock, and a place to wait for a change."""

    def __init__(self, size: int):
        self.items: list[str] = []
        self.size = size
        self.changed = asyncio.Condition()

    async def put(self, item: str) -> None:
        async with self.changed:
            # wait_for() releases the lock, suspends, and takes the lock again before it looks.
            await self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(item)
            self.changed.notify_all()

    async def get(self) -> str:
        async with self.changed:
            await self.changed.wait_for(lambda: self.items)
            item = self.items.pop(0)
            self.changed.notify_all()
            return item


async def produce(buffer: Buffer, name: str) -> None:
    for i in range(3):
        await buffer.put(f"{name}{i}")


async def consume(buffer: Buffer, taken: list[str]) -> None:
    while (item := await buffer.get()) != "stop":
        taken.append(item)


async def with_a_buffer() -> None:
    buffer, taken = Buffer(size=2), []
    consumer = asyncio.create_task(consume(buffer, taken))
    await asyncio.gather(produce(buffer, "a"), produce(buffer, "b"))
    await buffer.put("stop")
    await consumer
    print("taken:", sorted(taken), "| in order within a producer:", [t for t in taken if t[0] == "a"])


async def with_a_lock() -> None:
    """Without the lock, both tasks would read the balance before either writes it."""
    balance, lock = 100, asyncio.Lock()

    async def withdraw(amount: int) -> None:
        nonlocal balance
        async with lock:
            seen = balance
            await asyncio.sleep(0)
            balance = seen - amount

    await asyncio.gather(withdraw(10), withdraw(20), withdraw(30))
    print("balance:", balance)


async def with_a_semaphore() -> None:
    """At most two at a time."""
    inside = most = 0
    gate = asyncio.Semaphore(2)

    async def visit() -> None:
        nonlocal inside, most
        async with gate:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(6)))
    print("most at once:", most)


async def with_events_and_barriers() -> None:
    start, barrier = asyncio.Event(), asyncio.Barrier(3)

    async def runner(number: int) -> int:
        await start.wait()
        async with barrier:  # nobody goes on before all three are here
            return number

    runners = [asyncio.create_task(runner(number)) for number in range(3)]
    await asyncio.sleep(0)
    print("waiting for the start:", not any(task.done() for task in runners))
    start.set()
    print("finished:", await asyncio.gather(*runners))


async def main() -> None:
    await with_a_buffer()
    await with_a_lock()
    await with_a_semaphore()
    await with_events_and_barriers()


asyncio.run(main())

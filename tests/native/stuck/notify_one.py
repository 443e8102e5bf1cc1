"""A bounded buffer with one condition for both directions, and notify() instead of notify_all()."""
import asyncio


class Buffer:
    def __init__(self, size):
        self.items = []
        self.size = size
        self.changed = asyncio.Condition()

    async def put(self, item):
        async with self.changed:
            while len(self.items) >= self.size:
                await self.changed.wait()
            self.items.append(item)
            self.changed.notify()               # mistake: may wake another producer

    async def get(self):
        async with self.changed:
            while not self.items:
                await self.changed.wait()
            item = self.items.pop(0)
            self.changed.notify()
            return item


async def producer(buffer, name, n):
    for number in range(n):
        await buffer.put((name, number))


async def consumer(buffer, n):
    got = 0
    while got < n:
        await buffer.get()
        got += 1
    return got


async def main():
    buffer = Buffer(1)
    async with asyncio.TaskGroup() as group:
        for number in range(3):
            group.create_task(consumer(buffer, 4), name=f"consumer-{number}")
        for number in range(3):
            group.create_task(producer(buffer, f"p{number}", 4), name=f"producer-{number}")
    print("all got")


asyncio.run(main())

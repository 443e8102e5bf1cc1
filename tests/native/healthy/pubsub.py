import asyncio


class Hub:
    def __init__(self):
        self.subscribers = set()
        self.closed = asyncio.Event()

    async def subscribe(self):
        queue = asyncio.Queue(maxsize=10)
        self.subscribers.add(queue)
        try:
            while True:
                item = await queue.get()
                if item is None:
                    return
                yield item
        finally:
            self.subscribers.discard(queue)

    async def publish(self, item):
        for q in list(self.subscribers):
            await q.put(item)


async def subscriber(hub, name, seen):
    async for item in hub.subscribe():
        seen.append((name, item))


async def main(n):
    hub, seen = Hub(), []
    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(subscriber(hub, name, seen), name=f"sub-{name}")
        await asyncio.sleep(0)
        for i in range(n):
            await hub.publish(i)
            await asyncio.sleep(0.02)
        await hub.publish(None)
    print(len(seen) == 3 * n)


asyncio.run(main(1000))

import asyncio

class Transfer:
    def __init__(self):
        self.flushed = asyncio.Event()

    async def send(self):
        await asyncio.sleep(0.05)
        raise OSError("disk full")
        self.flushed.set()

    async def receive(self):
        try:
            await asyncio.sleep(3600)
        finally:
            await self.flushed.wait()  # BUG: the one that sets it has failed

    async def run(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.send(), name="send")
            group.create_task(self.receive(), name="receive")

asyncio.run(Transfer().run())

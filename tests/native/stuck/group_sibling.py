import asyncio

class Sync:
    async def upload(self):
        await asyncio.sleep(0.05)
        raise OSError("disk full")

    async def watch(self):
        while True:
            try:
                await asyncio.sleep(0.02)
            except asyncio.CancelledError:
                continue  # BUG

    async def run(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(self.upload(), name="upload")
            group.create_task(self.watch(), name="watch")

asyncio.run(Sync().run())

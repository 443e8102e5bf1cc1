import asyncio

class Server:
    def __init__(self):
        self.tasks = set()

    def spawn(self, coro, name):
        t = asyncio.create_task(coro, name=name)
        self.tasks.add(t)

    async def handle(self):
        await asyncio.sleep(0.02)
        await self.shutdown()

    async def shutdown(self):
        await asyncio.wait(self.tasks)  # BUG: contains the current task

async def main():
    s = Server()
    s.spawn(s.handle(), "handler")
    await s.shutdown()

asyncio.run(main())

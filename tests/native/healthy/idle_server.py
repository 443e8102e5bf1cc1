"""An idle server: clients connected and silent, a pool of workers idle, a to_thread pool idle, waits for shutdown."""

import asyncio


class Echo:
    def __init__(self):
        self.jobs = asyncio.Queue()
        self.stopping = asyncio.Event()
        self.limit = asyncio.Semaphore(2)
        self.cond = asyncio.Condition()

    async def handle(self, reader, writer):
        async with self.limit:
            while line := await reader.readline():
                await self.jobs.put(line)
                writer.write(line)
                await writer.drain()
        writer.close()

    async def work(self):
        while True:
            item = await self.jobs.get()
            await asyncio.to_thread(len, item)
            async with self.cond:
                self.cond.notify_all()
            self.jobs.task_done()

    async def watch(self):
        async with self.cond:
            while True:
                await self.cond.wait()

    async def run(self, seconds):
        workers = [asyncio.create_task(self.work(), name=f"w{i}") for i in range(2)]
        watcher = asyncio.create_task(self.watch(), name="watch")
        server = await asyncio.start_server(self.handle, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        r, w = await asyncio.open_connection("127.0.0.1", port)
        w.write(b"hello\n")
        print(await r.readline())
        asyncio.get_running_loop().call_later(seconds, self.stopping.set)
        await self.stopping.wait()
        w.close()
        server.close()
        for t in [*workers, watcher]:
            t.cancel()
        await asyncio.gather(*workers, watcher, return_exceptions=True)


asyncio.run(Echo().run(30))

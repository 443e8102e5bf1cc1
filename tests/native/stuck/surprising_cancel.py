import asyncio

class Jobs:
    def __init__(self):
        self.results = {}

    async def work(self, n):
        await asyncio.sleep(0.2)
        self.results[n].set_result(n)

    async def ask(self, n):
        future = self.results[n] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self.work(n), name=f"worker-{n}")
        self.task = task
        return await future  # waits for ever: the worker was cancelled

async def monitor():
    await asyncio.sleep(0.1)
    for task in asyncio.all_tasks():
        if task.get_name() == "worker-7":
            task.cancel()  # BUG
    while True:
        await asyncio.sleep(0.05)

async def main():
    jobs = Jobs()
    m = asyncio.create_task(monitor(), name="monitor")
    print(await jobs.ask(7))

asyncio.run(main())

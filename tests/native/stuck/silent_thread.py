import asyncio, threading
from concurrent.futures import ThreadPoolExecutor

class Store:
    def __init__(self):
        self.pool = ThreadPoolExecutor(2)
        self.ready = threading.Event()

    def load(self, key):
        self.ready.wait()  # BUG: nobody sets it
        return key

    async def get(self, key):
        return await asyncio.get_running_loop().run_in_executor(self.pool, self.load, key)

async def main():
    store = Store()
    async with asyncio.TaskGroup() as group:
        for n in range(3):
            group.create_task(store.get(n), name=f"get-{n}")

asyncio.run(main())

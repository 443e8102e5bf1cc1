import asyncio, threading, time
class Cache:
    def __init__(self):
        self.lock = threading.Lock()
        self.data = {}
    async def put(self, k, v):
        await asyncio.to_thread(self.lock.acquire)
        self.data[k] = v
        if v is None:
            return                      # BUG: not released
        self.lock.release()
async def main():
    c = Cache()
    await c.put("a", 1)
    await c.put("b", None)
    await c.put("c", 2)
asyncio.run(main())

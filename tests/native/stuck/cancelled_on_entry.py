import asyncio
class Conn:
    def __init__(self, slots): self.slots = slots
    async def __aenter__(self):
        await self.slots.acquire()
        await asyncio.sleep(0.02)
        return self
    async def __aexit__(self, *e):
        self.slots.release()
async def job(slots):
    async with Conn(slots):
        await asyncio.sleep(0.001)
async def main():
    slots = asyncio.Semaphore(1)
    try:
        await asyncio.wait_for(job(slots), 0.01)
    except TimeoutError:
        print("slow")
    await job(slots)
    print("done")
asyncio.run(main())

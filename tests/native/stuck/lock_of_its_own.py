import asyncio
class Account:
    def __init__(self): self.lock = asyncio.Lock(); self.value = 0
    async def add(self, n):
        async with self.lock: self.value += n
    async def twice(self, n):
        async with self.lock:
            await self.add(n)
async def main():
    await Account().twice(3)
asyncio.run(main())

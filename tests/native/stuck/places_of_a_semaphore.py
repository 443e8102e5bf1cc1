"""Semaphore nested: each of 3 tasks holds one place and needs a second for its sub-request."""
import asyncio
sem = asyncio.Semaphore(3)
async def sub(n):
    async with sem:
        await asyncio.sleep(0.001)
async def page(n):
    async with sem:
        await asyncio.sleep(0.01)
        await sub(n)
async def main():
    await asyncio.gather(*[page(n) for n in range(3)])
asyncio.run(main())

"""A gate that is closed for a pause."""

import asyncio


async def worker(gate, done):
    for n in range(3):
        await gate.wait()
        await asyncio.sleep(0.05)
        done.append(n)


async def main():
    gate, done = asyncio.Event(), []
    gate.set()
    task = asyncio.create_task(worker(gate, done), name="worker")
    await asyncio.sleep(0.06)
    gate.clear()  # an operator pauses
    await asyncio.sleep(5)
    gate.set()  # and resumes
    await task
    print(done)


asyncio.run(main())

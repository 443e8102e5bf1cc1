"""Shutdown: main waits for queue.join() after having cancelled the workers."""
import asyncio
async def worker(q):
    while True:
        x = await q.get()
        try:
            await asyncio.sleep(0.01)
        finally:
            q.task_done()
async def main():
    q = asyncio.Queue()
    for n in range(20):
        q.put_nowait(n)
    ws = [asyncio.create_task(worker(q), name=f"w{n}") for n in range(2)]
    await asyncio.sleep(0.035)
    for w in ws:
        w.cancel()
    await asyncio.gather(*ws, return_exceptions=True)
    await q.join()
    print("bye")
asyncio.run(main())

import asyncio
import threading


def run_other(ready):
    async def other():
        ready.loop = asyncio.get_running_loop()
        ready.stop = asyncio.Event()
        ready.set()
        await ready.stop.wait()

    asyncio.run(other())


async def work(n):
    await asyncio.sleep(0.05)
    return n


async def main():
    ready = threading.Event()
    t = threading.Thread(target=run_other, args=(ready,))
    t.start()
    await asyncio.to_thread(ready.wait)
    for n in range(20):
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(n), ready.loop))
    ready.loop.call_soon_threadsafe(ready.stop.set)
    await asyncio.to_thread(t.join)


asyncio.run(main())

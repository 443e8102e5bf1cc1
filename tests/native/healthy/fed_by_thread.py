import asyncio
import threading
import time


def feed(loop, q):
    for i in range(15):
        time.sleep(0.1)
        loop.call_soon_threadsafe(q.put_nowait, i)
    loop.call_soon_threadsafe(q.put_nowait, None)


async def main():
    q = asyncio.Queue()
    threading.Thread(target=feed, args=(asyncio.get_running_loop(), q), daemon=True).start()
    while await q.get() is not None:
        pass


asyncio.run(main())

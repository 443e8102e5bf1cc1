"""A coroutine waits for an item of a thread that makes one each second."""

import asyncio
import queue
import threading

items, stop = queue.Queue(), threading.Event()


def produce():
    for number in range(5):
        stop.wait(1)
        items.put(number)


threading.Thread(target=produce, daemon=True).start()


async def main():
    await asyncio.sleep(0.01)
    for _ in range(5):
        print(items.get())


asyncio.run(main())

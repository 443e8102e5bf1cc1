"""A coroutine waits for the end of a thread that is slow."""

import asyncio
import threading
import time


def copy():
    for _ in range(50):
        time.sleep(0.1)


async def main():
    await asyncio.sleep(0.01)
    thread = threading.Thread(target=copy)
    thread.start()
    thread.join()
    print("joined")


asyncio.run(main())

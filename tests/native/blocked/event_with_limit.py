"""A coroutine waits in an event of a thread with a time limit, while an idle thread waits for work."""

import asyncio
import queue
import threading

jobs = queue.Queue()


def logger():
    while True:
        jobs.get()


threading.Thread(target=logger, daemon=True).start()


class Conn:
    def __init__(self):
        self.ready = threading.Event()

    def wait_ready(self):
        return self.ready.wait(timeout=3)  # blocks the loop, ends by itself


async def main():
    await asyncio.sleep(0.01)
    print(Conn().wait_ready())


asyncio.run(main())

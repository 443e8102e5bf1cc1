"""Two objects have a lock each.  The thread that is in the `with` of the other lock must not be blamed."""

import asyncio
import threading
import time


class Cache:
    def __init__(self):
        self.lock = threading.Lock()

    def compact(self):
        with self.lock:
            time.sleep(30)

    async def get(self):
        with self.lock:
            return 1


async def main():
    one, other = Cache(), Cache()
    threading.Thread(target=other.compact, name="of-other", daemon=True).start()
    threading.Thread(target=one.compact, name="of-one", daemon=True).start()
    await asyncio.sleep(0.05)
    await one.get()


asyncio.run(main())

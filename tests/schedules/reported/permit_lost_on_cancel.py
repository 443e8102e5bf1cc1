"""agronholm/anyio, pull request 388: acquire() is cancelled after its event was set; the permit is lost."""

import asyncio


class Semaphore:
    def __init__(self, value):
        self.value = value
        self.waiters = []

    async def acquire(self):
        if self.value:
            self.value -= 1
            return
        event = asyncio.Event()
        self.waiters.append(event)
        try:
            await event.wait()
        except BaseException:
            if not event.is_set():
                self.waiters.remove(event)
            raise

    def release(self):
        if self.waiters:
            self.waiters.pop(0).set()
        else:
            self.value += 1


async def use(permits):
    await permits.acquire()
    await asyncio.sleep(0)
    permits.release()


async def main():
    permits = Semaphore(1)
    tasks = [asyncio.create_task(use(permits)) for _ in range(2)]
    for _ in range(2):
        await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    assert permits.value == 1, "a permit is lost"

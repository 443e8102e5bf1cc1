"""A waiter looks, and waits later: the wake-up between the two is lost."""

import asyncio


class Signal:
    """Wakes those who wait now, and nobody else."""

    def __init__(self):
        self.is_set = False
        self.waiters = []

    def set(self):
        self.is_set = True
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self):
        if not self.is_set:
            await asyncio.sleep(0)
            waiter = asyncio.get_running_loop().create_future()
            self.waiters.append(waiter)
            await waiter

    async def wait_well(self):
        await asyncio.sleep(0)
        if not self.is_set:
            waiter = asyncio.get_running_loop().create_future()
            self.waiters.append(waiter)
            await waiter


async def setter(signal):
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    signal.set()


async def bug():
    signal = Signal()
    await asyncio.gather(signal.wait(), setter(signal))


async def repair():
    signal = Signal()
    await asyncio.gather(signal.wait_well(), setter(signal))

"""MagicStack/asyncpg, pull request 548: a caller is cancelled when its connection has already been acquired for it; nobody gives it back."""

import asyncio


class Pool:
    def __init__(self):
        self.free = ["connection"]

    async def take(self):
        connection = self.free.pop()
        await asyncio.sleep(0)
        return connection

    async def acquire(self):
        taking = asyncio.ensure_future(self.take())
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            if not taking.done():
                await taking
                self.free.append("connection")
            raise


async def use(pool):
    connection = await pool.acquire()
    pool.free.append(connection)


async def main():
    pool = Pool()
    task = asyncio.create_task(use(pool))
    for _ in range(2):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert pool.free, "the connection has leaked"

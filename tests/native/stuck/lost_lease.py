"""A session whose clean-up in finally is cut short by a second cancellation; the lease is never returned."""
import asyncio


class Leases:
    def __init__(self, n):
        self.free = asyncio.Queue()
        for number in range(n):
            self.free.put_nowait(number)

    async def take(self):
        return await self.free.get()

    async def give_back(self, lease):
        await asyncio.sleep(0.02)           # tells the server
        self.free.put_nowait(lease)


async def session(leases, name):
    lease = await leases.take()
    try:
        await asyncio.sleep(1)
    finally:
        await leases.give_back(lease)       # mistake: a second cancel() cuts this short


async def main():
    leases = Leases(1)
    first = asyncio.create_task(session(leases, "first"), name="first")
    await asyncio.sleep(0.01)
    first.cancel()                          # the client hangs up
    await asyncio.sleep(0.005)
    first.cancel()                          # and the server's shutdown of this connection
    await asyncio.wait([first])
    second = asyncio.create_task(session(leases, "second"), name="second")
    done, pending = await asyncio.wait([second], timeout=None)
    print("second", done)


asyncio.run(main())

"""Two tasks close a connection, and both find it open."""

import asyncio


class Connection:
    def __init__(self):
        self.open = True
        self.closed = 0

    async def close(self):
        if self.open:
            await asyncio.sleep(0)
            self.open = False
            self.closed += 1

    async def close_once(self):
        if self.open:
            self.open = False
            self.closed += 1
            await asyncio.sleep(0)


async def twice(close):
    connection = Connection()
    await asyncio.gather(close(connection), close(connection))
    assert connection.closed == 1, "closed twice"


async def bug():
    await twice(Connection.close)


async def repair():
    await twice(Connection.close_once)

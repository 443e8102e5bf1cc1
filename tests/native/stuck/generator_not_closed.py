import asyncio


class Connection:
    def __init__(self):
        self.lock = asyncio.Lock()

    async def rows(self):
        async with self.lock:
            for number in range(10):
                await asyncio.sleep(0)
                yield number


async def first(connection, keep):
    rows = connection.rows()
    keep.append(rows)
    async for row in rows:
        if row == 2:
            return row


async def main():
    connection, keep = Connection(), []
    print(await first(connection, keep))
    print(await first(connection, keep))


asyncio.run(main())

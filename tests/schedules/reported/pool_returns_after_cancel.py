"""psycopg/psycopg, issue 1275: a client of the pool that is cancelled while it gets a connection returns it all the same."""

import asyncio


class WaitingClient:
    def __init__(self):
        self.connection = self.error = None
        self.event = asyncio.Event()

    async def wait(self):
        try:
            await self.event.wait()
        except asyncio.CancelledError as error:
            self.error = error
        if self.connection:
            return self.connection
        raise self.error

    def give(self, connection):
        self.connection = connection
        self.event.set()


async def give(client):
    client.give("connection")


async def cancel(task):
    task.cancel()


async def main():
    client = WaitingClient()
    task = asyncio.create_task(client.wait())
    await asyncio.sleep(0)
    await asyncio.gather(give(client), cancel(task))
    await asyncio.wait([task])

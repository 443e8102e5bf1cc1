"""The event and the lock are given back by a protocol's methods, which only its transport calls."""

import asyncio


class Peer(asyncio.Protocol):
    def __init__(self):
        self.data = asyncio.Event()
        self.free = asyncio.Lock()

    def data_received(self, data):
        self.data.set()

    def connection_lost(self, error):
        self.free.release()


async def heartbeat():
    while True:
        await asyncio.sleep(0.05)


async def reads(peer):
    await peer.data.wait()


async def waits(peer):
    await peer.free.acquire()
    async with peer.free:
        pass


async def silent(reader, writer):
    await asyncio.sleep(1000)


async def main():
    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    _, peer = await asyncio.get_running_loop().create_connection(Peer, *server.sockets[0].getsockname()[:2])
    beats = asyncio.create_task(heartbeat())
    await asyncio.gather(reads(peer), waits(peer))
    beats.cancel()


asyncio.run(main())

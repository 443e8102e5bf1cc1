"""Lines echoed over a connection on the loopback interface."""

import asyncio

GROUP = "asyncio"


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def talk(port, count):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    received = 0
    for number in range(count):
        writer.write(b"line %d\n" % number)
        await writer.drain()
        received += len(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return received


async def main(count):
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        return await talk(server.sockets[0].getsockname()[1], count)


def bench(n):
    return asyncio.run(main(n))

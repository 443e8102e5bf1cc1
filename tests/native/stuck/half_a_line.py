import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(b"ok " + line)
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    writer.write(b"quit")
    print(await reader.readline())


asyncio.run(main())

"""A group of tasks that run as long as the service: main waits for consumers and a heartbeat on purpose."""

import asyncio


async def consume(queue):
    while True:
        await queue.get()


async def beat():
    while True:
        await asyncio.sleep(0.05)


async def main():
    queue = asyncio.Queue()

    async def handle(reader, writer):
        await queue.put(await reader.read())
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server, asyncio.TaskGroup() as group:
        group.create_task(consume(queue), name="consumer")
        group.create_task(beat(), name="beat")
        await asyncio.sleep(0.01)
        group.create_task(server.serve_forever(), name="server")


asyncio.run(main())

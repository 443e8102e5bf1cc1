"""A small HTTP server on loopback; prints its port. GET /memory answers with the megabytes that the process holds."""

import asyncio
import os
import socket


def megabytes():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1048576


def listening():
    """A socket of TCP by name: asyncio switches the delay of small packets off for such ones only."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind(("127.0.0.1", 0))
    made.listen(100)
    return made


class Request:
    def __init__(self, method, path, headers):
        self.method, self.path, self.headers = method, path, headers


async def requests(reader):
    while line := await reader.readline():
        method, path, _ = line.decode().split()
        headers = {}
        while (line := await reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        yield Request(method, path, headers)


async def pieces(request):
    if request.path == "/memory":
        yield f"{megabytes():.2f}"
        return
    for n in range(10):
        await asyncio.sleep(0)
        yield f"piece {n} for {request.headers.get('host')}\n"


async def answer(reader, writer):
    try:
        async for request in requests(reader):
            body = "".join([piece async for piece in pieces(request)]).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())

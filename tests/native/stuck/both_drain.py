"""server writes a big answer; client reads only after its own big request was sent: both drain."""
import asyncio
async def serve(r, w):
    while True:
        chunk = await r.read(65536)
        if not chunk: break
        w.write(chunk * 4); await w.drain()
async def main():
    s = await asyncio.start_server(serve, "127.0.0.1", 0)
    r, w = await asyncio.open_connection(*s.sockets[0].getsockname()[:2])
    for _ in range(200):
        w.write(b"x" * 65536); await w.drain()
    print(len(await r.readexactly(10)))
asyncio.run(main())

"""An aiohttp application, in pure Python, on loopback; prints its port."""

import asyncio
import os

os.environ["AIOHTTP_NO_EXTENSIONS"] = "1"

from aiohttp import web

from benchmarks.endurance.server import listening, megabytes


async def pieces(request):
    body = []
    for n in range(10):
        await asyncio.sleep(0)
        body.append(f"piece {n} for {request.headers.get('host')}\n")
    return web.Response(text="".join(body))


async def memory(request):
    return web.Response(text=f"{megabytes():.2f}")


app = web.Application()
app.add_routes([web.get("/", pieces), web.get("/memory", memory)])
opened = listening()
print(opened.getsockname()[1], flush=True)
web.run_app(app, sock=opened, print=None, access_log=None)

"""A Starlette application under uvicorn on loopback; prints its port. ``python starlette_server.py LOOP``: asyncio or uvloop."""

import asyncio
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from benchmarks.endurance.server import listening, megabytes


class Named(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["X-Served-By"] = "starlette"
        return response


async def pieces(request):
    body = []
    for n in range(10):
        await asyncio.sleep(0)
        body.append(f"piece {n} for {request.headers.get('host')}\n")
    return PlainTextResponse("".join(body))


async def memory(request):
    return PlainTextResponse(f"{megabytes():.2f}")


async def stream(request):
    async def lines():
        for n in range(10):
            yield f"line {n}\n"
            await asyncio.sleep(0)

    return StreamingResponse(lines(), media_type="text/plain")


routes = [Route("/", pieces), Route("/memory", memory), Route("/stream", stream)]
app = Starlette(routes=routes, middleware=[Middleware(Named)])
opened = listening()
print(opened.getsockname()[1], flush=True)
config = uvicorn.Config(app, loop=sys.argv[1], http="h11", log_level="critical", access_log=False)
uvicorn.Server(config).run([opened])

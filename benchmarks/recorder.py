"""What the flight recorder costs: `python -m benchmarks.recorder [REQUESTS] [ROUNDS]`, with aiohttp, or starlette and uvicorn.

Nanoseconds an event of a program that does nothing but await, and the CPU time of a server on loopback, with the recorder
over without, rounds by turns in one process.  CPU time: other programs of the machine do not count.  The client is a process
of its own, so that only the server is measured; a second line has aiohttp's server and aiohttp's client in one program.
"""

import asyncio
import contextlib
import itertools
import json
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.util import find_spec

import minicoro

_AWAITS = 20_000
_EVENTS_AN_AWAIT = 6
_CLIENT = """\
import asyncio, sys
REQUEST = b"GET " + sys.argv[3].encode() + b" HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n"
async def one(port, count):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        writer.write(REQUEST)
        head = await reader.readuntil(b"\\r\\n\\r\\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\\r\\n")[0])
        await reader.readexactly(length)
    writer.close()
async def main(port, count):
    await asyncio.gather(*[one(port, count // 8) for _ in range(8)])
asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
"""


async def _nothing() -> None:
    await asyncio.sleep(0)


async def _awaits() -> None:
    for _ in range(_AWAITS):
        await _nothing()


def _seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def an_event(rounds: int = 9) -> float:
    """Nanoseconds an event, the median of the rounds."""
    found = []
    for _ in range(rounds):
        without = _seconds(lambda: asyncio.run(_awaits()))
        with minicoro.record():
            recorded = _seconds(lambda: asyncio.run(_awaits()))
        found.append((recorded - without) / (_AWAITS * _EVENTS_AN_AWAIT) * 1e9)
    return statistics.median(found)


_PRICES = {str(number): number * 1.1 for number in range(200)}


async def _load(pool: asyncio.Semaphore, number: int, limit: int) -> str:
    async with pool:
        await asyncio.sleep(0)
        return json.dumps([{"id": each, "of": number, "price": _PRICES[str(each)]} for each in range(limit)])


@contextlib.asynccontextmanager
async def _aiohttp() -> AsyncIterator[int]:
    """A server of aiohttp; its port."""
    from aiohttp import web

    pool = asyncio.Semaphore(20)

    async def orders(request: web.Request) -> web.Response:
        found = await _load(pool, int(request.match_info["number"]), int(request.query["limit"]))
        return web.Response(text=found, content_type="application/json")

    async def hello(request: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_get("/orders/{number}", orders)
    app.router.add_get("/hello", hello)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield runner.addresses[0][1]
    await runner.cleanup()


@contextlib.asynccontextmanager
async def _starlette() -> AsyncIterator[int]:
    """A server of starlette, on uvicorn; its port."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    pool = asyncio.Semaphore(20)

    async def orders(request: Request) -> Response:
        found = await _load(pool, int(request.path_params["number"]), int(request.query_params["limit"]))
        return Response(found, media_type="application/json")

    async def hello(request: Request) -> Response:
        return PlainTextResponse("hello")

    app = Starlette(routes=[Route("/orders/{number}", orders), Route("/hello", hello)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False, loop="asyncio"))
    server.install_signal_handlers = lambda: None
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await serving


_SERVERS = {"aiohttp": _aiohttp, "starlette": _starlette}


async def _server(name: str, requests: int, rounds: int, path: str) -> tuple[list[float], float]:
    """The ratio of each round, and microseconds of CPU time a request."""
    async with _SERVERS[name]() as port:
        return await _compared(port, requests, rounds, path)


async def _compared(port: int, requests: int, rounds: int, path: str) -> tuple[list[float], float]:
    async def ask(count: int) -> float:
        client = await asyncio.create_subprocess_exec(sys.executable, "-c", _CLIENT, str(port), str(count), path)
        before = time.process_time()
        if await client.wait():
            raise SystemExit("the client failed")
        return time.process_time() - before

    return await _ratios(ask, requests, rounds)


async def _ratios(ask: Callable[[int], Awaitable[float]], requests: int, rounds: int) -> tuple[list[float], float]:
    """The ratio of each round, and microseconds of CPU time a request.  ask: make requests, return the seconds."""

    async def cost() -> float:
        await ask(400)  # CPython adapts its code anew after each start and stop of a recording
        return await ask(requests)

    ratios, costs = [], []
    await cost()
    for number in range(rounds):
        first = minicoro.record() if number % 2 else contextlib.nullcontext()
        with first:
            one = await cost()
        with contextlib.nullcontext() if number % 2 else minicoro.record():
            other = await cost()
        ratios.append(one / other if number % 2 else other / one)
        costs.append((other if number % 2 else one) / requests * 1e6)
    return sorted(ratios), statistics.median(costs)


async def _both(requests: int, rounds: int, path: str) -> tuple[list[float], float]:
    """As `_server`, of aiohttp's server and eight clients of aiohttp in this process."""
    import aiohttp

    async with _aiohttp() as port, aiohttp.ClientSession() as session:

        async def client(count: int) -> None:
            for _ in range(count):
                async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                    await response.read()

        async def ask(count: int) -> float:
            before = time.process_time()
            await asyncio.gather(*[client(count // 8) for _ in range(8)])
            return time.process_time() - before

        return await _ratios(ask, requests, rounds)


def main(words: list[str]) -> None:
    """Print both figures."""
    requests, rounds = [int(word) for word in words] or [4000, 15]
    version = ".".join([str(part) for part in sys.version_info[:3]])
    print(f"{version}: {an_event():.0f} ns an event")
    installed = [name for name in _SERVERS if find_spec(name)]
    for name, path in itertools.product(installed, ("/hello", "/orders/7?limit=100")):
        _print(version, name, path, *asyncio.run(_server(name, requests, rounds, path)))
    for path in ("/hello", "/orders/7?limit=100") if "aiohttp" in installed else ():
        _print(version, "aiohttp with its client", path, *asyncio.run(_both(requests // 2, rounds, path)))


def _print(version: str, name: str, path: str, ratios: list[float], cost: float) -> None:
    print(
        f"{version}: {name}, GET {path} ({cost:.0f} µs of CPU a request), recorder on/off "
        f"{statistics.median(ratios):.3f} (quartiles {ratios[len(ratios) // 4]:.3f} to {ratios[-len(ratios) // 4]:.3f})",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])

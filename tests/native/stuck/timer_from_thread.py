import asyncio
import threading


async def main():
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    threading.Timer(0.05, loop.call_later, (0.01, over.set)).start()
    await over.wait()


asyncio.run(main())

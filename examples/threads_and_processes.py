"""Work outside the event loop: a blocking function in a thread, a subprocess, and a thread that calls back."""

import asyncio
import sys
import threading
import time


def blocking(seconds: float) -> str:
    """Code that would stop the whole loop if it were called in it."""
    time.sleep(seconds)
    return "main thread" if threading.current_thread() is threading.main_thread() else "other thread"


async def in_a_thread() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.005)

    ticker = asyncio.create_task(tick())
    where = await asyncio.to_thread(blocking, 0.1)
    ticker.cancel()
    print(f"ran in: {where}; the loop went on meanwhile: {ticks > 1}")


async def in_a_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import sys; print(sys.stdin.read()[::-1]); sys.exit(3)",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate(b"stressed")
    print("the process wrote:", output.decode().strip(), "and ended with", process.returncode)


async def called_back() -> None:
    """A thread may not touch the loop's objects; it hands a call over, or a whole coroutine."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def double(value: int) -> int:
        await asyncio.sleep(0)
        return value * 2

    def other_thread() -> None:
        doubled = asyncio.run_coroutine_threadsafe(double(21), loop).result()
        loop.call_soon_threadsafe(future.set_result, doubled)

    thread = threading.Thread(target=other_thread)
    thread.start()
    print("from the thread:", await future)
    thread.join()


async def main() -> None:
    await in_a_thread()
    await in_a_process()
    await called_back()


asyncio.run(main())

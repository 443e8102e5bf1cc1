import asyncio
import signal


async def main():
    loop, alarm = asyncio.get_running_loop(), asyncio.Event()
    signal.signal(signal.SIGALRM, lambda *_: loop.call_soon_threadsafe(alarm.set))
    signal.setitimer(signal.ITIMER_REAL, 5)
    await alarm.wait()


asyncio.run(main())

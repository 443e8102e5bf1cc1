import asyncio
import threading


def feed(loop, future):
    {}["missing"]  # BUG: the thread ends before it sets the result
    loop.call_soon_threadsafe(future.set_result, 1)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    threading.Thread(target=int, name="other").start()
    threading.Thread(target=feed, args=(loop, future), name="feeder").start()
    print(await future)


threading.excepthook = lambda args: None  # the dump names the error all the same
asyncio.run(main())

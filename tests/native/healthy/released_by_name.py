import asyncio
import sys


def finish(name):
    getattr(sys.modules[__name__], name).release()


async def main():
    global lock
    lock = asyncio.Lock()
    await lock.acquire()
    asyncio.get_running_loop().call_later(5, finish, "lock")
    await lock.acquire()


asyncio.run(main())

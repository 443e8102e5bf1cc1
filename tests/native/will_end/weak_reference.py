import asyncio
import weakref

SESSIONS = {}


class Session:
    def __init__(self):
        self.woken = asyncio.Event()


def wake(name):
    SESSIONS[name]().woken.set()


async def main():
    session = Session()
    SESSIONS["a"] = weakref.ref(session)
    asyncio.get_running_loop().call_later(5, wake, "a")
    await session.woken.wait()


asyncio.run(main())

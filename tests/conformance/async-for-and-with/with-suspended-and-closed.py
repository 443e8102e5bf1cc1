# ---
# description: Closing a coroutine that is suspended in an async with awaits the exit.
# rule: async-with/order
# features: [async-with, coroutine, types-coroutine]
# ---

import types


@types.coroutine
def pause():
    yield


class M:
    async def __aenter__(self):
        pass

    async def __aexit__(self, kind, error, tb):
        print(kind.__name__)


async def main():
    async with M():
        await pause()


c = main()
c.send(None)
c.close()

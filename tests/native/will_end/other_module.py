import asyncio
import sys
import types

sys.modules["state"] = state = types.ModuleType("state")


def late():
    import state

    state.ready.set()


async def main():
    state.ready = asyncio.Event()
    asyncio.get_running_loop().call_later(5, late)
    await state.ready.wait()


asyncio.run(main())

"""An item of an asynchronous generator is wrapped when a trace or profile function is told of it; an awaited value is not."""

import asyncio
import sys

told = []


def watch(frame, event, arg):
    if event == "return" and frame.f_code.co_name in ("items", "nested"):
        told.append((frame.f_code.co_name, type(arg).__name__))
    return watch


async def items():
    yield 1
    await asyncio.sleep(0)
    async for item in nested():
        yield item


async def nested():
    yield "a"


async def main():
    return [item async for item in items()]


for set_watch in sys.setprofile, sys.settrace:
    set_watch(watch)
    asyncio.run(main())
    set_watch(None)
    print(set_watch.__name__, told)
    told.clear()

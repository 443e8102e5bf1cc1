# ---
# description: contextlib.aclosing closes the generator when break leaves the loop.
# rule: async-for/break
# features: [async-for, coroutine, async-generator, asyncio]
# min-python: 3.10
# ---

import asyncio
import contextlib


async def a():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(0)
        print("finally")


async def main():
    async with contextlib.aclosing(a()) as agen:
        async for _ in agen:
            break
    print("after")


asyncio.run(main())

# ---
# description: Two tasks over one asynchronous generator: the second fails.
# rule: async-generator/already-running
# features: [async-generator, asyncio, messages]
# ---

import asyncio


async def a():
    for n in range(3):
        await asyncio.sleep(0)
        yield n


async def consume(agen):
    return [n async for n in agen]


async def main():
    agen = a()
    print(await asyncio.gather(consume(agen), consume(agen), return_exceptions=True))


asyncio.run(main())

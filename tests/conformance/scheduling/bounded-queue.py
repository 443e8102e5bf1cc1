# ---
# description: Producers and consumers over a bounded queue.
# rule: scheduling/ready-queue
# features: [asyncio]
# ---

import asyncio


async def produce(queue):
    for n in range(4):
        await queue.put(n)
        print("put", n)
    await queue.put(None)


async def consume(queue):
    while (n := await queue.get()) is not None:
        print("got", n)


async def main():
    queue = asyncio.Queue(1)
    await asyncio.gather(produce(queue), consume(queue))


asyncio.run(main())

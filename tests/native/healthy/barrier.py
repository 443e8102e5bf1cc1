import asyncio


async def party(barrier, n):
    for _ in range(400):
        await asyncio.sleep(0.002 * n)
        async with barrier as position:
            if position == 0:
                await asyncio.sleep(0.005)


async def main():
    barrier = asyncio.Barrier(4)
    async with asyncio.TaskGroup() as group:
        for n in range(4):
            group.create_task(party(barrier, n))


asyncio.run(main())

import asyncio


async def transfer(first, second):
    async with first:
        await asyncio.sleep(0.01)
        async with second:
            return "done"


async def main():
    checking, savings = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(transfer(checking, savings), transfer(savings, checking))


asyncio.run(main())

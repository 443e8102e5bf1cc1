import asyncio

lock = asyncio.Lock()


async def grab():
    await lock.acquire()  # BUG: nobody releases it


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    kept = asyncio.create_task(grab(), name="first")
    async with lock:
        print(kept)


asyncio.run(main())

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(5, future.set_result, 1)
    await future


asyncio.run(main())

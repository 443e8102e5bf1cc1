import asyncio


async def ask(answer):
    return await answer


async def tidy(timers):
    await asyncio.sleep(0.01)
    for timer in timers:
        timer.cancel()


async def main():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    timers = [loop.call_later(0.1, answer.set_result, None)]
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(ask(answer), name="asker")
        tasks.create_task(tidy(timers), name="tidy")


asyncio.run(main())

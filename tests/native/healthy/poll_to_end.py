"""A loop that polls until a job is done, which the program waits for later."""

import asyncio


async def poll(job):
    while job["left"]:
        await asyncio.sleep(0.1)
        job["left"] -= 1
    return "finished"


async def main():
    job = {"left": 60}
    task = asyncio.create_task(poll(job), name="poll")
    await asyncio.sleep(0.35)  # tells the user, and so on
    print(await task)


asyncio.run(main())

# ---
# description: An awaited task raises the exception that has ended it.
# rule: schedules/never-retrieved
# features: [asyncio]
# ---

import asyncio

async def fail(): raise ValueError("lost unless awaited")

async def main():
    task = asyncio.create_task(fail())
    try:
        await task
    except ValueError as error:
        print(error)

asyncio.run(main())

# ---
# description: The result of a thread comes to the coroutine that awaits it.
# rule: schedules/threads-any-time
# features: [asyncio]
# ---

import asyncio

async def main():
    print(await asyncio.to_thread(lambda: "from a thread"))

asyncio.run(main())

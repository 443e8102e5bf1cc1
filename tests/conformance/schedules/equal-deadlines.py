# ---
# description: Two timers with the same deadline both fire.
# rule: schedules/equal-deadlines
# features: [asyncio]
# ---

import asyncio

async def main():
    await asyncio.gather(asyncio.sleep(0.01), asyncio.sleep(0.01))
    print("done")

asyncio.run(main())

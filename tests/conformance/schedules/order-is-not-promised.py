# ---
# description: gather starts its tasks in the order of its arguments.
# rule: schedules/order-is-not-promised
# features: [asyncio]
# ---

import asyncio

async def say(word): print(word)

async def main():
    await asyncio.gather(say("a"), say("b"))

asyncio.run(main())

# ---
# description: An update over an await is lost.
# rule: schedules/await-is-a-gap
# features: [asyncio]
# ---

import asyncio

balance = 0

async def deposit():
    global balance
    old = balance
    await asyncio.sleep(0)
    balance = old + 1

async def main():
    await asyncio.gather(deposit(), deposit())
    print(balance)

asyncio.run(main())

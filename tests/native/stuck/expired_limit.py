import asyncio
async def poll():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        await asyncio.Event().wait()
async def main():
    try:
        await asyncio.wait_for(poll(), 0.02)
    except TimeoutError: print("limit")
asyncio.run(main())

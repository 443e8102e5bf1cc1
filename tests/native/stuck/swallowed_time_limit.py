"""A time limit is set, but the work in it swallows it: timeout then loop."""
import asyncio
async def poll():
    while True:
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            print("interrupted; again")
async def main():
    try:
        async with asyncio.timeout(0.02):
            await poll()
    except TimeoutError:
        print("limit")
asyncio.run(main())

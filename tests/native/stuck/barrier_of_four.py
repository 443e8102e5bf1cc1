"""A barrier for 4 workers; one worker fails before it comes."""
import asyncio
async def worker(b, n, errors):
    try:
        await asyncio.sleep(0.01 * n)
        if n == 2:
            raise ValueError("no data for shard 2")
        await b.wait()
        print("phase 2", n)
    except ValueError as e:
        errors.append(e)
async def main():
    errors = []
    b = asyncio.Barrier(4)
    await asyncio.gather(*[worker(b, n, errors) for n in range(4)])
    print(errors)
asyncio.run(main())

"""Many tasks at once; prints the kilobytes of memory at most and what the tasks have made."""

import asyncio
import json
import resource
import sys


async def work(n):
    await asyncio.sleep(0)
    try:
        await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
    return n


async def main(count):
    return sum(await asyncio.gather(*[work(n) for n in range(count)]))


total = asyncio.run(main(int(sys.argv[1])))
print(json.dumps({"total": total, "megabytes at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))

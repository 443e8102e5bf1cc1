"""Many threads, each with an event loop, generators and an error of its own; prints what they have made."""

import asyncio
import json
import sys
import threading

results = {}


def numbers(count):
    try:
        for n in range(count):
            yield n
    finally:
        results["closed", threading.current_thread().name] = True


async def rows(count):
    for n in numbers(count):
        await asyncio.sleep(0)
        yield n


async def work(number):
    total = sum([n async for n in rows(200)])
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except TimeoutError:
        total += number
    return total


def act(number):
    results[number] = asyncio.run(work(number))


threads = [threading.Thread(target=act, args=(n,), name=str(n)) for n in range(int(sys.argv[1]))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"threads": len(threads), "total": sum(results.values())}))

import asyncio, concurrent.futures, threading
gate = threading.Event()
def blocked():
    gate.wait()
    return 1
def opener():
    gate.set()
async def main():
    loop = asyncio.get_running_loop()
    pool = concurrent.futures.ThreadPoolExecutor(2)
    jobs = [loop.run_in_executor(pool, blocked) for _ in range(2)]
    await asyncio.sleep(0.01)
    await loop.run_in_executor(pool, opener)      # no thread left for it
    print(await asyncio.gather(*jobs))
asyncio.run(main())

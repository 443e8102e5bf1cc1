import asyncio, threading, concurrent.futures
loop = None
lock = threading.Lock()
started = threading.Event()
def worker():
    with lock:
        started.set()
        asyncio.run_coroutine_threadsafe(report(), loop).result()
async def report(): await asyncio.sleep(0.2)
async def main():
    global loop
    loop = asyncio.get_running_loop()
    threading.Thread(target=worker, daemon=True).start()
    await asyncio.sleep(0.05)
    with lock:
        print("got")
asyncio.run(main())

import asyncio, threading, time
lock = threading.Lock()
def rebuild():
    with lock:
        time.sleep(60)
async def reader():
    await asyncio.to_thread(lock.acquire)
    try:
        print("reading")
    finally:
        lock.release()
async def main():
    t = threading.Thread(target=rebuild, name="rebuilder", daemon=True)
    t.start()
    await asyncio.sleep(0.05)
    await reader()
asyncio.run(main())

import asyncio, threading
lock = threading.Lock()
async def a():
    lock.acquire()
    await asyncio.sleep(0.01)
    lock.release()
async def b():
    with lock:
        print("b")
async def main():
    await asyncio.gather(a(), b())
asyncio.run(main())

"""asyncio.run's end waits for the default executor's thread"""
import asyncio, threading
def forever(): threading.Event().wait()
async def main():
    try:
        await asyncio.wait_for(asyncio.to_thread(forever), 0.05)
    except TimeoutError:
        print("limit")
asyncio.run(main())

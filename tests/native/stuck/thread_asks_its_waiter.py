"""to_thread function calls run_coroutine_threadsafe(...).result() for a coroutine that waits for the thread's task."""
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    holder = {}
    async def finish(): await holder["t"]
    def work(): return asyncio.run_coroutine_threadsafe(finish(), loop).result()
    holder["t"] = asyncio.create_task(asyncio.to_thread(work), name="work")
    await holder["t"]
asyncio.run(main())

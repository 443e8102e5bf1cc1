import asyncio
import threading

loops = {}
started = threading.Barrier(3)


async def serve(name):
    loops[name] = asyncio.get_running_loop()
    await asyncio.to_thread(started.wait)
    await asyncio.Event().wait()


async def ask(other, lock, back):
    async with lock:
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(other, loops[back]))


async def take(lock, home):
    async def locked():
        async with lock:
            print("never")

    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(locked(), loops[home]))


for name in ("first", "second"):
    threading.Thread(target=asyncio.run, args=(serve(name),), daemon=True).start()
started.wait()
lock = asyncio.Lock()
asyncio.run_coroutine_threadsafe(ask(take(lock, "first"), lock, "second"), loops["first"]).result()

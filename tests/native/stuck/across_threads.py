import asyncio
import threading


async def answer(other):
    both.wait()
    return asyncio.run_coroutine_threadsafe(asyncio.sleep(0), other).result()


def serve(loop):
    asyncio.set_event_loop(loop)
    loop.run_forever()


both = threading.Barrier(2)
first, second = asyncio.new_event_loop(), asyncio.new_event_loop()
threading.Thread(target=serve, args=(first,), daemon=True).start()
threading.Thread(target=serve, args=(second,), daemon=True).start()
one = asyncio.run_coroutine_threadsafe(answer(second), first)
two = asyncio.run_coroutine_threadsafe(answer(first), second)
one.result()

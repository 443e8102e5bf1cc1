"""``faulthandler.dump_traceback`` shows the frames of the program only."""

import asyncio
import faulthandler
import sys
import threading
import time


def dumping():
    faulthandler.dump_traceback(sys.stdout, all_threads=False)
    yield 1


class Waits:
    def __await__(self):
        yield from dumping()


async def waiting():
    await Waits()


async def items():
    for item in dumping():
        yield item


async def main():
    return [item async for item in items()]


print("a generator, a coroutine, an asynchronous generator")
print(list(dumping()), waiting().send(None), asyncio.run(main()))
lock = threading.Lock()
lock.acquire()
thread = threading.Thread(target=lambda: [lock.acquire() for _ in range(1)])
thread.start()
time.sleep(0.1)  # now the thread waits for the lock
sys.stdout.flush()
faulthandler.dump_traceback(file=1)
lock.release()
thread.join()
for file in ("x", -5, None):
    try:
        print(faulthandler.dump_traceback(file, False))
    except Exception as error:
        print(type(error).__name__, error)
try:
    faulthandler.dump_traceback(nothing=1)
except TypeError as error:
    print(error)

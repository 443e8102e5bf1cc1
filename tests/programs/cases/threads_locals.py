"""Threads, thread-locals and an error in a thread."""

import threading
from concurrent.futures import ThreadPoolExecutor

local = threading.local()
lock = threading.Lock()
total = 0


def add(n):
    global total
    local.mine = n
    for _ in range(100):
        with lock:
            total += n
    return local.mine


with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(add, range(4))), total)


def produce():
    yield from range(3)


results = []
thread = threading.Thread(target=lambda: results.extend(produce()), name="worker")
thread.start()
thread.join()
print(results, hasattr(local, "mine"), thread.name)
threading.excepthook = lambda args: print("thread failed:", repr(args.exc_value), args.thread.name)
bad = threading.Thread(target=lambda: 1 / 0, name="bad")
bad.start()
bad.join()

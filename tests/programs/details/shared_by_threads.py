"""Threads that resume one generator and one awaited object: each item is given once, the others get ValueError or RuntimeError."""

import sys
import threading

sys.setswitchinterval(1e-6)


class Step:
    def __await__(self):
        yield


def numbers():
    number = 0
    while True:
        number += 1
        for _ in range(100):
            pass
        yield number


def ending():
    for number in range(200):
        for _ in range(100):
            pass
        yield number


async def steps():
    for _ in range(2000):
        sum(range(100))
        await Step()


def take(resume, found, others):
    for _ in range(1000):
        try:
            found.append(resume())
        except (ValueError, RuntimeError, StopIteration) as error:
            others.add(str(error))


def share(resume):
    found, others = [], set()
    threads = [threading.Thread(target=take, args=(resume, found, others)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found, others - {"generator already executing", "coroutine already executing"}


found, others = share(numbers().__next__)
print(sorted(found) == list(range(1, len(found) + 1)), others)
found, others = share(ending().__next__)
print(sorted(found) == list(range(200)), others)
coroutine = steps()
found, others = share(lambda: coroutine.send(None))
print(set(found), others <= {"", "cannot reuse already awaited coroutine"})
coroutine.close()

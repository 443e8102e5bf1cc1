"""Interrupted at random moments: did each ``finally`` run?  Prints how many rounds were interrupted, and in how many one did not."""

import json
import random
import signal
import sys
import time

entered: list[str] = []
left: list[str] = []


def numbers():
    try:
        entered.append("generator")
        yield from range(300)
    finally:
        left.append("generator")


async def rows():
    try:
        entered.append("async generator")
        for n in numbers():
            await Pause()
            yield n
    finally:
        left.append("async generator")


class Resource:
    async def __aenter__(self):
        entered.append("with")

    async def __aexit__(self, *_):
        left.append("with")


async def work():
    try:
        entered.append("coroutine")
        async with Resource():
            async for _ in rows():
                pass
    finally:
        left.append("coroutine")


def driven():
    """Without an event loop: asyncio's own code may be interrupted too, and CPython's may then hang."""
    coroutine = work()
    while True:
        try:
            coroutine.send(None)
        except StopIteration:
            return


class Pause:
    def __await__(self):
        yield


def interrupted(act, seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        act()
    except KeyboardInterrupt:
        return True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return False


def _seconds():
    begun = time.perf_counter()
    driven()
    return time.perf_counter() - begun


def main(rounds):
    chance = random.Random(1)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    hits = missed = changed = 0
    longest = min([_seconds() for _ in range(50)])
    for _ in range(rounds):
        entered.clear()
        left.clear()
        try:
            hits += interrupted(driven, chance.uniform(0.00001, longest))
        except KeyboardInterrupt:  # it came while the timer was stopped
            hits += 1
        except Exception:  # the interrupt was turned into something else
            changed += 1
        missed += sorted(entered) != sorted(left)
    figures = {"rounds interrupted": hits, "rounds with a finally that did not run": missed}
    print(json.dumps(figures | {"rounds ended by another error": changed}))


main(int(sys.argv[1]))

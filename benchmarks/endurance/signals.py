"""Interrupted at random moments: did each ``finally`` run?  Prints how many rounds were interrupted, and in how many one did not."""

import asyncio
import random
import signal
import sys

entered: list[str] = []
left: list[str] = []


def numbers():
    try:
        entered.append("generator")
        yield from range(50)
    finally:
        left.append("generator")


async def rows():
    try:
        entered.append("async generator")
        for n in numbers():
            await asyncio.sleep(0)
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


def plainly():
    """The same without a loop, whose own code may be interrupted too."""
    driven = work_alone()
    while True:
        try:
            driven.send(None)
        except StopIteration:
            return


async def work_alone():
    try:
        entered.append("coroutine")
        for _ in range(20):
            for _ in numbers():
                await Pause()
    finally:
        left.append("coroutine")


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


def main(rounds):
    chance = random.Random(1)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    hits = missed = 0
    for n in range(rounds):
        entered.clear(), left.clear()
        act = plainly if n % 2 else lambda: asyncio.run(work())
        try:
            hits += interrupted(act, chance.uniform(0.0001, 0.004))
        except KeyboardInterrupt:  # it came while the timer was stopped
            hits += 1
        missed += sorted(entered) != sorted(left)
    print(f'{{"rounds interrupted": {hits}, "rounds with a finally that did not run": {missed}}}')


main(int(sys.argv[1]))

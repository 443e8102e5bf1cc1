"""``tracemalloc`` shows the frames of the program only."""

import asyncio
import tracemalloc

tracemalloc.start(3)


def blocks(count):
    for _ in range(count):
        yield bytearray(100_000)


class Waits:
    def __await__(self):
        yield
        return bytearray(50_000)


async def waiting():
    block = await Waits()
    await asyncio.sleep(0)
    return block


def kept():
    return [*blocks(2)]


first, second = kept(), asyncio.run(waiting())
shot = tracemalloc.take_snapshot()
print(shot.traceback_limit, tracemalloc.get_traceback_limit())
for found in shot.filter_traces([tracemalloc.Filter(True, __file__)]).statistics("traceback")[:2]:
    print(found.size // 1000, *found.traceback.format(), sep="\n")
for made in (first[0], second, kept(), blocks(1)):
    print(*tracemalloc.get_object_traceback(made))
for frames in (0, -1, 70_000, "x"):
    try:
        tracemalloc.start(frames)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_object_traceback(first))
tracemalloc.start()
third = bytearray(10_000)
print(tracemalloc.get_traceback_limit(), tracemalloc.get_object_traceback(third))
before = tracemalloc.take_snapshot()
fourth = bytearray(90_000)
print(tracemalloc.take_snapshot().compare_to(before, "lineno")[0].traceback)

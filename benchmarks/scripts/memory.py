"""How many bytes a suspended object takes, and whether many of them, again and again, leave anything behind."""

import gc
import json
import sys
import tracemalloc


class Pause:
    def __await__(self):
        yield


async def coroutine(number):
    kept = number
    await Pause()
    return kept


def generator(number):
    kept = number
    yield
    return kept


async def async_generator(number):
    kept = number
    await Pause()
    yield kept


def suspend(kind, count):
    """`count` suspended objects."""
    if kind == "async generator":
        found = [async_generator(number).__anext__() for number in range(count)]
    else:
        found = [coroutine(number) if kind == "coroutine" else generator(number) for number in range(count)]
    for suspended in found:
        suspended.send(None)
    return found


def bytes_each(kind, count):
    suspend(kind, 10)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    found = suspend(kind, count)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / len(found) - sys.getsizeof(found) / len(found)


def resident():
    """Bytes of this process in memory."""
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * 4096


def live(count, times):
    """Bytes resident and blocks allocated after each time `count` coroutines were made, resumed and dropped."""
    figures = []
    for _ in range(times):
        for suspended in suspend("coroutine", count):
            try:
                suspended.send(None)
            except StopIteration:
                pass
        figures.append((resident(), sys.getallocatedblocks()))
    return figures


def main():
    each, many, times = [int(word) for word in sys.argv[1:]]
    gc.disable()
    kinds = {kind: bytes_each(kind, each) for kind in ("coroutine", "generator", "async generator")}
    print(json.dumps({"bytes": kinds, "live": live(many, times), "collected": gc.collect()}))


main()

"""The StopIteration of a delegate of the library, as a trace function sees it."""

import asyncio
import contextlib
import os
import sys


class Waits:
    def __init__(self, iterator):
        self.iterator = iterator

    def __await__(self):
        return self.iterator


class Own:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration("own")


async def entering(lock):
    async with lock:
        return 1


async def awaiting(waited):
    return await waited


def delegating(iterator):
    return (yield from iterator)


@contextlib.asynccontextmanager
async def managed():
    yield 1


async def items():
    yield 1


async def looping():
    async for _ in items():
        pass
    return [_ async for _ in items()]


done = asyncio.futures._PyFuture(loop=asyncio.new_event_loop())
done.set_result(3)
walked = os.walk("/nowhere")
MADE = [
    lambda: awaiting(asyncio.sleep(0, "slept")),
    lambda: awaiting(asyncio.sleep(0)),
    lambda: entering(asyncio.Lock()),
    lambda: entering(managed()),
    lambda: awaiting(done),
    lambda: delegating(os.walk("/nowhere")),
    lambda: delegating(asyncio.sleep(0).__await__()),
    lambda: awaiting(Waits(asyncio.sleep(0).__await__())),
    lambda: awaiting(Waits(Own())),
    lambda: awaiting(Waits(iter(()))),
    lambda: delegating(iter([1])),
    lambda: delegating(map(str, [1])),
    lambda: delegating(Own()),
    lambda: awaiting(items().__anext__()),
    lambda: looping(),
]
told = []


def trace(frame, event, arg):
    if frame.f_code.co_filename == __file__ and event != "line":
        told.append(
            (frame.f_code.co_name, event, type(arg[1]).__name__ + str(arg[1]) if event == "exception" else None)
        )
        return trace
    return None


def run(made):
    sys.settrace(trace)
    try:
        while True:
            made.send(None)
    except StopIteration as stop:
        return stop.value
    finally:
        sys.settrace(None)


for make in MADE:
    made = make()
    told.clear()
    result = run(made)
    print(MADE.index(make), result)
    print(*told, sep="\n")

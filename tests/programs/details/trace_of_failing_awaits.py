"""A trace function is not told of a StopIteration where an awaited coroutine fails."""

import sys

seen = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    shown = arg[0].__name__ if event == "exception" else ""
    seen.append((event, frame.f_code.co_name, frame.f_lineno, shown))
    return tracer


class Pause:
    def __await__(self):
        yield


async def fails(late):
    if late:
        await Pause()
    raise KeyError(late)


async def main():
    for late in (False, True):
        try:
            await fails(late)
        except KeyError:
            pass
        try:
            async for _ in items(late):
                pass
        except KeyError:
            pass


async def items(late):
    yield 1
    await fails(late)


sys.settrace(tracer)
it = main()
try:
    while True:
        it.send(None)
except StopIteration:
    pass
sys.settrace(None)
print(*seen, sep="\n")

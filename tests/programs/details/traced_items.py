"""The items of an asynchronous generator are wrapped."""

import sys
from types import coroutine

told = []


@coroutine
def pause():
    yield "paused"


async def items():
    yield 1
    await pause()
    yield None


async def main():
    return [item async for item in items()]


def trace(frame, event, arg):
    if event == "return" and frame.f_code.co_filename == __file__:
        told.append((frame.f_code.co_name, repr(arg).split(" at ")[0], type(arg).__name__, isinstance(arg, int)))
    return trace


sys.settrace(trace)
made = main()
try:
    while True:
        made.send(None)
except StopIteration:
    pass
sys.settrace(None)
print(*told, sep="\n")

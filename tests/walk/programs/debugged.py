"""A debugger that keeps the frame of a coroutine finds it again after a suspension; it is told of no call by the interpreter."""

import asyncio
import sys


class Debugger:
    def __init__(self):
        self.kept = None
        self.told = set()

    def trace(self, frame, event, arg):
        self.told.add(frame.f_code.co_name)
        if frame.f_code.co_name == "waiting":
            self.kept = self.kept or frame
            print(event, frame.f_lineno, frame is self.kept, arg[1:] if event == "exception" else None)
        return self.trace


async def waiting():
    await asyncio.sleep(0)
    await asyncio.sleep(0, "value")


debugger = Debugger()
coroutine = waiting()
sys.settrace(debugger.trace)
try:
    while True:
        coroutine.send(None)
except StopIteration:
    pass
sys.settrace(None)
print(sorted(debugger.told))

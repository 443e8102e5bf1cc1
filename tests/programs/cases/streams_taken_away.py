# What ends a program flushes its streams: one may be gone.
import sys


async def lost():
    pass


print("begun", flush=True)
print(sorted(globals()))
lost()
del sys.stdout
1 / 0

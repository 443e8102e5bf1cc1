"""A variable of a module whose functions ``sys`` refers to, when an exception keeps the frames below the module's."""

import asyncio
import os
import sys


class Dropped:
    def __del__(self, write=os.write):
        write(1, b"dropped while the module has %s\n" % (b"no sys" if sys is None else b"sys"))


dropped = Dropped()


def hook(kind, value, traceback):
    pass


sys.excepthook = hook


async def sleeping():
    await asyncio.sleep(0)


async def main():
    global task
    task = asyncio.create_task(sleeping())


asyncio.run(main())
print("the end")

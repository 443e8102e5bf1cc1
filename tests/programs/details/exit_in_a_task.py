"""``sys.exit`` in a task: the main task, whose exception nobody retrieves, shows it when it is dropped at the end.

On 3.11 its traceback lacks the entries of the frames around the last handler.
"""

import asyncio
import sys


async def leave():
    await asyncio.sleep(0)
    sys.exit(3)


async def main():
    await asyncio.gather(leave(), asyncio.sleep(1))


def start():
    asyncio.run(main())


print("begun")
start()

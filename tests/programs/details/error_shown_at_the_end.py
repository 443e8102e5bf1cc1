"""Ctrl-C ends the program, and its traceback keeps a failed task until the end of the process: asyncio logs the task's error then,
when nothing can be imported any more.
"""

import asyncio
import signal


async def fail():
    {}[1]


async def main():
    print("begun", flush=True)
    kept = asyncio.create_task(fail())
    asyncio.get_running_loop().call_later(0.05, signal.raise_signal, signal.SIGINT)
    await asyncio.Event().wait()
    return kept


asyncio.run(main())

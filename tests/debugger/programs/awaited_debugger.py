import asyncio
import pdb


async def answer():
    await asyncio.sleep(0)
    return 42


async def main():
    task = asyncio.create_task(answer())
    debugger = pdb.Pdb(nosigint=True, readrc=False)
    if hasattr(debugger, "set_trace_async"):  # 3.14
        await debugger.set_trace_async()
    else:
        debugger.set_trace()
    first = await task
    second = await answer()
    return first, second


with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
    print(runner.run(main()))

"""gather, wait and as_completed over the program's coroutines."""

import asyncio


async def work(name, delay, fail=False):
    print("start", name)
    try:
        await asyncio.sleep(delay)
        if fail:
            raise ValueError(name)
        return name.upper()
    finally:
        print("end", name)


async def main():
    print(await asyncio.gather(work("a", 0.02), work("b", 0.01)))
    print(await asyncio.gather(work("c", 0), work("d", 0.01, True), return_exceptions=True))
    tasks = [asyncio.create_task(work(n, d), name=n) for n, d in (("e", 0.01), ("f", 0.2))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([t.get_name() for t in done], [t.get_name() for t in pending])
    for t in pending:
        t.cancel("enough")
    try:
        await tasks[1]
    except asyncio.CancelledError as error:
        print("cancelled", error.args)
    for future in asyncio.as_completed([asyncio.sleep(0.05, "g"), asyncio.sleep(0.01, "h")]):
        print(await future)
    try:
        async with asyncio.timeout(0.01):
            await work("slow", 1)
    except TimeoutError as error:
        print("timeout", type(error.__cause__).__name__)
    await work("last", 0, True)


asyncio.run(main())

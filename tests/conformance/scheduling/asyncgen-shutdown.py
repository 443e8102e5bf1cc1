# ---
# description: asyncio.run closes the asynchronous generators that are left.
# rule: scheduling/asyncgen-shutdown
# features: [asyncio, async-generator, finalisation]
# min-python: 3.10
# ---

import asyncio

kept = []


async def a(name):
    try:
        yield name
    finally:
        await asyncio.sleep(0)
        print("closed", name)


async def main():
    for name in "ab":
        agen = a(name)
        print(await anext(agen))
        kept.append(agen)
        del agen
    kept.pop()
    await asyncio.sleep(0.01)
    print("end of main")


asyncio.run(main())

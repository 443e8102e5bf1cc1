import asyncio


class Gate:
    def __init__(self, size):
        self.permits = asyncio.BoundedSemaphore(size)

    async def enter(self):
        await self.permits.acquire()

    def leave(self):
        self.permits.release()


async def decode(name):
    await asyncio.sleep(0.001)
    if name == "bad":
        raise ValueError(name)
    return name.upper()


async def make(gate, name):
    await gate.enter()
    made = await decode(name)
    gate.leave()
    return made


async def main():
    gate = Gate(1)
    for name in ("one", "bad", "two"):
        task = asyncio.create_task(make(gate, name), name=f"make-{name}")
        await asyncio.wait([task])
        print(name, task.exception())


asyncio.run(main())

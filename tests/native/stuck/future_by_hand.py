import asyncio

class Client:
    def __init__(self):
        self.pending = {}
        self.wire = asyncio.Queue()

    async def call(self, number):
        future = self.pending[number] = asyncio.get_running_loop().create_future()
        await self.wire.put(number)
        return await future

    async def read(self):
        while True:
            number = await self.wire.get()
            await asyncio.sleep(0.01)
            future = self.pending.pop(number % 3, None)  # BUG: 3 -> 0
            if future is not None:
                future.set_result(number)

async def main():
    client = Client()
    reader = asyncio.create_task(client.read(), name="reader")
    for n in range(5):
        print(await client.call(n), flush=True)

asyncio.run(main())

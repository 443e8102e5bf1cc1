import asyncio

class Account:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.answered = asyncio.Event()

    async def pay(self):
        async with self.lock:
            await self.answered.wait()  # BUG: the bank never answers

    async def order(self):
        try:
            async with asyncio.timeout(0.05):
                await asyncio.shield(self.pay())
        except TimeoutError:
            pass
        async with self.lock:
            return "ok"

async def main():
    account = Account()
    beat = asyncio.create_task(pulse(), name="pulse")
    print(await account.order())

async def pulse():
    while True:
        await asyncio.sleep(0.05)

asyncio.run(main())

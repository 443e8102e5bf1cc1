import asyncio, gc

class Mailer:
    def __init__(self):
        self.outbox = asyncio.Queue()
        self.sent = asyncio.Event()

    def start(self):
        asyncio.get_running_loop().create_task(self._confirm(), name="confirm")

    async def _confirm(self):
        reply = asyncio.get_running_loop().create_future()
        self_ref = reply  # only this frame refers to the future: the task is in a cycle
        await reply
        self.sent.set()

    async def send(self, text):
        await self.outbox.put(text)

async def housekeeping():
    while True:
        await asyncio.sleep(0.05)
        gc.collect()

async def main():
    mailer = Mailer()
    keep = asyncio.create_task(housekeeping(), name="housekeeping")
    mailer.start()
    await mailer.send("hello")
    await mailer.sent.wait()  # BUG consequence: the task that would set it was collected

asyncio.run(main())

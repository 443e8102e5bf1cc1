import asyncio


class Service:
    def __init__(self):
        self.stop = asyncio.Event()
        self.beats = 0

    async def heartbeat(self):
        while not self.stop.is_set():
            self.beats += 1
            try:
                await asyncio.wait_for(self.stop.wait(), 0.02)
            except TimeoutError:
                pass

    async def consume(self):
        try:
            while True:
                await asyncio.sleep(0.03)
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            raise

    async def run(self, seconds):
        consumer = asyncio.create_task(self.consume(), name="consumer")
        beat = asyncio.create_task(self.heartbeat(), name="heartbeat")
        asyncio.get_running_loop().call_later(seconds, self.stop.set)
        await self.stop.wait()
        consumer.cancel()
        try:
            await consumer
        except asyncio.CancelledError:
            pass
        await beat
        print("beats", self.beats > 1)


asyncio.run(Service().run(30))

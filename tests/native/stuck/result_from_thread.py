import asyncio
import threading
import time


class Device:
    def __init__(self):
        self.orders = []

    def work(self):
        while True:
            time.sleep(0.01)
            while self.orders:
                self.orders.pop().set_result("done")

    async def order(self):
        answer = asyncio.get_running_loop().create_future()
        self.orders.append(answer)
        return await answer


async def main():
    device = Device()
    threading.Thread(target=device.work, daemon=True).start()
    print(await device.order())


asyncio.run(main())

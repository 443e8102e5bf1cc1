import asyncio


class Setter:
    __slots__ = ("future",)

    def __init__(self, future):
        self.future = future

    def __call__(self):
        self.future.set_result(1)


class Bus:
    def __init__(self):
        self.listeners = []

    def emit(self):
        for each in self.listeners:
            each()


async def main():
    loop, bus = asyncio.get_running_loop(), Bus()
    future = loop.create_future()
    bus.listeners.append(Setter(future))
    loop.call_later(5, bus.emit)
    await future


asyncio.run(main())

# ---
# description: The awaits of __anext__ suspend the coroutine around.
# rule: async-for/protocol
# features: [async-for, coroutine, types-coroutine]
# ---

import types


@types.coroutine
def ask(n):
    return (yield n)


class A:
    n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n += 1
        if await ask(self.n) == "stop":
            raise StopAsyncIteration
        return self.n * 10


async def main():
    return [n async for n in A()]


c = main()
print(c.send(None), c.send(""), c.send(""))
try:
    c.send("stop")
except StopIteration as stop:
    print(stop.value)

# ---
# description: __await__ may be a generator; its yields suspend the coroutine, its return is the value of the await.
# rule: await/awaitable
# features: [coroutine]
# ---

class A:
    def __await__(self):
        got = yield "out"
        return [got]


async def main():
    return await A()


c = main()
print(c.send(None))
try:
    c.send("in")
except StopIteration as stop:
    print(stop.value)

# ---
# description: __await__ may return any iterator; if it ends without a value, the value of the await is None.
# rule: await/awaitable
# features: [coroutine]
# ---

class A:
    def __await__(self):
        return iter(["a", "b"])


async def main():
    print(await A())


c = main()
print(c.send(None), c.send(None))
try:
    c.send(None)
except StopIteration:
    pass

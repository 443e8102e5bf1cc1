# ---
# description: return, break and continue leave an async with through __aexit__.
# rule: async-with/order
# features: [async-with, coroutine]
# ---

class M:
    async def __aenter__(self):
        print("enter")

    async def __aexit__(self, *exc):
        print("exit", exc)


async def main():
    for n in range(3):
        async with M():
            if n == 0:
                continue
            break
    async with M():
        return "returned"


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)

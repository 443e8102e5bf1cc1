# ---
# description: __await__ = None means not awaitable.
# rule: await/not-awaitable
# features: [coroutine]
# ---

class A:
    __await__ = None


async def main():
    await A()


try:
    main().send(None)
except TypeError as error:
    print(type(error).__name__)

# ---
# description: __await__ is found on the type, not on the instance.
# rule: await/awaitable
# features: [coroutine, messages]
# ---

class A:
    pass


a = A()
a.__await__ = lambda: iter([])


async def main():
    await a


try:
    main().send(None)
except TypeError as error:
    print(error)

# ---
# description: A dropped asynchronous generator whose finaliser does not close it releases its variables and its delegate as a frame's stack does.
# rule: async-generator/finaliser
# features: [coroutine, async-generator, async-for, finalisation]
# ---
import sys


class Awaited:
    def __await__(self):
        try:
            yield "suspended"
        finally:
            print("awaited: closed")


class Items:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1

    def __del__(self):
        print("items: dropped")


class Value:
    def __del__(self):
        print("value: dropped")


async def waits():
    await Awaited()
    yield


async def iterates(value):
    async for _ in Items():
        await Awaited()
    yield


def finalise(agen):
    print("finaliser", agen.__name__)


sys.set_asyncgen_hooks(finalizer=finalise)
print(waits().__anext__().send(None))
print(iterates(Value()).__anext__().send(None))
print("end")

# ---
# description: A variable of an async comprehension is not seen by another comprehension, which reads the global.
# rule: names/resolution
# features: [coroutine, async-comprehension, async-generator]
# ---

i = 0


async def items():
    yield 5


async def f():
    table = [7]
    first = [x for table[i] in [1, 2] for x in (3,)]
    return first, table, [i async for i in items()]


try:
    f().send(None)
except StopIteration as stop:
    print(stop.value)
print(i)

# ---
# description: Unpacking in comprehensions and generator expressions, with and without suspensions (PEP 798).
# rule: comprehension/unpacking
# features: [generator, coroutine, async-generator]
# min-python: 3.15
# ---

import types


@types.coroutine
def pause(value):
    print("asked for", value)
    return (yield value)


async def source():
    for items in ([1, 2], (), "ab"):
        yield items


def run(o):
    value = None
    try:
        while True:
            value = o.send(value)
    except StopIteration as stop:
        return stop.value


async def c():
    print([*items for items in ([1], (2, 3))], len({*items for items in ("aa", "b")}), {**{n: n} for n in range(2)})
    print([*items async for items in source()])
    print([*await pause(items) for items in ([1, 2], [3])])
    print({**await pause({n: n * n}) for n in range(3)})
    expression = (*await pause(items) for items in ("xy", "z"))
    print([item async for item in expression])
    print([item async for item in (*items async for items in source())])


run(c())

expression = (*items for items in ([1, 2], [3]))
print(next(expression), expression.gi_yieldfrom, list(expression))
try:
    print([*item for item in (1,)])
except TypeError as error:
    print(type(error).__name__)


def delegating():
    yield from (*inner for inner in (one(), one()))


def one():
    got = yield "first"
    print("got", got)
    yield "second"


o = delegating()
print(next(o))
try:
    print(o.send("value"))
except TypeError as error:
    print(type(error).__name__)

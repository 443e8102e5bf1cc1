# ---
# description: An athrow whose handler awaits suspends like any awaitable.
# rule: async-generator/athrow
# features: [async-generator, types-coroutine]
# ---

import types


@types.coroutine
def ask(q):
    return (yield q)


async def a():
    try:
        yield 1
    except KeyError:
        yield await ask("in the handler")


agen = a()
try:
    agen.__anext__().send(None)
except StopIteration:
    pass
awaitable = agen.athrow(KeyError)
print(awaitable.send(None))
try:
    awaitable.send("answer")
except StopIteration as stop:
    print(stop.value)

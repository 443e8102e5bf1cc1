# ---
# description: A yield ends the awaitable, an await goes through it.
# rule: async-generator/yield-ends-asend
# features: [async-generator, types-coroutine]
# ---

import types


@types.coroutine
def ask(q):
    return (yield q)


async def a():
    yield await ask("first?")
    yield await ask("second?")


agen = a()
for answer in ("A", "B"):
    awaitable = agen.__anext__()
    print(awaitable.send(None))
    try:
        awaitable.send(answer)
    except StopIteration as stop:
        print(stop.value)

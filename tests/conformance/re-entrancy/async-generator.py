# ---
# description: Only one awaitable of an asynchronous generator may be under way.
# rule: async-generator/already-running
# features: [async-generator, types-coroutine, messages]
# ---

import types


@types.coroutine
def pause():
    yield


async def a():
    await pause()
    yield 1


agen = a()
first = agen.__anext__()
first.send(None)
print(agen.ag_running)
for second in (agen.__anext__(), agen.asend(1), agen.athrow(KeyError), agen.aclose()):
    try:
        second.send(None)
    except RuntimeError as error:
        print(error)
try:
    first.send(None)
except StopIteration as stop:
    print(stop.value, agen.ag_running)

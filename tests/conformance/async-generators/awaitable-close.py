# ---
# description: close of an awaitable that is under way.
# rule: async-generator/awaitable-close
# features: [async-generator, types-coroutine, finalisation]
# ---

import types


@types.coroutine
def pause():
    yield


async def a():
    try:
        await pause()
    except GeneratorExit:
        print("told")
        raise
    yield 1


agen = a()
awaitable = agen.__anext__()
awaitable.send(None)
print(awaitable.close(), agen.ag_running)
del agen, awaitable

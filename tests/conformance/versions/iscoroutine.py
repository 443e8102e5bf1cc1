# ---
# description: The result of asyncio.iscoroutine for an awaitable generator.
# rule: versions/iscoroutine
# features: [asyncio, types-coroutine]
# ---

import asyncio
import types


@types.coroutine
def f():
    yield


print(asyncio.iscoroutine(f()))

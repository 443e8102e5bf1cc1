# ---
# description: The awaitables are their own iterators.
# rule: async-generator/asend
# features: [async-generator, inspect]
# ---

import inspect


async def a():
    yield 1


agen = a()
for awaitable in (agen.__anext__(), agen.asend(1), agen.athrow(KeyError), agen.aclose()):
    print(
        type(awaitable).__name__,
        awaitable.__await__() is awaitable,
        iter(awaitable) is awaitable,
        inspect.isawaitable(awaitable),
        inspect.iscoroutine(awaitable),
    )
    awaitable.close()

# ---
# description: An awaitable that is dropped before it was awaited.
# rule: async-generator/method-never-awaited
# features: [async-generator, finalisation, warnings]
# ---

import warnings


async def a():
    yield 1


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    agen = a()
    agen.__anext__()
    agen.asend(1)
    agen.athrow(KeyError)
    agen.aclose()
print([str(w.message) for w in caught])

# ---
# description: Generators and asynchronous generators do not warn.
# rule: never-awaited/begun
# features: [generator, async-generator, warnings, finalisation]
# ---

import warnings


def g():
    yield


async def a():
    yield


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    g()
    a()
print(caught)

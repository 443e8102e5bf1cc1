# ---
# description: A warning inside a chain of awaits is reported for the frame that stacklevel names.
# rule: warnings/stacklevel
# features: [coroutine, warnings, frames]
# ---

import warnings


async def inner(level):
    warnings.warn("w", stacklevel=level)


async def outer(level):
    await inner(level)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for level in (1, 2, 3):
        try:
            outer(level).send(None)
        except StopIteration:
            pass
print([w.lineno for w in caught])

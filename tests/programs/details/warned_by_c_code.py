"""Warnings that C code issues: the place is that of the program, also in functions that suspend."""

import warnings

warnings.simplefilter("always")


def generator():
    open(__file__)
    yield
    [open(__file__) for _ in "a"]
    yield


async def coroutine():
    open(__file__)


print(*generator())
try:
    coroutine().send(None)
except StopIteration:
    pass
with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    open(__file__)
print([(each.filename == __file__, each.lineno) for each in found])

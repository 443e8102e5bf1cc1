# ---
# description: A dropped coroutine warns with its qualified name, at the line of the drop.
# rule: coroutine/never-awaited
# features: [coroutine, warnings, finalisation]
# ---

import warnings


class A:
    async def method(self):
        pass


async def f():
    pass


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    f()
    A().method()
    o = f()
    o.__qualname__ = "renamed"
    del o
print([(str(w.message), w.lineno) for w in caught])

# ---
# description: The suspended attributes that exist.
# rule: versions/coroutine-suspended
# features: [generator, coroutine, async-generator]
# min-python: 3.11
# ---

def g():
    yield


async def c():
    pass


async def a():
    yield


o = c()
print(hasattr(g(), "gi_suspended"), hasattr(o, "cr_suspended"), hasattr(a(), "ag_suspended"))
o.close()

# ---
# description: The repr of each kind shows the qualified name.
# rule: lifecycle/names
# features: [generator, coroutine, async-generator]
# ---

class K:
    def g(self):
        yield

    async def c(self):
        pass

    async def a(self):
        yield


k = K()
for o in (k.g(), k.c(), k.a()):
    print(repr(o).split(" at ")[0])
    if hasattr(o, "close"):
        o.close()

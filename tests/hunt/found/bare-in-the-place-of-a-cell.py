# A variable of an inlined comprehension stands bare where outside of it there is a cell.  Seed 5301758.
async def coro0(a, *args, **kwargs):
    try:
        return [2 for a in t(2) if await Bare(2)]
    finally:

        class C64:
            a


o = coro0(None)
for i in range(4):
    step(o, "send", None)

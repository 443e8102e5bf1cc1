# While a comprehension runs in its function, its variable takes the place of the function's.  Seeds 77000490, 77000780.
async def coro0(a, *args):
    out(name_of([a async for a in t(3)]), name_of(a))
    del a
    try:
        out(name_of({a: t(4) async for a in await t(5) if await w(t(6), 1)}))
    finally:
        exc()
    try:
        a
    except UnboundLocalError as error:
        out(show(error))
    a = t(7)
    try:
        [r(8) async for a in t(3)]
    except E:
        out(name_of(a))
    return [[await w(a, 1) async for a in t(3)] async for a in t(3)]


o = coro0(t(1))
for i in range(40):
    step(o, "send", None)

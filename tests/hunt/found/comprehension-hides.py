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


# A variable whose name means another one in the function; a name bound inside of a del.  Seeds 30000011, 40001170, 41002417.
async def captured(a):
    i = 0
    out(name_of([b async for b in t(1) if i async for i in t(2) if await w(i, 1)]), name_of(lambda: i))


async def too_soon(a):
    try:
        [b async for b in t(3) if i async for i in t(4)]
    except UnboundLocalError as error:
        out(show(error))
    i = await w(5, 1)
    out(name_of([[i async for i in t(6) if await w(i, 1)] async for i in t(7)]), name_of((lambda: i)()))


async def of_the_module(a):
    out(name_of({i: a async for i in t(8) if await w(i, 2)}))
    try:
        i
    except NameError as error:
        out(show(error))


for function in captured, too_soon, of_the_module:
    o = function(t(11))
    for k in range(20):
        step(o, "send", None)


def plain():
    return unbound
    unbound = 0


try:
    plain()
except UnboundLocalError as error:
    out(show(error))


def gen(a):
    del (c := t(20))[None], (b := t(21))[None if a else (d := t(22))]
    yield None
    out(name_of(c), name_of(b))
    del (e := t(23))[None], e
    yield None
    try:
        e, d
    except UnboundLocalError as error:
        out(show(error))


for flag in True, False:
    o = gen(flag)
    for k in range(4):
        step(o, "send", None)


async def agen3(a):  # seed 50001409: the comprehension has not begun
    try:
        t(1)
    except E:
        [None for j in t(2) async for a in w(3)]
    finally:
        yield 4
    lambda: a


o = agen3(1)
drain(step(o, "asend", None))
state(o)

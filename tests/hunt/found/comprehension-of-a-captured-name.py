# A comprehension's variable whose name means another variable in the function is one of the frame's all the same: it is
# shown, hides the other, and cannot be read too soon.  Seeds 30000011, 30000563, 40001170.
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

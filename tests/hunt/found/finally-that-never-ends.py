# A ``return`` whose ``finally`` returns, too, never goes on.  Seed 50000361 on 3.12.
def gen0(a):
    try:
        a.x
    except E:
        out("caught")
    try:
        yield lambda: a
        return 1
    finally:
        return 2


async def coro1(a):
    with a:
        out("in")
    while True:
        try:
            await w(lambda: a, 2)
            continue
        finally:
            break


for o in gen0(V(3)), coro1(V(3)):
    step(o, "send", None)
    step(o, "send", None)
    step(o, "send", None)

# The variables of a suspending function, in the order in which CPython numbers them.
import sys
class D:
    def __init__(s,n): s.n=n
    def __del__(s): print("del",s.n)
async def agen():
    yield 1; yield 2
async def f(p, q):
    z = D("z"); a = (b := D("b")); print(list(sys._getframe().f_locals))
    with open("/dev/null") as fh, open("/dev/null") as fi: c = D("c")
    r = [m async for m in agen() if (w := m)]
    for i, (j, k) in [(1,(2,3))]: y = D("y")
    match {"k": 1, "o": 2}:
        case {"k": v, **rest}: pass
    try: import os.path as op, json
    except OSError as e: pass
    await Y()
    late = D("late")
    await Y()
class Y:
    def __await__(s): yield
def g(x, y=2, *args, k=3, **kw):
    u = D("u"); t = D("t"); (s, *o) = 1, D("o")
    print(list(sys._getframe().f_locals))
    yield
    return [h for h in "a"]
for steps in (1, 2):
    c = f(D("p"), D("q"))
    for _ in range(steps): c.send(None)
    print("close"); c.close(); del c
c = f(D("p"), D("q")); c.send(None); print("drop"); del c
c = g(D("x")); next(c); print("drop g"); del c
